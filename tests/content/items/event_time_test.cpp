#include "content/items/event_time.h"

#include <doctest/doctest.h>

#include "tests/support/vienna.h"

using content::Event;
using content::EventPhase;
using content::EventTiming;
using content::Language;
using content::Pack;
using sample::pack_of;
using sample::vienna;

namespace {

Event hours(const std::string& id, std::string_view start, std::string_view end, const std::string& room = "M9") {
    Event event;
    event.id = id;
    event.texts[Language::en].title = id;
    event.texts[Language::en].room = room;
    event.when = sample::hours(start, end);
    return event;
}

Event days(const std::string& id, std::string_view first, std::string_view last, bool confirmed) {
    Event event = hours(id, "2024-03-18T00:00", "2024-03-18T00:00");
    event.when = sample::days(first, last, confirmed);
    return event;
}

EventPhase phase(const Pack& pack, std::string_view now) {
    return content::phase_of(pack.events.front(), pack, vienna(now));
}

}  // namespace

TEST_CASE("event time: with hours an event is live from its start until its end") {
    const Pack pack = pack_of({hours("talk", "2024-03-18T10:00", "2024-03-18T11:00")});
    CHECK(phase(pack, "2024-03-18T09:59:59") == EventPhase::ahead);
    CHECK(phase(pack, "2024-03-18T10:00") == EventPhase::live);
    CHECK(phase(pack, "2024-03-18T10:59:59") == EventPhase::live);
    CHECK(phase(pack, "2024-03-18T11:00") == EventPhase::over);
    CHECK(content::end_by_clock(pack.events.front()) == vienna("2024-03-18T11:00"));
}

TEST_CASE("event time: what takes a whole day, has its hours to come or takes several days is never live") {
    const Pack all_day = pack_of({days("all-day", "2024-03-18", "2024-03-18", true)});
    const Pack unknown = pack_of({days("unknown", "2024-03-18", "2024-03-18", false)});
    const Pack several = pack_of({days("several", "2024-03-16", "2024-03-20", true)});
    const Pack session = pack_of({hours("session", "2024-03-17T10:00", "2024-03-19T18:00")});
    const Pack midnights = pack_of({hours("midnights", "2024-03-18T00:00", "2024-03-19T00:00")});
    for (const Pack* pack : {&all_day, &unknown, &several, &session, &midnights}) {
        CAPTURE(pack->events.front().id);
        CHECK(phase(*pack, "2024-03-18T00:00") == EventPhase::day);
        CHECK(phase(*pack, "2024-03-18T10:42") == EventPhase::day);
        CHECK(phase(*pack, "2024-03-15T10:00") == EventPhase::ahead);
        CHECK(phase(*pack, "2024-03-21T00:00") == EventPhase::over);
    }
    CHECK(phase(session, "2024-03-17T09:59") == EventPhase::ahead);
    CHECK(phase(session, "2024-03-19T18:00") == EventPhase::over);
    CHECK(content::time_of(several.events.front(), several, vienna("2024-03-18T10:00")).days() == 5);
    CHECK(content::time_of(midnights.events.front(), midnights, vienna("2024-03-18T10:00")).days() == 1);
    CHECK_FALSE(content::end_by_clock(all_day.events.front()));
}

TEST_CASE("event time: without an end an event is live for 25 minutes, then begun, and over after two hours") {
    const Pack pack = pack_of({hours("open", "2024-03-18T10:00", "2024-03-18T10:00")});
    CHECK(phase(pack, "2024-03-18T09:59") == EventPhase::ahead);
    CHECK(phase(pack, "2024-03-18T10:00") == EventPhase::live);
    CHECK(phase(pack, "2024-03-18T10:24:59") == EventPhase::live);
    CHECK(phase(pack, "2024-03-18T10:25") == EventPhase::started);
    CHECK(phase(pack, "2024-03-18T11:59:59") == EventPhase::started);
    CHECK(phase(pack, "2024-03-18T12:00") == EventPhase::over);
    CHECK_FALSE(content::end_by_clock(pack.events.front()));
    CHECK(content::time_of(pack.events.front(), pack, vienna("2024-03-18T10:00")).timing == EventTiming::start_only);
}

TEST_CASE("event time: the next event in its room ends one without an end, but not in its first 25 minutes") {
    const Event open = hours("open", "2024-03-18T10:00", "2024-03-18T10:00");
    Pack pack = pack_of({open, hours("next", "2024-03-18T11:00", "2024-03-18T12:00")});
    CHECK(phase(pack, "2024-03-18T10:59:59") == EventPhase::started);
    CHECK(phase(pack, "2024-03-18T11:00") == EventPhase::over);
    pack.events[1] = hours("soon", "2024-03-18T10:10", "2024-03-18T12:00");
    CHECK(phase(pack, "2024-03-18T10:24:59") == EventPhase::live);
    CHECK(phase(pack, "2024-03-18T10:25") == EventPhase::over);
    pack.events[1] = hours("elsewhere", "2024-03-18T11:00", "2024-03-18T12:00", "M2");
    CHECK(phase(pack, "2024-03-18T11:30") == EventPhase::started);
    pack.events[1] = hours("at once", "2024-03-18T10:00", "2024-03-18T12:00");
    CHECK(phase(pack, "2024-03-18T11:30") == EventPhase::started);
    pack.events[1] = hours("cancelled", "2024-03-18T11:00", "2024-03-18T12:00");
    pack.events[1].status = content::EventStatus::cancelled;
    CHECK(phase(pack, "2024-03-18T11:30") == EventPhase::started);
    // Two that have no room are not in the same one.
    pack.events[0] = hours("nowhere", "2024-03-18T10:00", "2024-03-18T10:00", "");
    pack.events[1] = hours("nowhere too", "2024-03-18T11:00", "2024-03-18T12:00", "");
    CHECK(phase(pack, "2024-03-18T11:30") == EventPhase::started);
}

TEST_CASE("event time: a month is not live either, and over when it is") {
    Pack pack = pack_of({hours("course", "2024-03-18T10:00", "2024-03-18T10:00")});
    const content::Month march{std::chrono::year{2024}, std::chrono::March};
    pack.events.front().when = content::MonthSpan{march, march};
    CHECK(phase(pack, "2024-02-29T23:59") == EventPhase::ahead);
    CHECK(phase(pack, "2024-03-18T10:00") == EventPhase::day);
    CHECK(phase(pack, "2024-04-01T00:00") == EventPhase::over);
}
