#include "content/items/opening_hours.h"

#include <doctest/doctest.h>

#include "tests/support/vienna.h"

using content::DayHours;
using content::opening_at;
using content::OpeningHours;
using sample::vienna;
using sample::vienna_zone;

namespace {

/// Half past seven to eight in the evening, closed at the weekend.
OpeningHours office() {
    OpeningHours hours;
    for (std::size_t day = 0; day < 5; ++day)
        hours.days.at(day) = DayHours{450, 1200};
    return hours;
}

}  // namespace

TEST_CASE("opening hours: open in them, closed at night and at the weekend, and when that changes") {
    const auto morning = opening_at(office(), vienna("2024-01-18T07:29"), vienna_zone);  // a Thursday
    CHECK_FALSE(morning.is_open);
    CHECK(morning.since == vienna("2024-01-17T20:00"));
    CHECK(morning.until == vienna("2024-01-18T07:30"));
    const auto day = opening_at(office(), vienna("2024-01-18T07:30"), vienna_zone);
    CHECK(day.is_open);
    CHECK(day.since == vienna("2024-01-18T07:30"));
    CHECK(day.until == vienna("2024-01-18T20:00"));
    const auto friday = opening_at(office(), vienna("2024-01-19T20:00"), vienna_zone);
    CHECK_FALSE(friday.is_open);
    CHECK(friday.until == vienna("2024-01-22T07:30"));
}

TEST_CASE("opening hours: those over midnight belong to the evening that they begin in") {
    OpeningHours hours;
    hours.days.at(4) = DayHours{18 * 60, 2 * 60};  // Friday
    CHECK_FALSE(opening_at(hours, vienna("2024-01-19T17:59"), vienna_zone).is_open);
    CHECK(opening_at(hours, vienna("2024-01-20T01:59"), vienna_zone).is_open);
    const auto after = opening_at(hours, vienna("2024-01-20T02:00"), vienna_zone);
    CHECK_FALSE(after.is_open);
    CHECK(after.until == vienna("2024-01-26T18:00"));
}

TEST_CASE("opening hours: days that touch are one stretch, and so is a whole week") {
    OpeningHours hours;
    hours.days.at(3) = DayHours{12 * 60, 24 * 60};
    hours.days.at(4) = DayHours{0, 6 * 60};
    CHECK(opening_at(hours, vienna("2024-01-18T23:00"), vienna_zone).until == vienna("2024-01-19T06:00"));
    for (auto& day : hours.days)
        day = DayHours{};
    CHECK(opening_at(hours, vienna("2024-01-18T23:00"), vienna_zone).is_open);
}

TEST_CASE("opening hours: on the day that the clocks change they are what the clocks on the wall show") {
    OpeningHours hours;
    hours.days.at(6) = DayHours{8 * 60, 20 * 60};
    const auto night = opening_at(hours, vienna("2024-03-31T01:00"), vienna_zone);
    CHECK(night.until == vienna("2024-03-31T08:00"));
    CHECK(*night.until - vienna("2024-03-31T01:00") == std::chrono::hours(6));
}

TEST_CASE("opening hours: where the zone is not known the screen is open") {
    CHECK(opening_at(OpeningHours{}, vienna("2024-01-18T03:00"), "").is_open);
    CHECK(opening_at(OpeningHours{}, vienna("2024-01-18T03:00"), "Mars/Olympus").is_open);
}
