#include "content/edit/item_edits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "content/items/item_title.h"
#include "tests/content/edit/packs.h"
#include "tests/content/edit/replaced.h"

namespace content::edit {
namespace {

const std::string report = "2024-03-18-07-world-drug-report@foyer-example";

const Event& event_of(const Pack& pack, const std::string& uid) {
    const Event* event = find_item(pack.events, uid);
    REQUIRE(event != nullptr);
    return *event;
}

StoryFields new_fields(const std::string& headline) {
    StoryFields fields;
    fields.headline = headline;
    fields.gist = "What happened.";
    fields.figures = {{"1", "one"}, {"2", "two"}};
    fields.links = {{"More", "https://example.org/", "en"}};
    return fields;
}

}  // namespace

TEST_CASE("item edits: a new story is a draft with a name in Latin letters, and no name is taken twice") {
    SourceTree tree = demo("foyer-example");
    const Edited first = new_story(tree, Place::drafts, Language::en, new_fields("A Room — with a View!"));
    CHECK(first.id == "a-room-with-a-view");
    CHECK(first.changes.begin()->first == "drafts/stories/a-room-with-a-view.md");
    tree = after(tree, first);
    CHECK(new_story(tree, Place::published, Language::en, new_fields("A room with a view")).id ==
          "a-room-with-a-view-2");
    const Edited arabic = new_story(tree, Place::drafts, Language::ar,
                                    new_fields("\xD8\xA7\xD9\x84\xD9\x85\xD8\xA4\xD8\xAA\xD9\x85\xD8\xB1"));
    REQUIRE_MESSAGE(arabic.is_right(), words_of(arabic));
    CHECK(std::all_of(arabic.id.begin(), arabic.id.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }));
    CHECK(languages_of(after(tree, arabic), ItemKind::story, Place::drafts, arabic.id).front() == Language::ar);
    CHECK(new_story(tree, Place::drafts, Language::en, new_fields("")).faults.front().field == "headline");
}

TEST_CASE("item edits: an edit of a published story is a draft of it with its translations, until it is published") {
    const SourceTree tree = demo("foyer-example");
    const std::string id = "civil-society-forum-atlanta";
    StoryFields fields = *read_story(tree, Place::published, id, Language::en);
    CHECK(edit_story(tree, Place::drafts, id, Language::en, fields).changes.empty());
    fields.headline = "Another headline";
    const Edited edited = edit_story(tree, Place::drafts, id, Language::en, fields);
    CHECK(edited.changes.contains("drafts/stories/" + id + ".md"));
    CHECK(edited.changes.contains("drafts/stories/" + id + ".ar.md"));
    CHECK(!edited.changes.contains("stories/" + id + ".md"));
    const SourceTree drafted = after(tree, edited);
    CHECK(pack_of(drafted) == pack_of(tree));
    const SourceTree published = after(drafted, publish(drafted, ItemKind::story, id));
    CHECK(find_item(pack_of(published).stories, id)->texts.at(Language::en).headline == "Another headline");
    CHECK(published.texts.size() == tree.texts.size());
    // Published and taken down again it is the draft that it was.
    const SourceTree down = after(published, take_down(published, ItemKind::story, id));
    CHECK(find_item(pack_of(down).stories, id) == nullptr);
    CHECK(after(down, publish(down, ItemKind::story, id)).texts == published.texts);
    CHECK(after(down, remove(down, ItemKind::story, Place::drafts, id)).texts.size() ==
          tree.texts.size() - languages_of(tree, ItemKind::story, Place::published, id).size());
    CHECK(!publish(tree, ItemKind::story, id).is_right());
}

TEST_CASE("item edits: translations keep the words of what is still there when the original gets other figures") {
    const SourceTree tree = demo("foyer-example");
    const std::string id = "civil-society-forum-atlanta";
    StoryFields fields = *read_story(tree, Place::published, id, Language::en);
    const StoryFields french = *read_story(tree, Place::published, id, Language::fr);
    REQUIRE(fields.figures.size() == 3);
    fields.figures = {fields.figures.at(2), {"7", "new"}, fields.figures.at(0), fields.figures.at(1)};
    fields.links.push_back({"Even more", "https://example.org/more", ""});
    const SourceTree made = after(tree, edit_story(tree, Place::published, id, Language::en, fields));
    const StoryFields followed = *read_story(made, Place::published, id, Language::fr);
    CHECK(followed.figures.at(0).label == french.figures.at(2).label);
    CHECK(followed.figures.at(1).label == "new");
    CHECK(followed.figures.at(2).label == french.figures.at(0).label);
    CHECK(followed.links.at(0).text == french.links.at(0).text);
    CHECK(followed.links.at(1).text == "Even more");
    CHECK(followed.headline == french.headline);
    static_cast<void>(pack_of(made));
    fields.figures.clear();
    fields.photo.reset();
    const SourceTree bare = after(made, edit_story(made, Place::published, id, Language::en, fields));
    CHECK(bare.texts.at("stories/" + id + ".fr.md").find("figures") == std::string::npos);
    static_cast<void>(pack_of(bare));
}

TEST_CASE("item edits: a photo comes, changes and goes with its words in translations") {
    SourceTree tree = demo("foyer-example");
    StoryFields fields = new_fields("With a photo");
    fields.photo = PhotoFields{"hall.jpg", "A hall", "Photo: us", false, 0.5, 0.25};
    const Edited added = new_story(tree, Place::drafts, Language::en, fields);
    tree = after(tree, added);
    CHECK(*read_story(tree, Place::drafts, added.id, Language::en) == fields);
    StoryFields french = *read_story(tree, Place::drafts, added.id, Language::fr);
    CHECK(french.headline.empty());
    CHECK(french.figures.size() == 2);
    CHECK(edit_story(tree, Place::drafts, added.id, Language::fr, french).changes.empty());
    french.headline = "Avec une photo";
    french.photo->alt = "Une salle";
    french.photo->credit = "Photo : nous";
    tree = after(tree, edit_story(tree, Place::drafts, added.id, Language::fr, french));
    CHECK(read_story(tree, Place::drafts, added.id, Language::fr)->photo->alt == "Une salle");
    fields.photo.reset();
    tree = after(tree, edit_story(tree, Place::drafts, added.id, Language::en, fields));
    const std::string& source = tree.texts.at("drafts/stories/with-a-photo.fr.md");
    CHECK(source.find("photo_") == std::string::npos);
    tree = after(tree, remove_translation(tree, ItemKind::story, Place::drafts, added.id, Language::fr));
    CHECK(languages_of(tree, ItemKind::story, Place::drafts, added.id) == std::vector<Language>{Language::en});
    fields.photo = PhotoFields{"nothing.jpg", "", "", true, 0.5, 0.5};
    CHECK(edit_story(tree, Place::drafts, added.id, Language::en, fields).faults.front().field == "photo.file");
}

TEST_CASE("item edits: faults name their fields") {
    const SourceTree tree = demo("foyer-example");
    StoryFields fields = new_fields("x");
    fields.topic = "nothing";
    fields.weight = 9;
    fields.date_from = "2024-13-01";
    fields.links = {{"a", "ftp://example.org", ""}};
    std::vector<std::string> named;
    for (const FieldFault& fault : new_story(tree, Place::drafts, Language::en, fields).faults)
        named.push_back(fault.field);
    std::sort(named.begin(), named.end());
    CHECK(named == std::vector<std::string>{"date_from", "links", "topic", "weight"});
    EventFields event;
    event.start = "tomorrow";
    CHECK(new_event(tree, Place::drafts, event, now).faults.front().field == "start");
    event.start = "2024-03-18T10:00";
    event.end = "2024-03-18T09:00";
    CHECK(new_event(tree, Place::drafts, event, now).faults.front().field == "end");
    event.end = "";
    CHECK(new_event(tree, Place::drafts, event, now).faults.front().field == "title");
}

TEST_CASE("item edits: an event moves in every language, keeps the first room, and comes back") {
    const SourceTree tree = demo("foyer-example");
    const Event was = event_of(pack_of(tree), report);
    const std::string first = was.old_room.empty() ? was.texts.at(Language::en).room : was.old_room.at(Language::en);
    const auto rooms = known_rooms(pack_of(tree));
    const auto other = std::find_if(rooms.begin(), rooms.end(), [&](const KnownRoom& room) {
        return room.room != first && room.room != was.texts.at(Language::en).room && !room.floor.empty();
    });
    REQUIRE(other != rooms.end());
    const SourceTree moved = after(tree, move_event(tree, report, other->room, "", now));
    const Event is = event_of(pack_of(moved), report);
    CHECK(is.status == EventStatus::moved);
    CHECK(is.texts.at(Language::en).room == other->room);
    CHECK(is.texts.at(Language::en).floor == other->floor);
    CHECK(is.old_room.at(Language::en) == first);
    CHECK(is.changed_at == now);
    for (const auto& [language, text] : is.texts) {
        const auto name = other->room_in.find(language);
        if (language != Language::en) CHECK(text.room == (name == other->room_in.end() ? other->room : name->second));
    }
    CHECK(move_event(moved, report, other->room, "", now).changes.empty());
    const SourceTree again = after(moved, move_event(moved, report, "Room X", "Roof", now));
    CHECK(event_of(pack_of(again), report).old_room.at(Language::en) == first);
    CHECK(event_of(pack_of(again), report).texts.at(Language::fr).room == "Room X");
    CHECK(again.texts.at("events.ics").find("SEQUENCE:2") != std::string::npos);
    const SourceTree back = after(again, move_event(again, report, first, "", now));
    CHECK(event_of(pack_of(back), report).status != EventStatus::moved);
    CHECK(event_of(pack_of(back), report).old_room.empty());
    CHECK(move_event(tree, report, "", "", now).faults.front().field == "room");
    CHECK(!move_event(tree, "nobody", "A", "", now).is_right());
}

TEST_CASE("item edits: a delay keeps the announced start and the length, and ends when it holds again") {
    const SourceTree tree = demo("foyer-example");
    const EventFields was = *read_event(tree, Place::published, report, Language::en);
    const std::string later = was.start.substr(0, 11) + "19:30";
    const SourceTree delayed = after(tree, delay_event(tree, report, later, "", now));
    const EventFields is = *read_event(delayed, Place::published, report, Language::en);
    CHECK(is.start == later);
    CHECK(is.delayed_from == was.start);
    const auto length = [](const EventFields& fields) {
        return *parse_instant(fields.end, fields.zone) - *parse_instant(fields.start, fields.zone);
    };
    CHECK(length(is) == length(was));
    const SourceTree more = after(delayed, delay_event(delayed, report, was.start.substr(0, 11) + "20:00", "", now));
    CHECK(read_event(more, Place::published, report, Language::en)->delayed_from == was.start);
    const SourceTree on_time = after(more, delay_event(more, report, was.start, was.end, now));
    CHECK(read_event(on_time, Place::published, report, Language::en)->delayed_from.empty());
    const SourceTree other = after(tree, set_event_time(tree, report, later, later.substr(0, 11) + "21:00", now));
    CHECK(event_of(pack_of(other), report).delayed_from == event_of(pack_of(tree), report).delayed_from);
    CHECK(delay_event(tree, report, "soon", "", now).faults.front().field == "start");
}

TEST_CASE("item edits: a cancelled event takes place after all") {
    const SourceTree tree = demo("foyer-example");
    const SourceTree cancelled = after(tree, cancel_event(tree, report, now));
    CHECK(event_of(pack_of(cancelled), report).status == EventStatus::cancelled);
    CHECK(cancel_event(cancelled, report, now).changes.empty());
    const SourceTree again = after(cancelled, reinstate_event(cancelled, report, now));
    CHECK(event_of(pack_of(again), report).status == event_of(pack_of(tree), report).status);
    CHECK(again.texts.size() == tree.texts.size());
}

TEST_CASE("item edits: a new event is a draft, gets a translation, and is published with it") {
    SourceTree tree = demo("foyer-example");
    EventFields fields;
    fields.title = "An opening, at last; really";
    fields.start = "2024-03-19T10:00";
    fields.end = "2024-03-19T11:30";
    fields.room = "M2";
    fields.languages = {"en", "fr"};
    fields.groups = {"foyer"};
    const Edited added = new_event(tree, Place::drafts, fields, now);
    CHECK(added.id == "2024-03-19-an-opening-at-last-really@foyer-example");
    tree = after(tree, added);
    EventFields read = *read_event(tree, Place::drafts, added.id, Language::en);
    CHECK(read.zone == "Europe/Vienna");
    read.zone.clear();
    CHECK(read == fields);
    EventFields french = *read_event(tree, Place::drafts, added.id, Language::fr);
    CHECK(french.title.empty());
    french.title = "Une ouverture";
    tree = after(tree, edit_event(tree, Place::drafts, added.id, Language::fr, french, now));
    tree = after(tree, publish(tree, ItemKind::event, added.id));
    const Event event = event_of(pack_of(tree), added.id);
    CHECK(event.texts.at(Language::fr).title == "Une ouverture");
    CHECK(event.texts.at(Language::en).title == fields.title);
    CHECK(!tree.texts.contains("drafts/events.ics"));
    CHECK(new_event(tree, Place::drafts, fields, now).id == "2024-03-19-an-opening-at-last-really-2@foyer-example");
    tree = after(tree, remove(tree, ItemKind::event, Place::published, added.id));
    CHECK(tree.texts == demo("foyer-example").texts);
}

TEST_CASE("item edits: an event that a notice is about is not taken away under it") {
    const SourceTree tree = demo("foyer-example");
    CHECK(!remove(tree, ItemKind::event, Place::published, report).is_right());
    CHECK(!take_down(tree, ItemKind::event, report).is_right());
    const SourceTree without =
        after(tree, remove(tree, ItemKind::notice, Place::published, "room-change-world-drug-report"));
    const SourceTree down = after(without, take_down(without, ItemKind::event, report));
    CHECK(find_item(pack_of(down).events, report) == nullptr);
    const SourceTree up = after(down, publish(down, ItemKind::event, report));
    CHECK(event_of(pack_of(up), report) == event_of(pack_of(tree), report));
}

TEST_CASE("item edits: an edit of a published event is a draft until it is published, at its place in the calendar") {
    const SourceTree tree = demo("foyer-example");
    EventFields fields = *read_event(tree, Place::published, report, Language::en);
    fields.audience = "Everybody";
    SourceTree drafted = after(tree, edit_event(tree, Place::drafts, report, Language::en, fields, now));
    CHECK(drafted.texts.at("events.ics") == tree.texts.at("events.ics"));
    CHECK(drafted.texts.contains("drafts/events.fr.ics"));
    const SourceTree published = after(drafted, publish(drafted, ItemKind::event, report));
    CHECK(event_of(pack_of(published), report).texts.at(Language::en).audience == "Everybody");
    const Pack before = pack_of(tree);
    const Pack made = pack_of(published);
    for (std::size_t i = 0; i < before.events.size(); ++i)
        CHECK(before.events[i].id == made.events[i].id);
}

TEST_CASE("item edits: a notice is posted, amended and ended, and old ones go") {
    SourceTree tree = demo("foyer-example");
    NoticeFields fields;
    fields.kind = NoticeKind::room_change;
    fields.event = report;
    fields.texts[Language::en] = {"Moved", "", "M2", "M Plenary", "Upstairs"};
    fields.texts[Language::ar] = {"\xD9\x86\xD9\x82\xD9\x84", "", "M2", "M Plenary", ""};
    fields.posted_by[Language::en] = "Conference services";
    fields.until = "2024-03-18T14:00";
    const Edited posted = post_notice(tree, fields, now);
    CHECK(posted.id == "moved");
    tree = after(tree, posted);
    CHECK(*read_notice(tree, "moved") == fields);
    CHECK(find_item(pack_of(tree).notices, "moved")->posted == now);
    NoticeFields amended = fields;
    amended.texts[Language::en].new_room = "Boardroom D";
    amended.texts[Language::fr] = {"Transf\xC3\xA9r\xC3\xA9", "", "M2", "Boardroom D", ""};
    amended.texts.erase(Language::ar);
    const SourceTree other = after(tree, amend_notice(tree, "moved", amended, now + std::chrono::minutes(5)));
    CHECK(*read_notice(other, "moved") == amended);
    CHECK(find_item(pack_of(other).notices, "moved")->posted == now + std::chrono::minutes(5));
    const Instant end = now + std::chrono::minutes(10);
    const SourceTree ended = after(other, end_notice(other, "moved", end));
    CHECK(!find_item(pack_of(ended).notices, "moved")->validity.contains(end));
    CHECK(end_notice(ended, "moved", end).changes.empty());
    const SourceTree old = after(ended, remove_old_notices(ended, end + std::chrono::hours(1)));
    CHECK(old.texts.at("notices.toml") == demo("foyer-example").texts.at("notices.toml"));
    // One that has not begun goes at once; with the last one the file goes.
    CHECK(!after(old, end_notice(old, "emergency-test", now)).texts.at("notices.toml").empty());
    const SourceTree none = after(old, remove_old_notices(old, now + std::chrono::hours(10'000)));
    CHECK(!none.texts.contains("notices.toml"));
    fields.event = "nobody";
    CHECK(post_notice(tree, fields, now).faults.size() == 1);
    fields.event.clear();
    fields.texts.clear();
    CHECK(!post_notice(tree, fields, now).is_right());
}

TEST_CASE("item edits: a link is new, a draft, published and removed, and leaves the file as it was") {
    const SourceTree tree = demo("foyer-example");
    LinkFields fields;
    fields.url = "https://example.org/documents";
    fields.texts[Language::en] = {"Documents", "Library"};
    fields.texts[Language::fr] = {"Documents", ""};
    fields.weight = 2;
    const Edited added = new_link(tree, Place::drafts, fields);
    CHECK(added.id == "documents");
    const SourceTree drafted = after(tree, added);
    CHECK(*read_link(drafted, Place::drafts, "documents") == fields);
    const SourceTree published = after(drafted, publish(drafted, ItemKind::link, "documents"));
    CHECK(!published.texts.contains("drafts/links.toml"));
    CHECK(*read_link(published, Place::published, "documents") == fields);
    CHECK(after(published, remove(published, ItemKind::link, Place::published, "documents")).texts == tree.texts);
    fields.texts.clear();
    CHECK(new_link(tree, Place::drafts, fields).faults.front().field == "texts");
}

TEST_CASE("item edits: a link moves on the wall, and back") {
    const SourceTree tree = demo("foyer-example");
    const std::string id = pack_of(tree).links.back().id;
    const SourceTree moved = after(tree, move_link(tree, Place::published, id, 1));
    const Pack pack = pack_of(moved);
    CHECK(pack.links.at(1).id == id);
    CHECK(pack.links.at(0) == pack_of(tree).links.at(0));
    CHECK(after(moved, move_link(moved, Place::published, id, 1'000)).texts == tree.texts);
    CHECK(move_link(tree, Place::published, "nothing", 0).faults.size() == 1);
}

TEST_CASE("item edits: a call is new with its parts, and its translation follows when it gets one more") {
    SourceTree tree = demo("foyer-example");
    CallFields fields;
    fields.headline = "Speak up";
    fields.deadline = "2024-04-01T24:00";
    fields.parts = {{"One", "2024-04-05", "", ""}, {"Two", "", "2024-03-30T12:00", "30 March"}};
    const Edited added = new_call(tree, Place::drafts, fields);
    tree = after(tree, added);
    CHECK(*read_call(tree, Place::drafts, "speak-up", Language::en) == fields);
    CallFields french = *read_call(tree, Place::drafts, "speak-up", Language::fr);
    french.headline = "Parlez";
    french.parts.at(0).title = "Un";
    french.parts.at(1).title = "Deux";
    tree = after(tree, edit_call(tree, Place::drafts, "speak-up", Language::fr, french));
    fields.parts.insert(fields.parts.begin(), {"Zero", "", "", ""});
    tree = after(tree, edit_call(tree, Place::drafts, "speak-up", Language::en, fields));
    french = *read_call(tree, Place::drafts, "speak-up", Language::fr);
    CHECK(french.parts.at(0).title == "Zero");
    CHECK(french.parts.at(1).title == "Un");
    CHECK(french.parts.at(2).title == "Deux");
    tree = after(tree, publish(tree, ItemKind::call, "speak-up"));
    CHECK(find_item(pack_of(tree).calls, "speak-up")->parts.size() == 3);
}

}  // namespace content::edit
