#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "tests/content/edit/packs.h"

// Whatever a form changes, the rest of the files stays as it is, byte for byte.
namespace content::edit {
namespace {

const std::string other_text = "\xC3\x84ndern \"q\" \\ 'a' \xE4\xBC\x9A #[{=,;:}]";

template <class Fields>
using Changes = std::map<std::string, std::function<void(Fields&)>>;

Changes<StoryFields> story_text_changes() {
    return {{"headline", [](StoryFields& fields) { fields.headline = other_text; }},
            {"gist", [](StoryFields& fields) { fields.gist = other_text; }},
            {"kicker", [](StoryFields& fields) { fields.kicker = other_text; }},
            {"place", [](StoryFields& fields) { fields.place = other_text; }},
            {"body", [](StoryFields& fields) { fields.body = other_text + "\n\n+++\n\n- one"; }},
            {"figures",
             [](StoryFields& fields) {
                 if (!fields.figures.empty()) fields.figures.back().label = other_text;
             }},
            {"links",
             [](StoryFields& fields) {
                 if (!fields.links.empty()) fields.links.front().text = other_text;
             }},
            {"photo.alt",
             [](StoryFields& fields) {
                 if (fields.photo) fields.photo->alt = other_text;
             }},
            {"photo.credit", [](StoryFields& fields) {
                 if (fields.photo && !fields.photo->credit.empty()) fields.photo->credit = other_text;
             }}};
}

Changes<StoryFields> story_fact_changes() {
    return {{"topic", [](StoryFields& fields) { fields.topic = fields.topic == "general" ? "calls" : "general"; }},
            {"from", [](StoryFields& fields) { fields.from = "2001-02-03T04:05"; }},
            {"until", [](StoryFields& fields) { fields.until = "2101-02-03"; }},
            {"weight", [](StoryFields& fields) { fields.weight = fields.weight == 2 ? 3 : 2; }},
            {"groups",
             [](StoryFields& fields) {
                 fields.groups = {"foyer", "gate-1"};
             }},
            {"date_from",
             [](StoryFields& fields) {
                 if (fields.date_from.empty()) return;
                 if (fields.date_from == fields.date_to) fields.date_to = "2100-01-01";
                 fields.date_from = "2000-01-01";
                 if (fields.date_to != "2100-01-01") fields.date_to = "2000-01-02";
             }},
            {"figure values",
             [](StoryFields& fields) {
                 if (!fields.figures.empty()) fields.figures.front().value = "12 %";
             }},
            {"link addresses",
             [](StoryFields& fields) {
                 if (!fields.links.empty()) fields.links.front().url = "https://example.org/?a=%22&b";
             }},
            {"photo.focus", [](StoryFields& fields) {
                 if (fields.photo) fields.photo->focus_x = 0.125;
             }}};
}

Changes<EventFields> event_text_changes() {
    return {{"title", [](EventFields& fields) { fields.title = other_text; }},
            {"place", [](EventFields& fields) { fields.place = other_text; }},
            {"kind", [](EventFields& fields) { fields.kind = other_text; }},
            {"audience", [](EventFields& fields) { fields.audience = other_text; }},
            {"description", [](EventFields& fields) { fields.description = other_text + "\n\n" + other_text; }}};
}

Changes<EventFields> event_fact_changes() {
    return {{"room", [](EventFields& fields) { fields.room = "M2"; }},
            {"start",
             [](EventFields& fields) {
                 if (!fields.has_months) fields.start.replace(0, 10, "2024-03-17");
             }},
            {"end",
             [](EventFields& fields) {
                 if (!fields.end.empty()) fields.end.replace(0, 10, "2031-12-31");
             }},
            {"topic", [](EventFields& fields) { fields.topic = fields.topic == "general" ? "calls" : "general"; }},
            {"url", [](EventFields& fields) { fields.url = "https://example.org/?a=1,2;3"; }},
            {"languages",
             [](EventFields& fields) {
                 fields.languages = {"fr", "zh"};
             }},
            {"is_virtual", [](EventFields& fields) { fields.is_virtual = !fields.is_virtual; }},
            {"is_full", [](EventFields& fields) { fields.is_full = !fields.is_full; }},
            {"from", [](EventFields& fields) { fields.from = "2001-02-03T04:05"; }},
            {"until", [](EventFields& fields) { fields.until = "2101-02-03"; }},
            {"weight", [](EventFields& fields) { fields.weight = 3; }},
            {"groups", [](EventFields& fields) {
                 fields.groups = {"foyer", "gate-1"};
             }}};
}

/// Without the lines of an event that say when it was changed, and without what is the usual: it stays as a key where
/// it was none.
std::map<std::string, std::string> without_stamps(std::map<std::string, std::string> texts) {
    for (auto& [path, text] : texts) {
        std::string kept;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
            const std::string line = text.substr(at, end - at);
            const bool is_stamp = line.starts_with("DTSTAMP") || line.starts_with("LAST-MODIFIED") ||
                                  line.starts_with("SEQUENCE") || line == "weight = 1\n" ||
                                  line.starts_with("X-ROTUNDA-VIRTUAL:FALSE");
            if (!is_stamp) kept += line;
            at = end;
        }
        text = kept;
    }
    return texts;
}

/// The files of `texts` that are not the same in `before`.
std::map<std::string, std::string> others(const std::map<std::string, std::string>& texts,
                                          const std::map<std::string, std::string>& before) {
    std::map<std::string, std::string> result;
    std::set_difference(texts.begin(), texts.end(), before.begin(), before.end(), std::inserter(result, result.end()));
    return result;
}

/// All items but one are as before.
void check_others(const Pack& before, const Pack& after, ItemKind kind, const std::string& id) {
    const auto check = [&](const auto& was, const auto& is, ItemKind of) {
        REQUIRE(was.size() == is.size());
        for (std::size_t i = 0; i < was.size(); ++i) {
            if (of != kind || was[i].id != id) CHECK(was[i] == is[i]);
        }
    };
    check(before.stories, after.stories, ItemKind::story);
    check(before.events, after.events, ItemKind::event);
    check(before.calls, after.calls, ItemKind::call);
    check(before.links, after.links, ItemKind::link);
    check(before.notices, after.notices, ItemKind::notice);
    CHECK(before.edition == after.edition);
}

/// Sets each field to itself, to another value, and back. `read` and `edit` are of one item in one language.
template <class Fields>
void set_and_set_back(const SourceTree& tree, const Changes<Fields>& changes,
                      const std::function<Result<Fields>(const SourceTree&)>& read,
                      const std::function<Edited(const SourceTree&, const Fields&)>& edit,
                      const std::function<void(const SourceTree&)>& look) {
    const auto was = read(tree);
    REQUIRE(was.has_value());
    const Edited same = edit(tree, *was);
    CHECK_MESSAGE(same.is_right(), words_of(same));
    CHECK(same.changes.empty());
    for (const auto& [name, change] : changes) {
        const std::string& field = name;  // lambdas do not capture bindings
        CAPTURE(field);
        Fields next = *was;
        change(next);
        if (next == *was) continue;
        const Edited edited = edit(tree, next);
        CHECK_MESSAGE(edited.is_right(), words_of(edited));
        if (!edited.is_right()) continue;
        const SourceTree made = after(tree, edited);
        const auto is = read(made);
        REQUIRE(is.has_value());
        CHECK(*is == next);
        CHECK(edited.changes.size() > 0);
        look(made);
        const SourceTree back = after(made, edit(made, *was));
        CHECK(without_stamps(others(back.texts, tree.texts)) == without_stamps(others(tree.texts, back.texts)));
    }
}

/// The item's own language and one of its translations.
std::vector<Language> own_and_another(const std::vector<Language>& languages, std::mt19937& random) {
    if (languages.size() < 2) return languages;
    return {languages.front(), languages.at(1 + random() % (languages.size() - 1))};
}

/// Looks at every thirtieth tree only: reading a pack as a whole takes long.
class Looks {
public:
    Looks(const SourceTree& tree, ItemKind kind, std::string id)
        : before_(pack_of(tree)), kind_(kind), id_(std::move(id)) {}
    void operator()(const SourceTree& tree) {
        constexpr unsigned one_of = 30;
        if (random_() % one_of == 0) check_others(before_, pack_of(tree), kind_, id_);
    }
    void take(std::string id) { id_ = std::move(id); }

private:
    Pack before_;
    ItemKind kind_;
    std::string id_;
    std::mt19937 random_{20240318};
};

}  // namespace

TEST_CASE(
    "keeps bytes: each field of some stories, set to itself, to another value and back, in their own and another "
    "language") {
    for (const SourceTree& tree : demos()) {
        const Pack pack = pack_of(tree);
        Looks looks(tree, ItemKind::story, "");
        std::mt19937 random(5);
        for (const Story& story : pack.stories) {
            if (random() % 3 != 0) continue;
            CAPTURE(story.id);
            looks.take(story.id);
            const auto languages = languages_of(tree, ItemKind::story, Place::published, story.id);
            for (const Language language : own_and_another(languages, random)) {
                CAPTURE(code(language));
                auto changes = story_text_changes();
                if (language == languages.front()) changes.merge(story_fact_changes());
                set_and_set_back<StoryFields>(
                    tree, changes,
                    [&](const SourceTree& now_tree) {
                        return read_story(now_tree, Place::published, story.id, language);
                    },
                    [&](const SourceTree& now_tree, const StoryFields& fields) {
                        return edit_story(now_tree, Place::published, story.id, language, fields);
                    },
                    std::ref(looks));
            }
        }
    }
}

TEST_CASE(
    "keeps bytes: each field of some events, set to itself, to another value and back, in their own and another "
    "language") {
    for (const SourceTree& tree : demos()) {
        const Pack pack = pack_of(tree);
        Looks looks(tree, ItemKind::event, "");
        std::mt19937 random(7);
        for (const Event& event : pack.events) {
            if (random() % 8 != 0) continue;
            CAPTURE(event.id);
            looks.take(event.id);
            const auto languages = languages_of(tree, ItemKind::event, Place::published, event.id);
            for (const Language language : own_and_another(languages, random)) {
                CAPTURE(code(language));
                auto changes = event_text_changes();
                // Rooms of translations follow; back again they are as other events name the room.
                if (language == languages.front()) changes.merge(event_fact_changes());
                if (languages.size() > 1) changes.erase("room");
                set_and_set_back<EventFields>(
                    tree, changes,
                    [&](const SourceTree& now_tree) {
                        return read_event(now_tree, Place::published, event.id, language);
                    },
                    [&](const SourceTree& now_tree, const EventFields& fields) {
                        return edit_event(now_tree, Place::published, event.id, language, fields, now);
                    },
                    std::ref(looks));
            }
        }
    }
}

TEST_CASE("keeps bytes: each field of a call, set to itself, to another value and back, in every language") {
    const Changes<CallFields> texts = {
        {"headline", [](CallFields& fields) { fields.headline = other_text; }},
        {"gist", [](CallFields& fields) { fields.gist = other_text; }},
        {"deadline_words", [](CallFields& fields) { fields.deadline_words = other_text; }},
        {"parts", [](CallFields& fields) {
             if (!fields.parts.empty()) fields.parts.back().title = other_text;
         }}};
    const Changes<CallFields> facts = {{"deadline", [](CallFields& fields) { fields.deadline = "2031-01-01T24:00"; }},
                                       {"zone", [](CallFields& fields) { fields.zone = "America/New_York"; }},
                                       {"url", [](CallFields& fields) { fields.url = "https://example.org/apply"; }},
                                       {"until", [](CallFields& fields) { fields.until = "2101-02-03"; }},
                                       {"part dates", [](CallFields& fields) {
                                            if (!fields.parts.empty() && !fields.parts.front().date.empty())
                                                fields.parts.front().date = "2031-02-03";
                                        }}};
    for (const SourceTree& tree : demos()) {
        Looks looks(tree, ItemKind::call, "");
        for (const Call& call : pack_of(tree).calls) {
            CAPTURE(call.id);
            looks.take(call.id);
            const auto languages = languages_of(tree, ItemKind::call, Place::published, call.id);
            for (const Language language : languages) {
                CAPTURE(code(language));
                auto changes = texts;
                if (language == languages.front()) changes.insert(facts.begin(), facts.end());
                set_and_set_back<CallFields>(
                    tree, changes,
                    [&](const SourceTree& now_tree) {
                        return read_call(now_tree, Place::published, call.id, language);
                    },
                    [&](const SourceTree& now_tree, const CallFields& fields) {
                        return edit_call(now_tree, Place::published, call.id, language, fields);
                    },
                    std::ref(looks));
            }
        }
    }
}

TEST_CASE("keeps bytes: each field of some links and of notices, set to itself, to another value and back") {
    const Changes<LinkFields> of_links = {
        {"url", [](LinkFields& fields) { fields.url = "https://example.org/a-rather-long-address-indeed"; }},
        {"label", [](LinkFields& fields) { fields.texts[Language::en].label = other_text; }},
        {"kicker", [](LinkFields& fields) { fields.texts[Language::ar].kicker = other_text; }},
        {"another language",
         [](LinkFields& fields) {
             fields.texts[Language::de] = {other_text, "K"};
         }},
        {"weight", [](LinkFields& fields) { fields.weight = 3; }},
        {"until", [](LinkFields& fields) { fields.until = "2101-02-03T10:00"; }}};
    const Changes<NoticeFields> of_notices = {
        {"headline", [](NoticeFields& fields) { fields.texts[Language::fr].headline = other_text; }},
        {"detail", [](NoticeFields& fields) { fields.texts[Language::ar].detail = other_text; }},
        {"posted_by", [](NoticeFields& fields) { fields.posted_by[Language::en] = other_text; }},
        {"from", [](NoticeFields& fields) { fields.from = "2001-02-03T04:05"; }},
        {"until", [](NoticeFields& fields) { fields.until = "2101-02-03"; }},
        {"groups", [](NoticeFields& fields) { fields.groups = {"foyer"}; }}};
    for (const SourceTree& tree : demos()) {
        const Pack pack = pack_of(tree);
        Looks looks(tree, ItemKind::link, "");
        std::mt19937 random(3);
        for (const Link& link : pack.links) {
            if (random() % 3 != 0) continue;
            CAPTURE(link.id);
            looks.take(link.id);
            set_and_set_back<LinkFields>(
                tree, of_links,
                [&](const SourceTree& now_tree) { return read_link(now_tree, Place::published, link.id); },
                [&](const SourceTree& now_tree, const LinkFields& fields) {
                    return edit_link(now_tree, Place::published, link.id, fields);
                },
                std::ref(looks));
        }
        Looks looks_at_notices(tree, ItemKind::notice, "");
        for (const Notice& notice : pack.notices) {
            CAPTURE(notice.id);
            looks_at_notices.take(notice.id);
            set_and_set_back<NoticeFields>(
                tree, of_notices, [&](const SourceTree& now_tree) { return read_notice(now_tree, notice.id); },
                [&](const SourceTree& now_tree, const NoticeFields& fields) {
                    // Amended when it was posted, so that no other time stands there.
                    return amend_notice(now_tree, notice.id, fields, notice.posted);
                },
                std::ref(looks_at_notices));
        }
    }
}

TEST_CASE("keeps bytes: comments, line ends, a byte order mark and keys in an unusual order stay") {
    SourceTree tree = demo("csu-2024-01");
    const std::string path = "stories/asean-networks.md";
    const std::string source =
        "\xEF\xBB\xBF+++\r\n# ours\r\ngist   =   'old'  # short\r\nheadline=\"Old\"\r\ndate = 2024-01-18\r\n\r\n+++\r\n"
        "\r\n\r\nOne  \r\nTwo\r\n\r\n";
    for (auto at = tree.texts.begin(); at != tree.texts.end();)
        at = at->first.starts_with("stories/asean-networks.") ? tree.texts.erase(at) : std::next(at);
    tree.texts[path] = source;
    StoryFields fields = *read_story(tree, Place::published, "asean-networks", Language::en);
    CHECK(fields.gist == "old");
    CHECK(fields.body == "One  \nTwo");
    fields.gist = "new\r\nlines";
    fields.headline = "New";
    const SourceTree made = after(tree, edit_story(tree, Place::published, "asean-networks", Language::en, fields));
    CHECK(made.texts.at(path) ==
          "\xEF\xBB\xBF+++\r\n# ours\r\ngist   =   \"new\\nlines\"  # short\r\nheadline=\"New\"\r\ndate = "
          "2024-01-18\r\n\r\n+++\r\n\r\n\r\nOne  \r\nTwo\r\n\r\n");
}

}  // namespace content::edit
