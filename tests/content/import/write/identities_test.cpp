#include "content/import/write/identities.h"

#include <doctest/doctest.h>

#include "content/base/text.h"
#include "content/import/table/table.h"
#include "content/import/write/merge.h"
#include "tests/content/import/context.h"

namespace {

using content::ChangeKind;
using content::Event;
using content::Import;
using content::Language;
using content::Pack;
using import_tests::vienna;
using import_tests::when;

Import table_of(const std::string& rows) {
    return content::import_table({"side.csv", "Title,Date,Time,Room\n" + rows}, vienna());
}

Event event_of(const char* id, const char* title, const char* start) {
    Event event;
    event.id = id;
    event.texts[Language::en].title = title;
    const auto moment = content::parse_instant(start, "Europe/Vienna").value();
    event.when = content::TimedSpan{moment, moment, "Europe/Vienna"};
    return event;
}

Pack pack_of_events(std::vector<Event> events) {
    Pack pack;
    pack.edition = vienna().edition;
    pack.events = std::move(events);
    return pack;
}

/// What importing `rows` again changes, when `before` were imported last time.
std::string changes(const std::string& before, const std::string& rows) {
    const Pack last = table_of(before).pack;
    Import next = table_of(rows);
    content::keep_identities(last, next.made_ids, next.pack);
    const auto merge = content::merge_import(last, last, next.pack, content::Prune::yes);
    std::string result;
    for (const auto& change : merge.changes) {
        const char* kind = change.kind == ChangeKind::changed   ? "changed"
                           : change.kind == ChangeKind::added   ? "added"
                           : change.kind == ChangeKind::removed ? "removed"
                                                                : "other";
        result += (result.empty() ? "" : ", ") + std::string(kind) + " " + change.title;
    }
    return result;
}

}  // namespace

TEST_CASE("identities: a row that moved in time is one event, changed") {
    CHECK(changes("Panel,2026-03-16,13:10,M2\n", "Panel,2026-03-16,13:30,M3\n") == "changed Panel");
    CHECK(changes("Panel,2026-03-16,13:10,M2\n", "Panel,2026-03-18,13:10,M2\n") == "changed Panel");
    CHECK(changes("Panel,2026-03-16,13:10,M2\n", "Panel,2026-03-16,,M2\n") == "changed Panel");
    // Of several of one title each keeps its own, and the one that moved is the nearest.
    const std::string three = "Lunch,2026-03-16,13:00,\nLunch,2026-03-17,13:00,\nLunch,2026-03-18,13:00,\n";
    CHECK(changes(three, "Lunch,2026-03-16,13:00,\nLunch,2026-03-17,13:30,\nLunch,2026-03-18,13:00,\n") ==
          "changed Lunch");
    CHECK(changes(three, three + "Lunch,2026-03-19,13:00,\n") == "added Lunch");
    CHECK(changes(three, "Lunch,2026-03-16,13:00,\nLunch,2026-03-18,13:00,\n") == "removed Lunch");
    CHECK(changes("Panel,2026-03-16,13:10,M2\n", "Forum,2026-03-16,13:30,M3\n") == "removed Panel, added Forum");
    // It is the same event the third time as well.
    const Pack first = table_of("Panel,2026-03-16,13:10,\n").pack;
    Import second = table_of("Panel,2026-03-16,13:30,\n");
    content::keep_identities(first, second.made_ids, second.pack);
    Import third = table_of("Panel,2026-03-16,14:00,\n");
    content::keep_identities(second.pack, third.made_ids, third.pack);
    CHECK(third.pack.events.at(0).id == first.events.at(0).id);
    // A source's own identities are its own.
    const Pack uids = pack_of_events({event_of("panel-2026-x", "Panel", "2026-03-16T13:10")});
    Pack other = pack_of_events({event_of("panel-2026-y", "Panel", "2026-03-16T13:30")});
    content::keep_identities(uids, {}, other);
    CHECK(other.events.at(0).id == "panel-2026-y");
}

TEST_CASE("identities: two sources whose UIDs are alike are two sources") {
    const Pack first = pack_of_events({event_of("0@default", "Opening", "2026-03-16T10:00")});
    Pack second = pack_of_events({event_of("0@default", "Side event", "2026-03-17T13:00")});
    const auto parted = content::part_identities({}, first, "b", second);
    REQUIRE(parted.size() == 1);
    CHECK(parted[0].item == "event/0@default");
    CHECK(second.events.at(0).id == "0@default/b");
    const auto merge = content::merge_import({}, first, second, content::Prune::no, first);
    CHECK(merge.pack.events.size() == 2);
    // The same again is nothing new, however it moved.
    Pack again = pack_of_events({event_of("0@default", "Side event", "2026-03-17T15:00")});
    CHECK(content::part_identities(second, merge.pack, "b", again).empty());
    CHECK(again.events.at(0).id == "0@default/b");
    // A number says little: one title of two days is two events. A name of its own says much.
    Pack numbered = pack_of_events({event_of("0@default", "Opening", "2026-03-23T10:00")});
    CHECK(content::part_identities({}, first, "c", numbered).size() == 1);
    const Pack named = pack_of_events({event_of("5a2f8e1c-opening@x", "Opening", "2026-03-16T10:00")});
    Pack moved = pack_of_events({event_of("5a2f8e1c-opening@x", "Opening", "2026-03-23T10:00")});
    CHECK(content::part_identities({}, named, "d", moved).empty());
}

TEST_CASE("identities: what two sources call by one long id is two things with ids that a pack can have") {
    const std::string long_id(78, 'a');
    const auto links = [&](const char* url) {
        Pack pack;
        for (const char* end : {"b", "c"}) {
            content::Link link;
            link.id = long_id + end;
            link.url = url;
            pack.links.push_back(link);
        }
        return pack;
    };
    Pack second = links("https://example.org/b");
    CHECK(content::part_identities({}, links("https://example.org/a"), "0123abcd", second).size() == 2);
    for (const content::Link& link : second.links)
        CHECK(content::is_slug(link.id));
    CHECK(second.links[0].id != second.links[1].id);
    // As an export with ids of its own may have them twice.
    const auto table =
        content::import_table({"links.csv", "Id,Title,Link\n" + long_id + "bc,A,https://example.org/a\n" + long_id +
                                                "bc,B,https://example.org/b\n"},
                              vienna());
    REQUIRE(table.pack.links.size() == 2);
    CHECK(content::is_slug(table.pack.links[1].id));
}

TEST_CASE("identities: stories of one headline are two where they lead to two pages or say two things") {
    const auto story = [](const char* body, const char* url) {
        content::Story made;
        made.id = "events";
        made.texts[Language::en].headline = "Events";
        made.texts[Language::en].body = body;
        if (*url != '\0') made.links.push_back({{}, url, {}});
        Pack pack;
        pack.stories.push_back(made);
        return pack;
    };
    Pack february = story("In February.", "");
    CHECK(content::part_identities({}, story("In January.", ""), "feb", february).size() == 1);
    CHECK(february.stories.at(0).id == "events-feb");
    Pack same = story("In January.", "");
    CHECK(content::part_identities({}, story("In January.", ""), "feb", same).empty());
    Pack corrected = story("In January!", "https://example.org/a");
    CHECK(content::part_identities({}, story("In January.", "https://example.org/a"), "feb", corrected).empty());
}

TEST_CASE("identities: a file of the same name is the same source where most of it is the same") {
    const Pack a =
        pack_of_events({event_of("1", "Opening", "2026-03-16T10:00"), event_of("2", "Panel", "2026-03-16T11:00")});
    const Pack moved =
        pack_of_events({event_of("1", "Opening", "2026-03-16T12:00"), event_of("9", "Panel", "2026-03-17T11:00")});
    const Pack other =
        pack_of_events({event_of("1", "Concert", "2026-03-16T10:00"), event_of("2", "Reading", "2026-03-16T11:00")});
    CHECK(content::is_same_source(a, moved));
    CHECK_FALSE(content::is_same_source(a, other));
    CHECK_FALSE(content::is_same_source(a, pack_of_events({})));
}

TEST_CASE("merge: what was not taken says why") {
    const Pack first = pack_of_events({event_of("a@x", "Opening", "2026-03-16T10:00")});
    const Pack second = pack_of_events({event_of("a@x", "Opening", "2026-03-16T12:00")});
    // Two sources have it: the one that came last decides, and nobody is said to have edited it.
    const auto last_wins = content::merge_import({}, first, second, content::Prune::no, first);
    REQUIRE(last_wins.changes.size() == 1);
    CHECK(last_wins.changes[0].kind == ChangeKind::changed);
    const auto again = content::merge_import(first, second, first, content::Prune::no, second);
    CHECK(again.changes.empty());
    const Pack third = pack_of_events({event_of("a@x", "Opening", "2026-03-16T14:00")});
    const auto shared = content::merge_import(first, second, third, content::Prune::no, second);
    REQUIRE(shared.changes.size() == 1);
    CHECK(shared.changes[0].kind == ChangeKind::shared);
    const auto deleted = content::merge_import(first, pack_of_events({}), first, content::Prune::no);
    REQUIRE(deleted.changes.size() == 1);
    CHECK(deleted.changes[0].kind == ChangeKind::deleted);
}
