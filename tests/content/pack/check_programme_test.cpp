#include "content/pack/check_programme.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/pack_files.h"
#include "tests/support/vienna.h"

namespace content {
namespace {

using namespace std::chrono_literals;
using sample::pack_of;

const Instant morning = sample::vienna("2024-03-18T10:00");

Event event(const std::string& id, Instant start, std::chrono::minutes length, const std::string& room) {
    Event event;
    event.id = id;
    event.texts[Language::en].title = id;
    event.texts[Language::en].room = room;
    event.when = TimedSpan{start, start + length, "Europe/Vienna"};
    return event;
}

std::vector<std::string> findings(const Pack& pack, const SourceTree& tree = {}) {
    std::vector<std::string> lines;
    for (const Finding& finding : check_programme(pack, tree))
        lines.push_back(to_string(finding));
    return lines;
}

}  // namespace

TEST_CASE("check: two events in one room at one time are named, with the line of the second") {
    SourceTree tree;
    tree.texts["events.ics"] =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:Plenary\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
        "UID:Briefing\r\nEND:VEVENT\r\n";
    const auto found = findings(
        pack_of({event("Plenary", morning, 180min, "M2"), event("Briefing", morning + 1h, 30min, "m2 ")}), tree);
    CHECK(found == std::vector<std::string>{
                       "events.ics:6: warning: \"Plenary\" and \"Briefing\" are both in m2  at 2024-03-18T11:00"});
    // One event that goes on all day meets each of the others.
    CHECK(findings(pack_of({event("a", morning, 480min, "M2"), event("b", morning + 1h, 30min, "M2"),
                            event("c", morning + 3h, 30min, "M2")}))
              .size() == 2);
}

TEST_CASE("check: events in other rooms, at other times, cancelled or online do not disturb one another") {
    const Event plenary = event("Plenary", morning, 60min, "M2");
    CHECK(findings(pack_of({plenary, event("next", morning + 1h, 60min, "M2")})).empty());
    CHECK(findings(pack_of({plenary, event("other", morning, 60min, "M3")})).empty());
    CHECK(findings(pack_of({plenary, event("no room", morning, 60min, "")})).empty());
    Event cancelled = event("cancelled", morning, 60min, "M2");
    cancelled.status = EventStatus::cancelled;
    CHECK(findings(pack_of({plenary, cancelled})).empty());
    Event online = event("online", morning, 60min, "M2");
    online.is_virtual = true;
    CHECK(findings(pack_of({plenary, online})).empty());
    Event other_floor = event("floor", morning, 60min, "M2");
    other_floor.texts[Language::en].floor = "Building C";
    CHECK(findings(pack_of({plenary, other_floor})).empty());
}

TEST_CASE("check: an event without an end is named") {
    const auto found = findings(pack_of({event("Plenary", morning, 0min, "M2")}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("\"Plenary\" begins 2024-03-18T10:00 and has no end") != std::string::npos);
    Event all_day = event("Fair", morning, 0min, "");
    all_day.when = DaySpan{*parse_date("2024-03-18"), *parse_date("2024-03-19")};
    CHECK(findings(pack_of({all_day})).empty());
    CHECK(findings(pack_of({event("a", morning, 0min, "M2"), event("b", morning, 0min, "M2")})).size() == 3);
}

TEST_CASE("check: a date far from all others is asked about") {
    std::vector<Event> events;
    for (int i = 0; i < 6; ++i)
        events.push_back(event("e" + std::to_string(i), morning + std::chrono::hours(24 * i), 60min, ""));
    CHECK(findings(pack_of(events)).empty());
    events.push_back(event("wrong year", morning - std::chrono::hours(24 * 365), 60min, ""));
    const auto found = findings(pack_of(events));
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("\"wrong year\" is on 2023-03-19") != std::string::npos);
}

}  // namespace content
