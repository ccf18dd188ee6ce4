#include "sync/programme/change_event.h"

#include <utility>

#include "content/items/item_title.h"
#include "tests/sync/programme/pack_sources.h"

using content::EventStatus;
using content::Language;
using content::NoticeKind;
using programme::change_event;
using programme::ChangedEvent;
using programme::EventWish;
using programme::Fate;
using programme::NoticeOutcome;

namespace {

content::Instant moment(const std::string& time) {
    const auto instant = content::parse_instant("2027-01-15T" + time, "Europe/Vienna");
    REQUIRE(instant);
    return *instant;
}

/// A folder that is edited again and again.
struct Folder {
    content::SourceTree tree = programme_test::sources();

    ChangedEvent change(const std::string& time, EventWish wish, const std::string& uid = "a@test") {
        wish.with_notice = true;
        auto changed = change_event(tree, programme_test::read(tree), uid, wish, moment(time));
        content::edit::apply(changed.changes, tree);
        return changed;
    }
    ChangedEvent room(const std::string& time, const std::string& name) {
        EventWish wish;
        wish.room = name;
        return change(time, wish);
    }
    ChangedEvent start(const std::string& time, const std::string& at, const std::string& end = {}) {
        EventWish wish;
        wish.start = at;
        wish.end = end;
        return change(time, wish);
    }
    ChangedEvent fate(const std::string& time, Fate what) {
        EventWish wish;
        wish.fate = what;
        return change(time, wish);
    }
    [[nodiscard]] content::Pack pack() const { return programme_test::read(tree); }
    [[nodiscard]] content::Event event() const { return pack().events.front(); }
};

}  // namespace

TEST_CASE("change of an event: one edit moves it in every language and tells of it, and all else stays byte for byte") {
    Folder folder;
    const auto changed = folder.room("10:00", "plénière");
    CHECK(changed.faults.empty());
    CHECK(changed.notice == NoticeOutcome::posted);
    CHECK(changed.changes.size() == 3);
    CHECK(changed.changes.contains("notices.toml"));
    const auto pack = folder.pack();
    const auto& event = *content::find_item(pack.events, "a@test");
    CHECK(event.status == EventStatus::moved);
    CHECK(event.texts.at(Language::fr).room == "plénière");
    CHECK(event.old_room.at(Language::fr) == "Salle M2");
    REQUIRE(pack.notices.size() == 1);
    const auto& notice = pack.notices.front();
    CHECK(notice.kind == NoticeKind::room_change);
    CHECK(notice.event_uid == "a@test");
    CHECK(notice.posted == moment("10:00"));
    CHECK(notice.validity.until == moment("12:00"));
    CHECK(notice.texts.at(Language::en).old_room == "M2");
    CHECK(notice.texts.at(Language::fr).headline == "Rapport");
    CHECK(notice.texts.contains(Language::ar));
    CHECK(folder.tree.texts.at("pack.toml") == programme_test::edition_toml);
    for (const char* file : {"events.ics", "events.fr.ics"}) {
        const std::string& bytes = folder.tree.texts.at(file);
        CHECK(bytes.find("X-KEPT:as it is\r\n") != std::string::npos);
        const std::string& before =
            file == std::string("events.ics") ? programme_test::calendar_en : programme_test::calendar_fr;
        CHECK(bytes.ends_with(before.substr(before.find("BEGIN:VEVENT\r\nUID:b/2"))));
    }
}

TEST_CASE("change of an event: a known room has its name in each language") {
    Folder folder;
    folder.room("10:00", "Plenary");
    const auto event = folder.event();
    CHECK(event.texts.at(Language::en).room == "Plenary");
    CHECK(event.texts.at(Language::fr).room == "Plénière");
    const auto notices = folder.pack().notices;
    REQUIRE(notices.size() == 1);
    CHECK(notices.front().texts.at(Language::fr).new_room == "Plénière");
}

TEST_CASE("change of an event: edits within two minutes are one notice, and back again there is none") {
    Folder folder;
    folder.room("10:00", "Plenary");
    const auto second = folder.room("10:01", "Hall");
    CHECK(second.notice == NoticeOutcome::amended);
    REQUIRE(folder.pack().notices.size() == 1);
    CHECK(folder.pack().notices.front().texts.at(Language::en).old_room == "M2");
    CHECK(folder.pack().notices.front().texts.at(Language::en).new_room == "Hall");
    const auto back = folder.room("10:02", "M2");
    CHECK(back.notice == NoticeOutcome::taken_back);
    CHECK(folder.pack().notices.empty());
    CHECK(folder.event().status == EventStatus::scheduled);
}

TEST_CASE("change of an event: a later start on the same day is a delay and keeps its length, another day a new time") {
    Folder folder;
    const auto delayed = folder.start("10:00", "2027-01-15T11:30", "2027-01-15T12:00");
    CHECK(delayed.faults.empty());
    auto event = folder.event();
    CHECK(event.status == EventStatus::delayed);
    CHECK(event.delayed_from == moment("11:00"));
    CHECK(std::get<content::TimedSpan>(event.when).end == moment("12:30"));
    CHECK(folder.pack().notices.front().kind == NoticeKind::delay);
    CHECK(folder.pack().notices.front().validity.until == moment("12:30"));
    const auto earlier = folder.start("10:10", "2027-01-15T10:45");
    CHECK(earlier.faults.empty());
    event = folder.event();
    CHECK(event.status == EventStatus::scheduled);
    CHECK(std::get<content::TimedSpan>(event.when).start == moment("10:45"));
    CHECK(std::get<content::TimedSpan>(event.when).end == moment("11:45"));
    CHECK(folder.pack().notices.back().kind == NoticeKind::message);
}

TEST_CASE("change of an event: only another end is no notice; an end before the start is refused at its field") {
    Folder folder;
    CHECK(folder.start("10:00", "2027-01-15T11:00", "2027-01-15T12:15").notice == NoticeOutcome::none);
    CHECK(std::get<content::TimedSpan>(folder.event().when).end == moment("12:15"));
    const auto before = folder.tree.texts;
    const auto refused = folder.start("10:00", "2027-01-15T11:00", "2027-01-15T10:15");
    REQUIRE(refused.faults.size() == 1);
    CHECK(refused.faults.front().field == "end");
    CHECK(refused.changes.empty());
    const auto no_time = folder.start("10:00", "soon");
    REQUIRE_FALSE(no_time.faults.empty());
    CHECK(no_time.faults.front().field == "start");
    CHECK(folder.tree.texts == before);
}

TEST_CASE("change of an event: cancelled and reinstated, each is told once") {
    Folder folder;
    CHECK(folder.fate("10:00", Fate::cancelled).notice == NoticeOutcome::posted);
    CHECK(folder.event().status == EventStatus::cancelled);
    CHECK(folder.fate("10:01", Fate::cancelled).changes.empty());
    CHECK(folder.fate("10:10", Fate::reinstated).notice == NoticeOutcome::posted);
    CHECK(folder.event().status == EventStatus::scheduled);
    const auto notices = folder.pack().notices;
    REQUIRE(notices.size() == 2);
    CHECK(notices[0].validity.until == moment("10:10"));
    CHECK(notices[1].texts.at(Language::ar).detail.starts_with("أُلغي قرار الإلغاء"));
}

TEST_CASE("change of an event: one that is not there, and one to which nothing happens, change nothing") {
    Folder folder;
    CHECK_FALSE(folder.change("10:00", {}, "nobody").faults.empty());
    CHECK(folder.change("10:00", {}).changes.empty());
    CHECK(folder.room("10:00", "M2").changes.empty());
    CHECK(folder.start("10:00", "2027-01-15T11:00", "2027-01-15T12:00").changes.empty());
}

TEST_CASE("change of an event: hostile names are refused at their field, or come back as they were typed") {
    for (const std::string& name :
         {std::string("<script>alert(1)</script>"), std::string("a;b,c\\d:e"), std::string("\"\"\""),
          std::string("\xE2\x80\xAEgnp"), std::string(2000, 'x'), std::string("END:VEVENT\r\nBEGIN:VEVENT"),
          std::string("a\0b", 3), std::string("\xF0\x9F\x98\x80 room"), std::string("+++")}) {
        CAPTURE(name);
        Folder folder;
        const auto before = folder.tree.texts;
        const auto changed = folder.room("10:00", name);
        if (!changed.faults.empty()) {
            CHECK(changed.faults.front().field == "room");
            CHECK(folder.tree.texts == before);
            continue;
        }
        const auto pack = folder.pack();
        REQUIRE(pack.events.size() == 2);
        CHECK(folder.event().texts.at(Language::en).room == name);
        REQUIRE(pack.notices.size() == 1);
        CHECK(pack.notices.front().texts.at(Language::en).new_room == name);
    }
}
