#include "content/pack/ical_zone.h"

#include <doctest/doctest.h>

#include <string>

namespace {

std::optional<content::IcalZone> zone_of(const std::string& parts) {
    const auto blocks = content::split_ical(
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Z\n" + parts + "END:VTIMEZONE\nEND:VCALENDAR\n", "test.ics");
    REQUIRE(blocks.zones.size() == 1);
    return content::read_ical_zone(blocks.zones[0]);
}

std::string part(const std::string& kind, const std::string& start, const std::string& from, const std::string& to,
                 const std::string& more = {}) {
    return "BEGIN:" + kind + "\nDTSTART:" + start + "\nTZOFFSETFROM:" + from + "\nTZOFFSETTO:" + to + "\n" +
           (more.empty() ? "" : more + "\n") + "END:" + kind + "\n";
}

/// The moment of a local time in the zone, "2024-06-18T08:00:00Z".
std::string moment(const std::string& parts, int year, unsigned month, unsigned day, int hour, int minute = 0) {
    const auto read = zone_of(parts);
    REQUIRE(read);
    const content::Date date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    return content::to_iso(read->to_instant(content::LocalTime{date, hour, minute, 0}));
}

const std::string europe =
    part("STANDARD", "19701025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU") +
    part("DAYLIGHT", "19700329T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU");

}  // namespace

TEST_CASE("ical zone: summer and winter, the hour that comes twice and the one that never comes") {
    CHECK(moment(europe, 2024, 1, 18, 10) == "2024-01-18T09:00:00Z");
    CHECK(moment(europe, 2024, 6, 18, 10) == "2024-06-18T08:00:00Z");
    CHECK(moment(europe, 2024, 3, 31, 1, 59) == "2024-03-31T00:59:00Z");
    CHECK(moment(europe, 2024, 3, 31, 3) == "2024-03-31T01:00:00Z");
    CHECK(moment(europe, 2024, 3, 31, 2, 30) == "2024-03-31T01:30:00Z");
    CHECK(moment(europe, 2024, 10, 27, 2, 30) == "2024-10-27T00:30:00Z");
    CHECK(moment(europe, 2024, 10, 27, 3) == "2024-10-27T02:00:00Z");
    CHECK(moment(europe, 1960, 6, 18, 10) == "1960-06-18T09:00:00Z");
}

TEST_CASE("ical zone: rules of all forms that programs write") {
    const auto summer = [](const std::string& rule) {
        const std::string winter =
            part("STANDARD", "19701025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU");
        return moment(winter + part("DAYLIGHT", "19700329T020000", "+0100", "+0200", rule), 2024, 6, 18, 10);
    };
    for (const char* rule :
         {"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2;BYMINUTE=0",
          "RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=3;BYDAY=-1SU",
          "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU",
          "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "RRULE:FREQ=YEARLY",
          "RRULE:FREQ=YEARLY;UNTIL=20300101T000000Z", "RRULE:FREQ=YEARLY;COUNT=100", "RDATE:20240331T020000"}) {
        CAPTURE(std::string(rule));
        CHECK(summer(rule) == "2024-06-18T08:00:00Z");
    }
    // Over before that summer.
    for (const char* rule : {"", "RRULE:FREQ=YEARLY;UNTIL=20200101T000000Z", "RRULE:FREQ=YEARLY;COUNT=3",
                             "RRULE:FREQ=YEARLY;INTERVAL=4", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}) {
        CAPTURE(std::string(rule));
        CHECK(summer(rule) == "2024-06-18T09:00:00Z");
    }
}

TEST_CASE("ical zone: intervals and counts as large as a number can be neither hang nor lead astray") {
    const std::string dead = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=";
    for (const char* interval : {"101", "65536", "2147483647"})
        CHECK_FALSE(zone_of(part("STANDARD", "19701025T030000", "+0200", "+0100", dead + interval)));
    const std::string winter =
        part("STANDARD", "19701025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU");
    for (const char* count : {"100000", "2147483647"}) {
        const std::string rule = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=" + std::string(count);
        CHECK(moment(winter + part("DAYLIGHT", "19700329T020000", "+0100", "+0200", rule), 2024, 6, 18, 10) ==
              "2024-06-18T08:00:00Z");
    }
}

TEST_CASE("ical zone: more rules and dates than any zone has are refused, as each is looked at for each event") {
    std::string many;
    for (int i = 0; i < 41; ++i)
        many += part("STANDARD", "19701025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    CHECK_FALSE(zone_of(many));
    std::string dates = "RDATE:20240331T020000";
    for (int i = 0; i < 2000; ++i)
        dates += "\nRDATE:20240331T020000";
    CHECK_FALSE(zone_of(part("STANDARD", "19701025T030000", "+0200", "+0100", dates)));
}

TEST_CASE("ical zone: what no zone has is refused") {
    for (const char* rule :
         {"RRULE:FREQ=MONTHLY", "RRULE:FREQ=YEARLY;BYMONTH=3,4;BYDAY=SU", "RRULE:FREQ=YEARLY;BYYEARDAY=3",
          "RRULE:FREQ=YEARLY;BYDAY=XX", "RRULE:nonsense", "RDATE:soon"}) {
        CAPTURE(std::string(rule));
        CHECK_FALSE(zone_of(part("STANDARD", "19701025T030000", "+0200", "+0100", rule)));
    }
    CHECK_FALSE(zone_of(""));
    CHECK_FALSE(zone_of(part("STANDARD", "19701325T030000", "+0200", "+0100")));
    CHECK_FALSE(zone_of(part("STANDARD", "19701025T030000", "+0200", "0100")));
    CHECK_FALSE(zone_of(part("STANDARD", "19701025T030000", "+9900", "+0100")));
    CHECK_FALSE(zone_of("BEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"));
    CHECK(moment(part("STANDARD", "16010101T000000", "+0300", "+0300"), 2024, 6, 18, 10) == "2024-06-18T07:00:00Z");
}
