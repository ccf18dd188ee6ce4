#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "content/base/text.h"
#include "content/edit/item_edits.h"
#include "tests/content/edit/packs.h"

// What a form brings either comes back as it was typed, or is refused by the name of its field; nothing else changes.
namespace content::edit {
namespace {

std::vector<std::string> hostile_values() {
    using namespace std::string_literals;
    return {"<script>alert(1)</script>&amp;'\"",
            "\xE2\x80\xAE\xD8\xA7\xD9\x84 reversed",
            "\xE2\x81\xA6isolated\xE2\x81\xA9 \xE2\x80\x8F\xE2\x80\x8E",
            std::string(10'000, 'x'),
            "\"\"\" '''",
            "\"\"\"\"",
            "a\rb",
            "a\nb",
            "a\r\nb",
            "nul\0l"s,
            "\xF0\x9F\x8E\x89\xEF\xB8\x8F\xF0\x9F\x87\xA6\xF0\x9F\x87\xB9",
            "+++",
            "a\n+++\nb",
            "END:VEVENT",
            "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
            "\\n \\, \\; \\\\ \\",
            ";:,=\"",
            "[[links]]\nid = \"x\"",
            "# no comment",
            "\xFF\xFE",
            "\x1B[31m",
            "\xC2\x85\xE2\x80\xA8",
            "trailing \\",
            "2024-01-18",
            "true",
            "' ' \" \"",
            std::string(2'100'000, 'y')};
}

std::string normal(const std::string& text, Lines lines) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_return = lines == Lines::many && text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (!is_return) result += text[at];
    }
    return std::string(trim(result));
}

bool has_fault_of(const Edited& edited, const std::string& field) {
    return std::any_of(edited.faults.begin(), edited.faults.end(),
                       [&](const FieldFault& fault) { return fault.field == field; });
}

/// Puts each value into each text; `text` finds the text of a field in Fields.
template <class Fields>
void attack(const SourceTree& tree, const Fields& good,
            const std::map<std::string, std::function<std::string&(Fields&)>>& texts,
            const std::vector<std::string>& of_several_lines,
            const std::function<Result<Fields>(const SourceTree&)>& read,
            const std::function<Edited(const SourceTree&, const Fields&)>& edit) {
    int kept = 0;
    int refused = 0;
    for (const auto& [name, text] : texts) {
        const std::string& field = name;  // lambdas do not capture bindings
        const bool has_lines =
            std::find(of_several_lines.begin(), of_several_lines.end(), field) != of_several_lines.end();
        for (const std::string& value : hostile_values()) {
            // More than a file may have, once.
            if (value.size() > 1'000'000 && name != texts.begin()->first) continue;
            CAPTURE(field);
            CAPTURE(value.substr(0, 40));
            Fields fields = good;
            text(fields) = value;
            const Edited edited = edit(tree, fields);
            if (!edited.is_right()) {
                const bool is_whole = value.size() > 1'000'000 && has_fault_of(edited, "body");
                // A day in place of a time is right, but then the end is not.
                const bool is_of_end = field == "start" && has_fault_of(edited, "end");
                CHECK_MESSAGE((has_fault_of(edited, field) || is_whole || is_of_end), words_of(edited));
                CHECK(edited.changes.empty());
                ++refused;
                continue;
            }
            const SourceTree made = after(tree, edited);
            auto is = read(made);
            REQUIRE(is.has_value());
            CHECK(text(*is) == normal(value, has_lines ? Lines::many : Lines::one));
            text(*is) = text(fields) = "";
            CHECK(*is == fields);
            static_cast<void>(pack_of(made));
            ++kept;
        }
    }
    CHECK(kept > 0);
    CHECK(refused > 0);
}

}  // namespace

TEST_CASE("hostile edits: texts of a story") {
    const SourceTree tree = demo("foyer-example");
    const std::string id = "civil-society-forum-atlanta";
    const auto good = read_story(tree, Place::published, id, Language::en);
    REQUIRE(good.has_value());
    attack<StoryFields>(
        tree, *good,
        {{"headline", [](StoryFields& fields) -> std::string& { return fields.headline; }},
         {"gist", [](StoryFields& fields) -> std::string& { return fields.gist; }},
         {"kicker", [](StoryFields& fields) -> std::string& { return fields.kicker; }},
         {"body", [](StoryFields& fields) -> std::string& { return fields.body; }},
         {"topic", [](StoryFields& fields) -> std::string& { return fields.topic; }},
         {"until", [](StoryFields& fields) -> std::string& { return fields.until; }},
         {"figures", [](StoryFields& fields) -> std::string& { return fields.figures.at(1).label; }},
         {"links", [](StoryFields& fields) -> std::string& { return fields.links.at(0).url; }}},
        {"gist", "body"}, [&](const SourceTree& made) { return read_story(made, Place::published, id, Language::en); },
        [&](const SourceTree& before, const StoryFields& fields) {
            return edit_story(before, Place::published, id, Language::en, fields);
        });
}

TEST_CASE("hostile edits: texts of an event, in its own language and translated") {
    const SourceTree tree = demo("foyer-example");
    const std::string uid = "2024-03-18-07-world-drug-report@foyer-example";
    for (const Language language : {Language::en, Language::fr}) {
        const auto good = read_event(tree, Place::published, uid, language);
        REQUIRE(good.has_value());
        std::map<std::string, std::function<std::string&(EventFields&)>> texts = {
            {"title", [](EventFields& fields) -> std::string& { return fields.title; }},
            {"description", [](EventFields& fields) -> std::string& { return fields.description; }},
            {"audience", [](EventFields& fields) -> std::string& { return fields.audience; }}};
        if (language == Language::en) {
            texts["room"] = [](EventFields& fields) -> std::string& { return fields.room; };
            texts["url"] = [](EventFields& fields) -> std::string& { return fields.url; };
            texts["topic"] = [](EventFields& fields) -> std::string& { return fields.topic; };
            texts["start"] = [](EventFields& fields) -> std::string& { return fields.start; };
            texts["until"] = [](EventFields& fields) -> std::string& { return fields.until; };
        }
        attack<EventFields>(
            tree, *good, texts, {"description"},
            [&](const SourceTree& made) { return read_event(made, Place::published, uid, language); },
            [&](const SourceTree& before, const EventFields& fields) {
                return edit_event(before, Place::published, uid, language, fields, now);
            });
    }
}

TEST_CASE("hostile edits: texts of a link, a notice and a call") {
    const SourceTree tree = demo("foyer-example");
    const auto link = read_link(tree, Place::published, "unit-website");
    REQUIRE(link.has_value());
    attack<LinkFields>(
        tree, *link,
        {{"texts", [](LinkFields& fields) -> std::string& { return fields.texts[Language::ar].label; }},
         {"url", [](LinkFields& fields) -> std::string& { return fields.url; }},
         {"from", [](LinkFields& fields) -> std::string& { return fields.from; }}},
        {}, [](const SourceTree& made) { return read_link(made, Place::published, "unit-website"); },
        [](const SourceTree& before, const LinkFields& fields) {
            return edit_link(before, Place::published, "unit-website", fields);
        });
    const auto notice = read_notice(tree, "room-change-world-drug-report");
    REQUIRE(notice.has_value());
    attack<NoticeFields>(
        tree, *notice,
        {{"texts", [](NoticeFields& fields) -> std::string& { return fields.texts[Language::ru].headline; }},
         {"posted_by", [](NoticeFields& fields) -> std::string& { return fields.posted_by[Language::en]; }},
         {"until", [](NoticeFields& fields) -> std::string& { return fields.until; }}},
        {}, [](const SourceTree& made) { return read_notice(made, "room-change-world-drug-report"); },
        [](const SourceTree& before, const NoticeFields& fields) {
            return amend_notice(before, "room-change-world-drug-report", fields, now);
        });
    const auto call = read_call(tree, Place::published, "take-the-floor", Language::en);
    REQUIRE(call.has_value());
    attack<CallFields>(
        tree, *call,
        {{"headline", [](CallFields& fields) -> std::string& { return fields.headline; }},
         {"deadline", [](CallFields& fields) -> std::string& { return fields.deadline; }},
         {"deadline_words", [](CallFields& fields) -> std::string& { return fields.deadline_words; }}},
        {}, [](const SourceTree& made) { return read_call(made, Place::published, "take-the-floor", Language::en); },
        [](const SourceTree& before, const CallFields& fields) {
            return edit_call(before, Place::published, "take-the-floor", Language::en, fields);
        });
}

}  // namespace content::edit
