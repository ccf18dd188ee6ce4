#include "content/import/newsletter/newsletter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/pack/pack_reader.h"
#include "tests/content/import/text/encoded.h"

using content::Import;
using content::Language;

namespace {

const std::filesystem::path root = ROTUNDA_SOURCE_DIR;

std::string own_text() {
    return *content::read_file(root / "tests/content/import/newsletter/newsletter.txt", 100'000);
}

content::ImportContext make_context() {
    content::ImportContext context;
    context.edition.id = "test-2024-01";
    context.edition.zone = "Europe/Vienna";
    context.edition.languages = {Language::en};
    context.edition.home_url = "https://example.org/";
    for (const auto& [id, name] : {std::pair("corruption", "Corruption"), std::pair("calls", "Calls"),
                                   std::pair("youth", "Youth and prevention")})
        context.edition.topics.push_back({id, id, {{Language::en, name}}});
    return context;
}

Import read_newsletter(const std::string& bytes) {
    const content::ImportContext context = make_context();
    return content::import_newsletter({"newsletter.md", bytes}, context);
}

const content::Story& story(const Import& import, std::string_view begin) {
    for (const auto& candidate : import.pack.stories) {
        if (candidate.texts.at(Language::en).headline.starts_with(begin)) return candidate;
    }
    FAIL("no such story: ", begin);
    return import.pack.stories.front();
}

std::string days(const content::Story& story) {
    if (!story.first_day) return {};
    return content::to_iso(*story.first_day) + "/" + content::to_iso(*story.last_day);
}

bool has_finding(const Import& import, std::string_view words) {
    return std::any_of(import.findings.begin(), import.findings.end(), [&](const content::Finding& finding) {
        return finding.message.find(words) != std::string::npos;
    });
}

/// The same text with every paragraph wrapped at `width`, as mail programs do.
std::string wrapped(const std::string& text, std::size_t width) {
    std::string result;
    std::string line;
    std::string word;
    for (const char c : text) {
        if (c != ' ' && c != '\n') {
            word += c;
            continue;
        }
        if (!line.empty() && content::count_characters(line) + 1 + content::count_characters(word) > width) {
            result += line + "\n";
            line.clear();
        }
        line += (line.empty() || word.empty() ? "" : " ") + word;
        word.clear();
        if (c == '\n') {
            result += line + "\n";
            line.clear();
        }
    }
    return result;
}

std::string with_marked_headings(std::string text, const Import& import, const std::string& mark) {
    const auto put = [&](const std::string& title) {
        const auto at = text.find("\n" + title + "\n");
        REQUIRE(at != std::string::npos);
        text.insert(at + 1, mark);
    };
    for (const auto& story : import.pack.stories)
        put(story.texts.at(Language::en).headline);
    put("Calendar of events - January-April 2024");
    return text;
}

std::string with_line_ends(const std::string& text, const std::string& end) {
    std::string result;
    for (const char c : text)
        result += c == '\n' ? end : std::string(1, c);
    return result;
}

/// UTF-16 with its mark, of a text without characters beyond U+FFFF.
std::string in_utf16(const std::string& text) {
    std::string result = "\xFF\xFE";
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = static_cast<unsigned char>(text[i]);
        const auto next = [&] { return static_cast<unsigned>(static_cast<unsigned char>(text[++i])) & 0x3FU; };
        if (code >= 0xE0) {
            const unsigned middle = next();
            code = ((code & 0x0FU) << 12U) | (middle << 6U) | next();
        } else if (code >= 0xC0) {
            code = ((code & 0x1FU) << 6U) | next();
        }
        result += static_cast<char>(code & 0xFFU);
        result += static_cast<char>(code >> 8U);
    }
    return result;
}

/// Each line that has anything on it was used or is named in a finding.
void check_all_lines_are_accounted_for(const std::string& text, const Import& import) {
    std::size_t number = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        const std::string line(content::trim(std::string_view(text).substr(at, end - at)));
        at = end + 1;
        ++number;
        if (line.empty()) continue;
        CAPTURE(number);
        CAPTURE(line);
        const auto use = import.uses.find(number);
        REQUIRE(use != import.uses.end());
        if (use->second != "left out") continue;
        const bool is_named = std::any_of(import.findings.begin(), import.findings.end(), [&](const auto& finding) {
            const auto dash = finding.message.find("-", finding.message.find("(lines "));
            const bool has_range = finding.message.find("(lines ") != std::string::npos;
            const std::size_t last = has_range ? std::stoul(finding.message.substr(dash + 1)) : 0;
            const auto first = static_cast<std::size_t>(finding.line);
            return first == number || (first < number && number <= last);
        });
        CHECK(is_named);
    }
}

}  // namespace

TEST_CASE("newsletter: headings without marks become stories with their dates, places, figures and links") {
    const Import import = read_newsletter(own_text());
    REQUIRE(import.pack.stories.size() == 7);
    CHECK(!content::has_errors(import.findings));
    const auto& forum = story(import, "The first Open Forum");
    CHECK(days(forum) == "2023-12-10/2023-12-10");
    CHECK(forum.texts.at(Language::en).place == "Atlanta, USA");
    REQUIRE(forum.figures.size() == 3);
    CHECK(forum.figures[0].value == "1,204");
    CHECK(forum.figures[2].value == "≈ 300");
    CHECK(forum.texts.at(Language::en).body.find("as in this Place; which") != std::string::npos);
    CHECK(has_finding(import, "goes on with the sentence"));
    CHECK(days(story(import, "Networks of readers")) == "2023-12-05/2023-12-06");
    CHECK(story(import, "Networks of readers").texts.at(Language::en).place == "Penang, Malaysia");
    const auto& youth = story(import, "Youth-led");
    CHECK(days(youth) == "2023-12-04/2023-12-05");
    CHECK(youth.topic == "youth");
    CHECK(youth.figures.at(0).value == "8");
    CHECK(youth.links.at(0).url == "https://example.org/en/youth");
    CHECK(youth.texts.at(Language::en).body.find("Read more") == std::string::npos);
    CHECK(days(story(import, "Multistakeholder")) == "2023-08-21/2023-09-01");
    CHECK(story(import, "Role and potential").texts.at(Language::en).body == "");
    CHECK(has_finding(import, "has a heading but no text"));
}

TEST_CASE("newsletter: links have their languages, stand in their order, and lost targets are named") {
    const Import import = read_newsletter(own_text());
    const auto& exchange = story(import, "Promoting");
    REQUIRE(exchange.links.size() == 2);
    CHECK(exchange.links[0].language == Language::en);
    CHECK(exchange.links[1].language == Language::es);
    CHECK(has_finding(import, "links whose target is lost: \"Lire\""));
    const auto& committee = story(import, "Multistakeholder");
    REQUIRE(committee.links.size() == 2);
    CHECK(committee.links[0].url == "https://example.org/en/video");
    CHECK(
        committee.texts.at(Language::en).body.ends_with("[on this page](https://example.org/en/committee) and below."));
}

TEST_CASE("newsletter: the calendar becomes events") {
    const Import import = read_newsletter(own_text());
    const auto& events = import.pack.events;
    REQUIRE(events.size() == 9);
    const auto words = [&](std::size_t i) { return events[i].texts.at(Language::en); };
    CHECK(words(0).title == "Regional Consultation Africa");
    CHECK(events[0].is_virtual);
    CHECK(events[0].when == content::Span(content::DaySpan{*content::parse_date("2024-01-18"),
                                                           *content::parse_date("2024-01-18"), false}));
    CHECK(words(1).title == "Reception for readers in preparation to the RRC7");
    CHECK(words(1).place == "Vienna, Austria");
    CHECK(words(3).place == "New York, USA");
    CHECK(events[3].url == "https://example.org/en/session");
    CHECK(events[3].when == content::Span(content::DaySpan{*content::parse_date("2024-01-29"),
                                                           *content::parse_date("2024-02-09"), true}));
    CHECK(words(4).title == "Webinar for readers: attending the 67th session - rooms, side events, etc");
    CHECK(events[5].when ==
          content::Span(content::MonthSpan{*content::parse_month("2024-02"), *content::parse_month("2024-03")}));
    const auto* timed = std::get_if<content::TimedSpan>(&events[6].when);
    REQUIRE(timed != nullptr);
    CHECK(content::to_iso(timed->start) == "2024-03-14T09:00:00Z");
    CHECK(content::to_iso(timed->end) == "2024-03-15T12:00:00Z");
    CHECK(import.lines.at("event/" + events[0].id) == 84);
}

TEST_CASE("newsletter: a call has its deadlines as instants, and its parts") {
    const Import import = read_newsletter(own_text());
    REQUIRE(import.pack.calls.size() == 1);
    const content::Call& call = import.pack.calls.front();
    CHECK(call.texts.at(Language::en).headline == "Applications now open for 2024 Reading Dialogues");
    CHECK(content::to_iso(call.deadline) == "2024-02-04T23:00:00Z");
    CHECK(call.texts.at(Language::en).deadline_words == "4 February 2024, midnight CET");
    CHECK(call.zone == "Europe/Vienna");
    CHECK(call.url == "https://example.org/en/apply");
    REQUIRE(call.parts.size() == 4);
    CHECK(call.parts[0].title.at(Language::en) == "Ink & Printing Assistance");
    CHECK(content::to_iso(*call.parts[2].date) == "2024-07-15");
    CHECK(call.parts[3].title.at(Language::en) == "Paper");
    CHECK(content::to_iso(*call.parts[3].deadline) == "2023-12-03T23:00:00Z");
    CHECK(content::to_iso(*call.parts[3].date) == "2024-04-05");
    CHECK(call.topic == "calls");
    CHECK(story(import, "Open Call").validity.until == call.deadline);
}

TEST_CASE("newsletter: pictures, logos and the preface are no stories") {
    const Import import = read_newsletter(own_text());
    REQUIRE(import.pictures.size() == 1);
    CHECK(import.pictures[0].alternative.starts_with("A large group of people"));
    CHECK(import.pictures[0].credit == "Photo © Test Unit");
    CHECK(import.pictures[0].story == story(import, "Open Call").id);
    CHECK(has_finding(import, "a logo's words (lines 3-4): \"**ROTUNDA**\""));
    REQUIRE(import.pack.links.size() == 1);
    CHECK(import.pack.links[0].url == "https://example.org/en/unit");
    CHECK(import.found == 7 + 9 + 1 + 1);
}

TEST_CASE("newsletter: every line is used or named") {
    const std::string text = own_text();
    check_all_lines_are_accounted_for(text, read_newsletter(text));
    const std::string wrapped_text = wrapped(text, 72);
    check_all_lines_are_accounted_for(wrapped_text, read_newsletter(wrapped_text));
    const std::string odd = "##\n\n- \n\nfoo\n\n***\n\n| a | b |\n\n\x01\n\nend";
    check_all_lines_are_accounted_for(odd, read_newsletter(odd));
}

TEST_CASE("newsletter: line ends, encodings, wrapping and marked headings change nothing") {
    const std::string text = own_text();
    const Import plain = read_newsletter(text);
    const auto expect_same = [&](const std::string& variant) { CHECK(read_newsletter(variant).pack == plain.pack); };
    SUBCASE("CRLF") {
        expect_same(with_line_ends(text, "\r\n"));
    }
    SUBCASE("CR") {
        expect_same(with_line_ends(text, "\r"));
    }
    SUBCASE("byte order mark") {
        expect_same("\xEF\xBB\xBF" + text);
    }
    SUBCASE("UTF-16") {
        expect_same(in_utf16(text));
    }
    SUBCASE("wrapped at 72") {
        expect_same(wrapped(text, 72));
    }
    SUBCASE("wrapped at 80") {
        expect_same(wrapped(text, 80));
    }
    SUBCASE("headings marked") {
        expect_same(with_marked_headings(text, plain, "## "));
    }
    SUBCASE("headings marked and wrapped") {
        expect_same(wrapped(with_marked_headings(text, plain, "# "), 72));
    }
}

TEST_CASE("newsletter: HTML mail gives stories with links and pictures") {
    const Import import = read_newsletter(
        "<!DOCTYPE html><html><body><h1>Newsletter, January 2024</h1>\n<h2>A story with a link in it</h2>\n"
        "<p>It took place in Vienna on 5&#8211;6 December. <a href=\"https://example.org/fr/x\">Read more</a></p>\n"
        "<img src=\"https://example.org/a.jpg\" alt=\"A hall\">\n<h2>Calendar of events</h2>\n"
        "<ul><li>Session &ndash; 5 April 2024</li>\n<li>Reception, 6 April 2024</li></ul></body></html>");
    REQUIRE(import.pack.stories.size() == 1);
    CHECK(days(import.pack.stories[0]) == "2023-12-05/2023-12-06");
    CHECK(import.pack.stories[0].links.at(0).language == Language::fr);
    CHECK(import.pack.events.size() == 2);
    CHECK(import.pictures.at(0).url == "https://example.org/a.jpg");
    CHECK(import.lines.at("story/" + import.pack.stories[0].id) == 2);
}

TEST_CASE("newsletter: of a list of links some are stories and some are links") {
    const Import import = read_newsletter(
        "# News\n\n## Announcements\n\n- [The conference is open](https://example.org/a)\n\n  It is on Oct. 16th – "
        "18th, "
        "2020.\n\n- [Only a link](https://example.org/b)\n\n# About\n\nThis is by many.\n");
    REQUIRE(import.pack.stories.size() == 2);
    CHECK(days(import.pack.stories[0]) == "2020-10-16/2020-10-18");
    CHECK(import.pack.stories[0].links.at(0).url == "https://example.org/a");
    REQUIRE(import.pack.links.size() == 1);
    CHECK(import.pack.links[0].texts.at(Language::en).label == "Only a link");
}

TEST_CASE("newsletter: gists end with a sentence and have at most 40 words") {
    for (const auto& item : read_newsletter(own_text()).pack.stories) {
        const std::string& gist = item.texts.at(Language::en).gist;
        CAPTURE(gist);
        CHECK(content::count_words(gist) <= content::limits::gist_words);
        CHECK((gist.empty() || gist.ends_with('.') || gist.ends_with("…")));
    }
}

TEST_CASE("newsletter: the demonstration pack's edition gives its stories, events and call with the same dates") {
    const std::string bytes = import_tests::shared_file("newsletter/newsletter-2024-01.md");
    if (bytes.empty()) return;
    const auto tree = content::load_source_tree(root / "assets/packs/csu-2024-01");
    REQUIRE(tree);
    const content::Pack pack = content::read_pack(*tree).pack;
    content::ImportContext context;
    context.edition = pack.edition;
    const auto check = [&](const std::string& text) {
        const Import import = content::import_newsletter({"newsletter-2024-01.md", text}, context);
        CHECK(import.pack.stories.size() == 16);
        REQUIRE(import.pack.events.size() == 10);
        REQUIRE(import.pack.calls.size() == 1);
        for (std::size_t i = 0; i < pack.events.size(); ++i)
            CHECK(import.pack.events[i].when == pack.events[i].when);
        std::vector<std::string> expected;
        std::vector<std::string> got;
        for (const auto& item : pack.stories)
            expected.push_back(days(item));
        for (const auto& item : import.pack.stories)
            got.push_back(days(item));
        std::sort(expected.begin(), expected.end());
        std::sort(got.begin(), got.end());
        CHECK(got == expected);
        CHECK(import.pack.calls[0].deadline == pack.calls[0].deadline);
        REQUIRE(import.pack.calls[0].parts.size() == pack.calls[0].parts.size());
        for (std::size_t i = 0; i < pack.calls[0].parts.size(); ++i) {
            CHECK(import.pack.calls[0].parts[i].date == pack.calls[0].parts[i].date);
            CHECK(import.pack.calls[0].parts[i].deadline == pack.calls[0].parts[i].deadline);
        }
        return import;
    };
    const Import import = check(bytes);
    check_all_lines_are_accounted_for(bytes, import);
    check(with_line_ends(bytes, "\r\n"));
    check(in_utf16(bytes));
    check(wrapped(bytes, 72));
    check(with_marked_headings(bytes, import, "## "));
}

TEST_CASE("newsletter: a weekly letter of links has its announcements, events and links, each line accounted for") {
    const std::string weekly = import_tests::shared_file("samples/newsletters/2020-08.md");
    if (weekly.empty()) return;
    const Import import = read_newsletter(weekly);
    CHECK(!content::has_errors(import.findings));
    CHECK(import.found == 36);
    CHECK(import.pack.stories.size() + import.pack.events.size() + import.pack.links.size() == 36);
    check_all_lines_are_accounted_for(weekly, import);
}

TEST_CASE("newsletter: the day from which an event was moved is not its day") {
    const auto import = read_newsletter(
        "# Newsletter of January 2024\n\n## Calendar\n\n"
        "- First meeting – 18 March 2024 (postponed from 4 March 2024), Vienna\n"
        "- Second meeting – 18 March 2024, moved from 4 March 2024\n"
        "- Troisième réunion – 18 mars 2024 (reportée du 4 mars 2024), Vienne\n"
        "- Cuarta reunión – 18 de marzo de 2024 (aplazada del 4 de marzo de 2024)\n"
        "- Fifth meeting – from 18 to 20 March 2024, Vienna\n");
    REQUIRE(import.pack.events.size() == 5);
    for (const auto& event : import.pack.events) {
        const auto& text = event.texts.at(Language::en);
        CAPTURE(text.title);
        CHECK(content::to_iso(std::get<content::DaySpan>(event.when).first) == "2024-03-18");
        CHECK(text.title.find("2024") == std::string::npos);
        CHECK(text.place.find("2024") == std::string::npos);
    }
    CHECK(import.pack.events[0].texts.at(Language::en).place == "Vienna");
    const bool is_said = std::any_of(import.findings.begin(), import.findings.end(), [](const auto& finding) {
        return finding.message.find("\"postponed from 4 March 2024\" is its former date") != std::string::npos;
    });
    CHECK(is_said);
}
