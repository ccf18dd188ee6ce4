#include "kiosk/loop/programme.h"

#include "kiosk/loop/programme_words.h"
#include "tests/support/vienna.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using content::Event;
using content::EventStatus;
using content::Instant;
using content::Language;
using kiosk::Programme;
using kiosk::ProgrammeRange;
using kiosk::RowStatus;
using sample::pack_of;
using sample::vienna;

namespace {

content::Date date_of(const std::string& text) {
    const auto date = content::parse_date(text);
    REQUIRE(date);
    return *date;
}

Event timed(const std::string& id, const std::string& start, const std::string& end) {
    Event event;
    event.id = id;
    event.texts[Language::en] = {.title = id,
                                 .place = "Vienna, Austria",
                                 .room = "Room M2",
                                 .floor = "M Building",
                                 .kind = "Side event",
                                 .audience = "",
                                 .description = ""};
    event.when = sample::hours(start, end);
    return event;
}

Event days(const std::string& id, const std::string& first, const std::string& last) {
    Event event = timed(id, "2024-01-01T00:00", "2024-01-01T00:00");
    event.when = sample::days(first, last, false);
    return event;
}

Event months(const std::string& id, content::Month first, content::Month last) {
    Event event = timed(id, "2024-01-01T00:00", "2024-01-01T00:00");
    event.when = content::MonthSpan{first, last};
    return event;
}

std::vector<std::string> ids(const Programme& programme) {
    std::vector<std::string> all;
    for (const kiosk::ProgrammeRow& row : programme.rows)
        all.push_back(row.event->id);
    return all;
}

using Ids = std::vector<std::string>;

/// Rows point into the pack, so it must live as long as the programme.
Programme programme_at(const content::Pack& pack, const std::string& now,
                       ProgrammeRange range = ProgrammeRange::today) {
    return kiosk::make_programme(pack, {}, range, vienna(now), true);
}

content::Pack monday() {
    return pack_of({timed("plenary", "2024-03-18T10:00", "2024-03-18T13:00"),
                    timed("engagement", "2024-03-18T10:00", "2024-03-18T10:50"),
                    timed("committee", "2024-03-18T15:00", "2024-03-18T18:00"),
                    timed("briefing", "2024-03-18T11:10", "2024-03-18T12:00"),
                    timed("reception", "2024-03-19T18:00", "2024-03-19T20:00"),
                    timed("next-week", "2024-03-26T10:00", "2024-03-26T11:00")});
}

}  // namespace

TEST_CASE("programme: live events come first, then the now line, then the next ones by time") {
    const content::Pack pack = monday();
    const Programme programme = programme_at(pack, "2024-03-18T10:42");
    CHECK(ids(programme) == Ids{"plenary", "engagement", "briefing", "committee"});
    CHECK(programme.now_line == 2);
    CHECK(programme.rows[0].status == RowStatus::live);
    CHECK(programme.rows[1].status == RowStatus::ends_soon);
    CHECK(programme.rows[2].status == RowStatus::soon);
    CHECK(programme.rows[3].status == RowStatus::later);
    CHECK(programme.rows[1].is_live);
    CHECK_FALSE(programme.rows[2].is_live);
}

TEST_CASE("programme: 'ends soon' begins when less than 15 minutes are left") {
    const content::Pack pack = monday();
    CHECK(programme_at(pack, "2024-03-18T10:35").rows[1].status == RowStatus::live);
    CHECK(programme_at(pack, "2024-03-18T10:35:01").rows[1].status == RowStatus::ends_soon);
}

TEST_CASE("programme: an ended event stays for five minutes, a cancelled one until its end time") {
    content::Pack pack = monday();
    CHECK(ids(programme_at(pack, "2024-03-18T10:54:59")) == Ids{"plenary", "engagement", "briefing", "committee"});
    CHECK(programme_at(pack, "2024-03-18T10:54:59").rows[1].has_ended);
    CHECK(programme_at(pack, "2024-03-18T10:54:59").rows[1].status == RowStatus::ended);
    CHECK(ids(programme_at(pack, "2024-03-18T10:55")) == Ids{"plenary", "briefing", "committee"});
    pack.events[1].status = EventStatus::cancelled;
    CHECK(programme_at(pack, "2024-03-18T10:49:59").rows[1].status == RowStatus::cancelled);
    CHECK_FALSE(programme_at(pack, "2024-03-18T10:49:59").rows[1].is_live);
    CHECK(ids(programme_at(pack, "2024-03-18T10:50")) == Ids{"plenary", "briefing", "committee"});
}

TEST_CASE("programme: 'room changed' stays for an hour or until the event starts, whichever is longer") {
    content::Pack pack = monday();
    pack.events[3].status = EventStatus::moved;
    pack.events[3].changed_at = vienna("2024-03-18T09:00");
    CHECK(programme_at(pack, "2024-03-18T11:09:59").rows[1].status == RowStatus::room_changed);
    CHECK(programme_at(pack, "2024-03-18T11:10").rows[1].status == RowStatus::live);
    pack.events[3].changed_at = vienna("2024-03-18T10:50");
    CHECK(programme_at(pack, "2024-03-18T11:30").rows[1].status == RowStatus::room_changed);
    CHECK(programme_at(pack, "2024-03-18T11:30").rows[1].is_live);
}

TEST_CASE("programme: 'delayed' and 'full' stay until the event starts") {
    content::Pack pack = monday();
    pack.events[2].status = EventStatus::full;
    pack.events[3].status = EventStatus::delayed;
    const Programme programme = programme_at(pack, "2024-03-18T10:42");
    CHECK(programme.rows[2].status == RowStatus::delayed);
    CHECK(programme.rows[3].status == RowStatus::full);
    CHECK(programme_at(pack, "2024-03-18T15:00").rows[0].status == RowStatus::live);
}

TEST_CASE("programme: who comes late finds the event on the first page") {
    std::vector<Event> events;
    for (int i = 0; i < 9; ++i)
        events.push_back(timed("long-" + std::to_string(i), "2024-03-18T09:00", "2024-03-18T18:00"));
    events.push_back(timed("just-begun", "2024-03-18T10:20", "2024-03-18T11:00"));
    const content::Pack pack = pack_of(events);
    CHECK(ids(programme_at(pack, "2024-03-18T10:44")).front() == "just-begun");
    CHECK(ids(programme_at(pack, "2024-03-18T10:45")).front() == "long-0");
}

TEST_CASE("programme: automatic is today, else this week to Sunday, else upcoming") {
    const content::Pack pack = monday();
    CHECK(programme_at(pack, "2024-03-18T10:42", ProgrammeRange::automatic).range == ProgrammeRange::today);
    const Programme week = programme_at(pack, "2024-03-18T20:00", ProgrammeRange::automatic);
    CHECK(week.range == ProgrammeRange::week);
    CHECK(ids(week) == Ids{"reception"});
    const Programme upcoming = programme_at(pack, "2024-03-21T10:00", ProgrammeRange::automatic);
    CHECK(upcoming.range == ProgrammeRange::upcoming);
    CHECK(ids(upcoming) == Ids{"next-week"});
    CHECK(programme_at(pack, "2024-04-21T10:00", ProgrammeRange::automatic).rows.empty());
}

TEST_CASE("programme: when today has nothing more it names the first event of another day") {
    const content::Pack pack = monday();
    const Programme programme = programme_at(pack, "2024-03-18T20:00");
    CHECK(programme.rows.empty());
    REQUIRE(programme.next_day);
    CHECK(programme.next_day->event->id == "reception");
}

TEST_CASE("programme: several days say which one it is, and a day without hours is today, not live") {
    const content::Pack pack =
        pack_of({days("session", "2024-03-18", "2024-03-22"), days("consultation", "2024-03-19", "2024-03-19")});
    const Programme programme = programme_at(pack, "2024-03-19T10:00");
    CHECK(programme.rows[0].status == RowStatus::day_of);
    CHECK(programme.rows[0].day == 2);
    CHECK(programme.rows[0].days == 5);
    CHECK(programme.rows[1].status == RowStatus::today);
    for (const kiosk::ProgrammeRow& row : programme.rows)
        CHECK_FALSE(row.is_live);
    CHECK_FALSE(programme.now_line);
    CHECK(programme.to_be_confirmed == 0);
    CHECK(ids(programme_at(pack, "2024-03-23T00:00", ProgrammeRange::upcoming)).empty());
}

TEST_CASE("programme: what has no hours stands in parts of its own, below what has") {
    content::Pack pack = monday();
    pack.events.insert(pack.events.begin(), days("unknown", "2024-03-18", "2024-03-18"));
    pack.events.insert(pack.events.begin(), days("exhibition", "2024-03-16", "2024-03-20"));
    std::get<content::DaySpan>(pack.events.front().when).time_confirmed = true;
    pack.events.push_back(timed("session", "2024-03-17T10:00", "2024-03-19T18:00"));
    const Programme programme = programme_at(pack, "2024-03-18T10:42");
    CHECK(ids(programme) == Ids{"plenary", "engagement", "briefing", "committee", "exhibition", "session", "unknown"});
    CHECK(programme.now_line == 2);
    CHECK(programme.also_today == 4);
    CHECK(programme.to_be_confirmed == 6);
    CHECK(kiosk::marks_before(programme, 2) == std::vector{kiosk::ProgrammeMark::now});
    CHECK(kiosk::marks_before(programme, 3).empty());
    const Programme evening = programme_at(pack, "2024-03-18T18:04");
    CHECK(ids(evening) == Ids{"committee", "exhibition", "session", "unknown"});
    CHECK(kiosk::marks_before(evening, 1) == std::vector{kiosk::ProgrammeMark::now, kiosk::ProgrammeMark::also_today});
    const Programme night = programme_at(pack, "2024-03-18T20:00");
    CHECK_FALSE(night.now_line);
    CHECK_FALSE(night.also_today);  // nothing stands above them
    CHECK(night.to_be_confirmed == 2);
    // In another order they would be cut with what comes late: the marks move with the rows.
    Programme short_board = programme_at(pack, "2024-03-18T10:42");
    kiosk::shorten_for_attract(short_board, vienna("2024-03-18T10:42"), 5);
    CHECK(ids(short_board) == Ids{"plenary", "engagement", "briefing", "exhibition", "session"});
    CHECK(short_board.also_today == 3);
    CHECK_FALSE(short_board.to_be_confirmed);
}

TEST_CASE("programme: the day that somebody looks at has the same parts, with what has ended after them") {
    content::Pack pack = monday();
    pack.events.push_back(days("unknown", "2024-03-18", "2024-03-18"));
    pack.events.push_back(timed("early", "2024-03-18T08:00", "2024-03-18T09:00"));
    const Programme programme =
        kiosk::make_day_programme(pack, {}, date_of("2024-03-18"), vienna("2024-03-18T10:42"), true);
    CHECK(ids(programme) == Ids{"plenary", "engagement", "briefing", "committee", "unknown", "early"});
    CHECK(programme.now_line == 2);
    CHECK(programme.to_be_confirmed == 4);
    CHECK(programme.earlier == 5);
    const Programme next_day =
        kiosk::make_day_programme(pack, {}, date_of("2024-03-19"), vienna("2024-03-18T10:42"), true);
    CHECK(ids(next_day) == Ids{"reception"});
    CHECK_FALSE(next_day.to_be_confirmed);
}

TEST_CASE("programme: an event of which only the months are known is upcoming only, after what has a day") {
    const content::Pack pack = pack_of({months("course", content::Month{std::chrono::year{2024}, std::chrono::March},
                                               content::Month{std::chrono::year{2024}, std::chrono::April}),
                                        timed("talk", "2024-03-20T10:00", "2024-03-20T11:00"),
                                        timed("later", "2024-04-20T10:00", "2024-04-20T11:00")});
    CHECK(ids(programme_at(pack, "2024-03-18T10:00", ProgrammeRange::upcoming)) == Ids{"talk", "course", "later"});
    CHECK(ids(programme_at(pack, "2024-03-20T10:30", ProgrammeRange::today)) == Ids{"talk"});
    CHECK(ids(programme_at(pack, "2024-04-30T23:00", ProgrammeRange::upcoming)) == Ids{"course"});
    CHECK(ids(programme_at(pack, "2024-05-01T00:00", ProgrammeRange::upcoming)).empty());
}

TEST_CASE("programme: with an untrusted clock nothing is live, ended or relative") {
    const content::Pack pack = monday();
    for (const ProgrammeRange range : {ProgrammeRange::automatic, ProgrammeRange::today, ProgrammeRange::week}) {
        const Programme programme = kiosk::make_programme(pack, {}, range, vienna("2024-03-18T10:42"), false);
        CHECK(programme.range == ProgrammeRange::upcoming);  // nobody knows which day is today
        CHECK(programme.rows.size() == pack.events.size());
        CHECK_FALSE(programme.now_line);
        for (const kiosk::ProgrammeRow& row : programme.rows) {
            CHECK(row.status == RowStatus::none);
            CHECK_FALSE(row.is_live);
            CHECK_FALSE(row.began_before);
        }
    }
}

TEST_CASE("programme: with an untrusted clock what is certainly over is gone, and dates have the names of their days") {
    const content::Pack pack = monday();
    const Programme programme =
        kiosk::make_programme(pack, {}, ProgrammeRange::today, vienna("2024-03-18T14:00"), false);
    CHECK(ids(programme) == Ids{"committee", "reception", "next-week"});
    const auto words = kiosk::describe_row(programme.rows.front(), programme.range, vienna("2024-03-18T14:00"),
                                           pack.edition, kiosk::default_strings(), Language::en);
    CHECK(words.time == "Mon 18 Mar");
    CHECK(words.time_detail.find("15:00") != std::string::npos);
    CHECK(words.status.empty());
}

TEST_CASE("programme: on a day that somebody looks at nothing began yesterday while nobody knows which day today is") {
    const content::Pack pack = pack_of({timed("night", "2024-03-17T22:30", "2024-03-18T01:30")});
    const auto detail = [&](bool clock_trusted) {
        const Instant now = vienna("2024-03-18T00:30");
        const Programme programme = kiosk::make_day_programme(pack, {}, date_of("2024-03-18"), now, clock_trusted);
        REQUIRE(programme.rows.size() == 1);
        return kiosk::describe_row(programme.rows.front(), programme.range, now, pack.edition, kiosk::default_strings(),
                                   Language::en)
            .time_detail;
    };
    CHECK(detail(true).starts_with("yesterday"));
    CHECK(detail(false).starts_with("17 Mar"));
}

TEST_CASE("programme: an event for another group of screens or outside its window is not there") {
    content::Pack pack = monday();
    pack.events[0].groups = {"c-building"};
    pack.events[1].validity.until = vienna("2024-03-18T10:30");
    CHECK(ids(programme_at(pack, "2024-03-18T10:42")) == Ids{"briefing", "committee"});
    CHECK(kiosk::make_programme(pack, {"c-building"}, ProgrammeRange::today, vienna("2024-03-18T10:42"), true)
              .rows.size() == 3);
}

TEST_CASE("programme: too long for the attract loop, it keeps what is live or begins within three hours") {
    std::vector<Event> events;
    for (int i = 0; i < 24; ++i) {
        const std::string hour = (i < 14 ? "0" : "") + std::to_string(9 + i / 2 < 10 ? 9 : 9 + i / 2);
        events.push_back(timed("e" + std::to_string(i), "2024-03-18T" + hour.substr(hour.size() - 2) + ":00",
                               "2024-03-18T" + hour.substr(hour.size() - 2) + ":50"));
    }
    const content::Pack pack = pack_of(events);
    Programme programme = programme_at(pack, "2024-03-18T09:10");
    REQUIRE(programme.rows.size() == 24);
    kiosk::shorten_for_attract(programme, vienna("2024-03-18T09:10"), 15);
    CHECK(programme.rows.size() == 8);
    CHECK(programme.rows.back().start == vienna("2024-03-18T12:00"));
}

TEST_CASE("programme: it tells when it changes next") {
    content::Pack pack = pack_of({timed("talk", "2024-03-20T10:00", "2024-03-20T11:00")});
    CHECK(programme_at(pack, "2024-03-18T10:00:30").next_change == vienna("2024-03-19T00:00"));
    CHECK(programme_at(pack, "2024-03-20T10:00:30").next_change == vienna("2024-03-20T10:01"));
    pack.events[0].validity.from = vienna("2024-03-18T10:00:45");
    CHECK(programme_at(pack, "2024-03-18T10:00:30").next_change == vienna("2024-03-18T10:00:45"));
}
