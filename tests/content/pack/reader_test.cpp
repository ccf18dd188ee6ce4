#include <doctest/doctest.h>

#include <algorithm>

#include "content/pack/check.h"
#include "content/pack/pack_reader.h"
#include "tests/support/pack_files.h"
#include "tests/support/temporary_folder.h"

namespace content {

using pack_files::has_finding;
using pack_files::with;

namespace {

std::string story(const std::string& keys) {
    return "+++\n" + keys + "+++\nBody.\n";
}

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "word ";
    return text;
}

std::string han(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "字";
    return text;
}

/// One a line.
std::string lines_of(const std::vector<Finding>& findings) {
    std::string lines;
    for (const Finding& finding : findings)
        lines += to_string(finding) + "\n";
    return lines;
}

}  // namespace

TEST_CASE("pack: the example of PACK.md reads without a finding, and says what the page says") {
    const PackReadResult reading = read_pack(pack_files::example());
    for (const Finding& finding : reading.findings)
        FAIL_CHECK(to_string(finding));
    const Pack& pack = reading.pack;
    REQUIRE(pack.stories.size() == 1);
    const Story& training = pack.stories[0];
    CHECK(training.id == "training");
    CHECK(training.topic == "crime");
    CHECK(training.weight == 2);
    CHECK(to_iso(*training.first_day) == "2023-12-05");
    CHECK(to_iso(*training.last_day) == "2023-12-06");
    CHECK(to_iso(*training.validity.until) == "2024-06-30T22:00:00Z");
    CHECK(training.texts.at(Language::en).body.starts_with("The training lasted **two days**."));
    CHECK(training.texts.at(Language::fr).place == "Penang (Malaisie)");
    CHECK(training.figures.at(0).label.at(Language::fr) == "jours");
    CHECK(training.links.at(0).text.at(Language::fr) == "Lire la suite");
    CHECK(training.links.at(0).language == Language::en);
    REQUIRE(training.photo.has_value());
    CHECK(training.photo->focus_y == 0.25);
    CHECK(training.photo->alternative.at(Language::fr).starts_with("Des personnes"));
    REQUIRE(pack.events.size() == 3);
    const Event& opening = pack.events[0];
    CHECK(opening.status == EventStatus::moved);
    CHECK(opening.old_room.at(Language::en) == "Boardroom A");
    CHECK(opening.texts.at(Language::en).place == "Vienna, Austria");
    CHECK(opening.texts.at(Language::en).floor == "C Building, 4th floor");
    CHECK(opening.texts.at(Language::fr).room == "Salle D");
    CHECK(opening.languages == std::vector<Language>{Language::en, Language::fr});
    CHECK(to_iso(std::get<TimedSpan>(opening.when).start) == "2024-03-18T09:00:00Z");
    CHECK(to_iso(std::get<DaySpan>(pack.events[1].when).last) == "2024-03-22");
    CHECK(to_iso(std::get<MonthSpan>(pack.events[2].when).last) == "2024-03");
    REQUIRE(pack.calls.size() == 1);
    CHECK(to_iso(pack.calls[0].deadline) == "2024-02-04T23:00:00Z");
    CHECK(pack.calls[0].parts.at(0).title.at(Language::fr) == "Armes à feu");
    REQUIRE(pack.links.size() == 1);
    CHECK(pack.links[0].texts.at(Language::fr).kicker == "Site web");
    REQUIRE(pack.notices.size() == 1);
    CHECK(pack.notices[0].kind == NoticeKind::room_change);
    CHECK(pack.edition.host_language == Language::de);
}

TEST_CASE("pack: the demonstration reads without errors") {
    const auto tree = load_source_tree(std::filesystem::path(ROTUNDA_SOURCE_DIR) / "assets/packs/csu-2024-01");
    REQUIRE(tree.has_value());
    const PackReadResult reading = read_pack(*tree);
    for (const Finding& finding : reading.findings) {
        if (finding.severity == Severity::error) FAIL_CHECK(to_string(finding));
    }
    CHECK(reading.pack.stories.size() == 16);
    CHECK(reading.pack.events.size() == 10);
    CHECK(reading.pack.calls.size() == 1);
    CHECK_FALSE(has_errors(check_pack(reading.pack, *parse_instant("2024-01-18T10:00Z", "UTC"))));
}

TEST_CASE("pack: a story without a headline is refused with its line") {
    CHECK(has_finding(with("stories/a.md", story("gist = \"x\"\n")),
                      "stories/a.md:2: error:", "\"headline\" is missing"));
    CHECK(has_finding(with("stories/a.md", story("headline = \" \"\n")), "stories/a.md:2: error:", "empty"));
}

TEST_CASE("pack: a misspelt key is an error at its line, with the keys there are") {
    CHECK(has_finding(with("stories/a.md", story("headline = \"A\"\nheadlin = \"B\"\n")),
                      "stories/a.md:3: error: unknown key \"headlin\"", "headline"));
    auto tree = pack_files::minimal();
    tree.texts["pack.toml"] += "colour = \"red\"\n";
    CHECK(has_finding(tree, "pack.toml:9: error: unknown key \"colour\"", ""));
}

TEST_CASE("pack: all faults of a pack are reported, not only the first") {
    auto tree = with("stories/a.md", story("headline = \"A\"\ntopic = \"nothing\"\ndate = 2024-02-30\n"));
    tree.texts["stories/b.md"] = story("headline = \"B\"\nweight = 9\nlinks = [{ url = \"ftp://x.org\" }]\n");
    tree.texts["stories/c.it.md"] = story("headline = \"C\"\n");
    CHECK(has_finding(tree, "stories/a.md:4: error: not TOML", ""));
    tree.texts["stories/a.md"] = story("headline = \"A\"\ntopic = \"nothing\"\ndate = \"2024-02-30\"\n");
    CHECK(has_finding(tree, "stories/a.md:3: error: unknown topic \"nothing\"", "crime"));
    CHECK(has_finding(tree, "stories/a.md:4: error: \"date\"", "a day that exists"));
    CHECK(has_finding(tree, "stories/b.md:3: error: \"weight\"", "1 to 3"));
    CHECK(has_finding(tree, "stories/b.md:4: error: \"url\"", "http"));
    CHECK(has_finding(tree, "stories/c.it.md: error: unknown language \"it\"", "ar, zh, en"));
}

TEST_CASE("pack: broken TOML is an error at the file's own line") {
    CHECK(has_finding(with("stories/a.md", "+++\nheadline = \"A\"\ngist = \"open\n+++\n"),
                      "stories/a.md:3: error: not TOML", ""));
    CHECK(has_finding(with("links.toml", "[[links]]\nid = \n"), "links.toml:2: error: not TOML", ""));
}

TEST_CASE("pack: front matter must be there and closed") {
    CHECK(has_finding(with("stories/a.md", "# A title\n"), "stories/a.md:1: error:", "+++"));
    CHECK(has_finding(with("stories/a.md", "+++\nheadline = \"A\"\n"), "stories/a.md:1: error:", "no closing"));
    CHECK(has_finding(with("stories/a.md", ""), "stories/a.md:1: error:", "+++"));
}

TEST_CASE("pack: line ends of Windows and a byte order mark make no difference") {
    const auto tree = with("stories/a.md", "\xEF\xBB\xBF+++\r\nheadline = \"A\"\r\n+++\r\n\r\nOne\r\ntwo.\r\n");
    const PackReadResult reading = read_pack(tree);
    CHECK(reading.findings.empty());
    REQUIRE(reading.pack.stories.size() == 1);
    CHECK(reading.pack.stories[0].texts.at(Language::en).body == "One\ntwo.");
}

TEST_CASE("pack: bytes that are no UTF-8 are refused") {
    CHECK(has_finding(with("stories/a.md", "+++\nheadline = \"\xFF\"\n+++\n"), "stories/a.md: error: not UTF-8", ""));
}

TEST_CASE("pack: a gist is advised at 40 words and refused over 60; Chinese counts characters") {
    const auto gist = [](const std::string& text) {
        return with("stories/a.md", story("headline = \"A\"\ngist = \"" + text + "\"\n"));
    };
    CHECK(pack_files::read_findings(gist(words(40))).empty());
    CHECK(has_finding(gist(words(41)), "stories/a.md:3: warning: gist has 41 words", ""));
    CHECK(has_finding(gist(words(61)), "stories/a.md:3: error: gist has 61 words", ""));
    const auto chinese = [](const std::string& text) {
        return with("stories/a.md", story("language = \"zh\"\nheadline = \"A\"\ngist = \"" + text + "\"\n"));
    };
    CHECK(pack_files::read_findings(chinese(han(100))).empty());
    CHECK(has_finding(chinese(han(101)), "stories/a.md:4: warning: gist has 101 characters", ""));
    CHECK(has_finding(chinese(han(151)), "stories/a.md:4: error:", ""));
}

TEST_CASE("pack: HTML that is left out of a story, and an image in its text, are warnings at their lines") {
    const auto tree = with("stories/a.md",
                           "+++\nheadline = \"H\"\n+++\nCaf&eacute;\n\n<div>In HTML.</div>\n\n"
                           "![The hall](hall.png)\n");
    CHECK(has_finding(tree, "stories/a.md:6: warning: this HTML is left out", ""));
    CHECK(has_finding(tree, "stories/a.md:8: warning: of this image only the description", ""));
    CHECK(pack_files::read_findings(with("stories/a.md", "+++\nheadline = \"H\"\n+++\nA <b>b</b>\n\n<!-- x -->\n"))
              .empty());
}

TEST_CASE("pack: a headline of more than 300 characters is refused") {
    CHECK(has_finding(with("stories/a.md", story("headline = \"" + han(301) + "\"\n")),
                      "stories/a.md:2: error: headline has 301", ""));
}

TEST_CASE("pack: a translation needs its original, and as many labels and texts") {
    auto tree = with("stories/a.fr.md", story("headline = \"A\"\n"));
    CHECK(has_finding(tree, "stories/a.fr.md: error: translation of a story that does not exist", ""));
    tree.texts["stories/a.md"] = story("headline = \"A\"\nfigures = [{ value = 3, label = \"days\" }]\n");
    tree.texts["stories/a.fr.md"] = story("headline = \"A\"\nfigures = [\"jours\", \"nuits\"]\nlinks = [\"Lire\"]\n");
    CHECK(has_finding(tree, "stories/a.fr.md:3: error: 2 labels for 1 figures", ""));
    CHECK(has_finding(tree, "stories/a.fr.md:4: error: 1 texts for 0 links", ""));
    tree.texts["stories/a.en.md"] = story("headline = \"A\"\n");
    CHECK(has_finding(tree, "stories/a.en.md: error: translation into the story's own language", ""));
    CHECK(has_finding(with("calls/a.fr.md", story("headline = \"A\"\n")), "calls/a.fr.md: error: translation of a call",
                      ""));
}

TEST_CASE("pack: a photo must be there, and needs a text or the word that it is decorative") {
    auto tree = with("stories/a.md", story("headline = \"A\"\n[photo]\nfile = \"hall.jpg\"\n"));
    CHECK(has_finding(tree, "stories/a.md:4: error: media/hall.jpg is not there", ""));
    tree.media["hall.jpg"] = {std::string(64, 'a'), 10};
    CHECK(has_finding(tree, "stories/a.md:3: warning: the photo has no \"alt\"", ""));
    tree.texts["stories/a.md"] =
        story("headline = \"A\"\n[photo]\nfile = \"hall.jpg\"\ndecorative = true\nfocus = [0.5, 2]\n");
    CHECK(has_finding(tree, "stories/a.md:6: error: \"focus\"", "0 to 1"));
}

TEST_CASE("pack: more than three figures are a warning") {
    const auto tree =
        with("stories/a.md", story("headline = \"A\"\nfigures = [{value=1,label=\"a\"},{value=2,label=\"b\"},"
                                   "{value=3,label=\"c\"},{value=\"4\",label=\"d\"}]\n"));
    CHECK(has_finding(tree, "stories/a.md:3: warning: 4 figures", ""));
    CHECK(read_pack(tree).pack.stories.at(0).figures.at(3).value == "4");
}

TEST_CASE("pack: date ranges need both ends in order") {
    const auto dates = [](const std::string& keys) { return with("stories/a.md", story("headline = \"A\"\n" + keys)); };
    CHECK(has_finding(dates("date_from = 2024-01-02\n"), "stories/a.md:3: error: expected both", ""));
    CHECK(
        has_finding(dates("date_from = 2024-01-02\ndate_to = 2024-01-01\n"), "stories/a.md:4: error: \"date_to\"", ""));
    CHECK(has_finding(dates("date = 2024-01-02\ndate_from = 2024-01-01\n"), "stories/a.md:3: error: expected either",
                      ""));
    CHECK(has_finding(dates("from = \"2024-01-02\"\nuntil = \"2024-01-01\"\n"),
                      "stories/a.md:4: error: \"until\" is not after", ""));
    CHECK(pack_files::read_findings(dates("from = 2024-01-02\nuntil = 2024-01-02\n")).empty());
}

TEST_CASE("pack: without pack.toml, or with a wrong zone or language, it is refused") {
    SourceTree tree;
    CHECK(has_finding(tree, "pack.toml: error:", "is not there"));
    tree.texts["pack.toml"] =
        "id = \"x\"\ndefault_language = \"it\"\nlanguages = [\"fr\", \"fr\"]\nzone = \"Vienna\"\ntitle = \"T\"\n";
    CHECK(has_finding(tree, "pack.toml:2: error: \"default_language\" is \"it\"", "ar, zh"));
    CHECK(has_finding(tree, "pack.toml:3: error:", "appears twice"));
    CHECK(has_finding(tree, "pack.toml:4: error: unknown zone \"Vienna\"", "Europe/Vienna"));
}

TEST_CASE("pack: the loop's table is read by its old name too, with a warning that says the new one") {
    const auto edition = [](const std::string& table) {
        auto tree = pack_files::minimal();
        tree.texts["pack.toml"] += table;
        return tree;
    };
    const std::string keys = "languages = [\"fr\"]\nboard_every_seconds = 90\n";
    const auto lines = std::ranges::count(pack_files::minimal().texts["pack.toml"], '\n');
    const std::string at = "pack.toml:" + std::to_string(lines + 1) + ": ";
    const PackReadResult now = read_pack(edition("[loop]\n" + keys));
    CHECK(now.findings.empty());
    CHECK(now.pack.edition.loop.languages == std::vector<Language>{Language::fr});
    CHECK(now.pack.edition.loop.board_every_seconds == 90);
    const PackReadResult before = read_pack(edition("[rotation]\n" + keys));
    CHECK(before.pack == now.pack);
    CHECK_FALSE(has_errors(before.findings));
    CHECK(has_finding(edition("[rotation]\n" + keys), at + "warning: ", "write [loop]"));
    CHECK(has_finding(edition("[rotation]\n[loop]\n" + keys), at + "error: ", "old name of \"loop\""));
    CHECK(has_finding(edition("[loop]\nlanguage = [\"fr\"]\n"), "pack.toml:", "unknown key \"language\""));
    CHECK(has_finding(edition("[lop]\n" + keys), at + "error: unknown key \"lop\"", "loop"));
    CHECK_FALSE(has_finding(edition("[lop]\n" + keys), at, "rotation"));
}

TEST_CASE("pack: a shorter address of a link stays on its host, and is short enough to be printed large") {
    const auto link = [](const std::string& short_address) {
        return with(
            "links.toml",
            "[[links]]\nid=\"a\"\nlabel=\"A\"\nurl=\"https://www.example.org/documents/2024/session/work.html\"\n"
            "short=\"" +
                short_address + "\"\n");
    };
    const auto read = [&](const std::string& short_address) {
        return content::read_pack(link(short_address)).pack.links.front().short_url;
    };
    CHECK(read("example.org/work") == "https://example.org/work");
    CHECK(read("https://WWW.Example.org/work") == "https://WWW.Example.org/work");
    CHECK(read("http://example.org/work") == "http://example.org/work");
    CHECK_FALSE(has_finding(link("example.org/work"), "links.toml:5", ""));
    for (const char* elsewhere : {"bit.ly/work", "https://example.org.test/work", "sub.example.org/work",
                                  "https://example.com/work", "example.org@example.com/work"}) {
        CHECK_MESSAGE(has_finding(link(elsewhere), "links.toml:5: error: \"short\"", ""), elsewhere);
        CHECK(read(elsewhere).empty());
    }
    CHECK(has_finding(link("example.org/" + std::string(29, 'a')), "links.toml:5: warning: \"short\" has 41 characters",
                      ""));
    CHECK_FALSE(has_finding(link("example.org/" + std::string(28, 'a')), "links.toml:5", ""));
    CHECK(has_finding(link("javascript://example.org"), "links.toml:5: error", ""));
}

TEST_CASE("pack: ids of links, notices and topics are there once") {
    CHECK(has_finding(with("links.toml",
                           "[[links]]\nid=\"a\"\nurl=\"http://x.org\"\nlabel=\"A\"\n[[links]]\nid=\"a\"\nurl=\"http://"
                           "x.org\"\nlabel=\"A\"\n"),
                      "links.toml:6: error: id \"a\" is there twice", ""));
    auto tree = pack_files::minimal();
    tree.texts["pack.toml"] += "[[topics]]\nid = \"crime\"\nname = \"Again\"\n";
    CHECK(has_finding(tree, "pack.toml:10: error: topic \"crime\" is there twice", ""));
}

TEST_CASE("pack: a notice needs texts, an emergency a template, and its event must exist") {
    const std::string start = "[[notices]]\nid = \"n\"\nposted = \"2024-03-18T09:30\"\n";
    CHECK(has_finding(with("notices.toml", start + "level = \"notice\"\n"),
                      "notices.toml:1: error: \"texts\" is missing", ""));
    CHECK(has_finding(with("notices.toml", start + "level = \"emergency\"\n"),
                      "notices.toml:1: error: \"template\" is missing", ""));
    CHECK(has_finding(with("notices.toml", start + "level = \"red\"\n"), "notices.toml:4: error: \"level\" is \"red\"",
                      "emergency"));
    CHECK(pack_files::read_findings(with("notices.toml", start + "level = \"emergency\"\ntemplate = \"test\"\n"))
              .empty());
    CHECK(has_finding(with("notices.toml", start + "level = \"notice\"\nevent = \"x\"\ntexts.en.headline = \"H\"\n"),
                      "notices.toml: error:", "event \"x\""));
}

TEST_CASE("pack: who posted a notice and who made a photo have translations") {
    const std::string notice =
        "[[notices]]\nid = \"n\"\nposted = \"2024-03-18T09:30\"\nlevel = \"notice\"\n"
        "texts.en.headline = \"H\"\n";
    const auto read = [&](const std::string& by) {
        const PackReadResult reading = read_pack(with("notices.toml", notice + by));
        for (const Finding& finding : reading.findings)
            FAIL_CHECK(to_string(finding));
        return reading.pack.notices.at(0);
    };
    const Notice both = read("posted_by = { en = \"Services\", fr = \"Les services\" }\n");
    CHECK(both.posted_by == "Services");
    CHECK(both.posted_by_in == PerLanguage<std::string>{{Language::fr, "Les services"}});
    const Notice one = read("posted_by = \"Services\"\n");
    CHECK(one.posted_by == "Services");
    CHECK(one.posted_by_in.empty());

    const PackReadResult reading = read_pack(pack_files::example());
    CHECK(reading.findings.empty());
    CHECK(reading.pack.stories.at(0).photo->credit_in.at(Language::fr) == "Photo : les organisateurs");
}

TEST_CASE("pack: a call needs a deadline that is a time") {
    CHECK(has_finding(with("calls/a.md", "+++\nheadline = \"A\"\n+++\n"),
                      "calls/a.md:2: error: \"deadline\" is missing", ""));
    CHECK(has_finding(with("calls/a.md", "+++\nheadline = \"A\"\ndeadline = 2024-02-04\n+++\n"),
                      "calls/a.md:3: error: \"deadline\"", "like 2024"));
    CHECK(has_finding(
        with("calls/a.md", "+++\nheadline = \"A\"\ndeadline = \"2024-02-04T10:00\"\nzone = \"Mars\"\n+++\n"),
        "calls/a.md:4: error: unknown zone", ""));
}

TEST_CASE("pack: an item that is too large in all its languages is refused") {
    CHECK(has_finding(with("stories/a.md", story("headline = \"A\"\n") + std::string(300'000, 'x')),
                      "stories/a.md: error: story \"a\" has 300", "262144"));
}

TEST_CASE("pack: files of no use are named in a warning, and misplaced texts do no harm") {
    CHECK(has_finding(with("stories.md", "x"), "stories.md: warning:", "not used"));
    CHECK(has_finding(with("stories/Big Name.md", story("headline = \"A\"\n")),
                      "stories/Big Name.md: error:", "lower-case"));
    CHECK(has_finding(with("events.it.ics", "x"), "events.it.ics: error:", "events.xx.ics"));
}

TEST_CASE("check: missing translations, dead dates and long addresses are warnings") {
    auto tree = with("stories/a.md", story("headline = \"A\"\nuntil = 2024-01-10\nlinks = [{ url = \"https://x.org/" +
                                           std::string(200, 'a') + "\" }]\n"));
    const PackReadResult reading = read_pack(tree);
    CHECK(reading.findings.empty());
    const auto findings = check_pack(reading.pack, *parse_instant("2024-01-18T10:00Z", "UTC"));
    const std::string all = lines_of(findings);
    CHECK_FALSE(has_errors(findings));
    CHECK(all.find("the story is not translated into fr") != std::string::npos);
    CHECK(all.find("not shown any more since 2024-01-11T00:00:00+01:00") != std::string::npos);
    CHECK(all.find("hard to read from a distance") != std::string::npos);
}

TEST_CASE("check: a headline in capitals is a warning, a name in capitals is none") {
    const auto checked = [](const std::string& headline) {
        const PackReadResult reading = read_pack(with("stories/a.md", story("headline = \"" + headline + "\"\n")));
        return lines_of(check_pack(reading.pack, *parse_instant("2024-01-18T10:00Z", "UTC")));
    };
    CHECK(checked("SIDE EVENTS: REGISTER NOW").find("the headline in en is in capitals, \"SIDE EVENTS") !=
          std::string::npos);
    CHECK(checked("РЕГИСТРАЦИЯ УЖЕ ОТКРЫТА 2024").find("is in capitals") != std::string::npos);
    for (const char* fine :
         {"UNODC", "CND 67", "Side events: REGISTER NOW", "注册现已开放：请尽快", "2024 67 12", "التسجيل مفتوح الآن"})
        CHECK(checked(fine).find("is in capitals") == std::string::npos);
}

TEST_CASE("pack: a time that the clocks skip is a warning in every file, with its line") {
    const std::string link = "[[links]]\nid = \"a\"\nurl = \"https://example.org\"\nlabel = \"A\"\n";
    CHECK(has_finding(with("links.toml", link + "until = \"2024-03-31T02:15\"\n"),
                      "links.toml:5: warning:", "2024-03-31 02:15 does not exist"));
    CHECK(has_finding(with("links.toml", link + "from = \"2024-10-27T02:59\"\n"), "links.toml:5: warning:", "twice"));
    CHECK(has_finding(with("calls/a.md", "+++\nheadline = \"A\"\ndeadline = \"2024-03-31T02:00\"\n+++\n"),
                      "calls/a.md:3: warning:", "taken for 03:00"));
    for (const char* fine :
         {"2024-03-31T02:15Z", "2024-03-31T02:15+02:00", "2024-03-31T03:00", "2024-03-30T24:00", "2024-03-31"}) {
        CAPTURE(fine);
        CHECK_FALSE(has_finding(with("links.toml", link + "until = \"" + fine + "\"\n"), "links.toml:", "2024-03-31 "));
    }
}

TEST_CASE("check: links and stories without an end that lead to a closed call are named, and times that no event has") {
    auto tree = with("calls/a.md",
                     "+++\nheadline = \"A\"\ndeadline = \"2024-02-04T24:00\"\nurl = \"https://x.org/apply\"\n+++\n");
    const auto link = [](const std::string& id, const std::string& url, const std::string& more) {
        return "[[links]]\nid = \"" + id + "\"\nurl = \"" + url + "\"\nlabel = \"A\"\n" + more;
    };
    tree.texts["links.toml"] = link("shares", "http://www.x.org/apply/", "") +
                               link("ends", "https://x.org/apply", "until = 2024-03-01\n") +
                               link("other", "https://x.org/", "");
    tree.texts["stories/s.md"] = story("headline = \"S\"\nlinks = [{ url = \"https://x.org/apply\" }]\n");
    tree.texts["events.ics"] = pack_files::calendar(
        "BEGIN:VEVENT\nUID:talk\nDTSTART;TZID=Europe/Vienna:20240318T150000\n"
        "DTEND;TZID=Europe/Vienna:20240318T160000\nSUMMARY:Talk\nEND:VEVENT\n");
    const auto notice = [](const std::string& id, const std::string& event, const std::string& detail) {
        return "[[notices]]\nid = \"" + id + "\"\nlevel = \"notice\"\nevent = \"" + event +
               "\"\nposted = \"2024-03-18T10:00\"\n[notices.texts.en]\nheadline = \"N\"\ndetail = \"" + detail + "\"\n";
    };
    tree.texts["notices.toml"] =
        notice("stale", "talk", "Today, 13:10 – 16:00") + notice("right", "talk", "Today, 15:00 – 16:00");
    const PackReadResult reading = read_pack(tree);
    for (const Finding& finding : reading.findings)
        FAIL_CHECK(to_string(finding));
    const auto all_at = [&](std::string_view time) {
        return lines_of(check_pack(reading.pack, *parse_instant(time, "UTC")));
    };
    const std::string before = all_at("2024-02-04T10:00Z");
    CHECK(before.find("leads where one applied") == std::string::npos);
    const std::string after = all_at("2024-02-10T10:00Z");
    CHECK(after.find("link \"shares\" leads where one applied for call \"a\"") != std::string::npos);
    CHECK(after.find("link \"ends\" leads") == std::string::npos);
    CHECK(after.find("link \"other\" leads") == std::string::npos);
    CHECK(after.find("link https://x.org/apply leads") != std::string::npos);
    CHECK(after.find("notice \"stale\" says 13:10") != std::string::npos);
    CHECK(after.find("notice \"stale\" says 16:00") == std::string::npos);
    CHECK(after.find("notice \"right\" says") == std::string::npos);
}

TEST_CASE("pack folder: a link that leads out of the folder is refused, and files over the limit are named") {
    const TemporaryFolder folder;
    folder.write("pack.toml", pack_files::minimal().texts.at("pack.toml"));
    folder.write("stories/a.md", std::string(3'000'000, 'x'));
    folder.write("media/hall.jpg", "a photo");
    folder.write(".git/config", "x");
    const auto tree = load_source_tree(folder.path());
    REQUIRE(tree.has_value());
    CHECK(tree->texts.size() == 1);
    CHECK(tree->media.at("hall.jpg").size == 7);
    REQUIRE(tree->findings.size() == 1);
    CHECK(tree->findings[0].message.find("2097152") != std::string::npos);
    std::filesystem::create_symlink("/etc/passwd", folder.path() / "stories/b.md");
    const auto refused = load_source_tree(folder.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::untrusted);
    CHECK(load_source_tree(folder.path() / "nothing").error().code == Code::not_found);
}

TEST_CASE("check: HTML that nobody sees and hosts that look like others are warnings, and lengths are those of codes") {
    std::string letters;
    for (int i = 0; i < 40; ++i)
        letters += "ü";  // six bytes each in a code
    const auto tree =
        with("stories/a.md", story("headline = \"A\"\nlinks = [{ url = \"https://раypal.com/\" }, { url = "
                                   "\"https://x.org/" +
                                   letters + "\" }]\n") +
                                 "One.\n\n<!-- said to nobody -->\n\n<div>Two.</div>\n");
    CHECK(has_finding(tree, "stories/a.md:10: warning: this HTML is left out", ""));
    CHECK_FALSE(has_finding(tree, "stories/a.md:8:", ""));  // a comment has no words for anybody
    const std::string all = lines_of(check_pack(read_pack(tree).pack, *parse_instant("2024-01-18T10:00Z", "UTC")));
    CHECK(all.find("https://раypal.com/ are of several scripts") != std::string::npos);
    CHECK(all.find("the address has 254 bytes") != std::string::npos);
}

}  // namespace content
