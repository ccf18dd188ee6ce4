#include "kiosk/items/countdown.h"

#include <doctest/doctest.h>

#include "tests/support/vienna.h"

using namespace kiosk;
using namespace std::chrono_literals;
using sample::vienna;
using sample::vienna_zone;
using Unit = Countdown::Unit;

namespace {

/// The end of 31 May in Vienna.
const content::Instant deadline = vienna("2024-06-01T00:00");

Countdown from(const char* now) {
    return count_down(vienna(now), deadline, vienna_zone);
}

}  // namespace

TEST_CASE("countdown: over sixty days only the date is told") {
    CHECK(from("2024-03-31T12:00").unit == Unit::date);  // 61 days
    CHECK(from("2024-04-01T00:00").unit == Unit::days);  // 60 days
    CHECK(from("2024-04-01T00:00").number == 60);
}

TEST_CASE("countdown: days are calendar days of the deadline's zone") {
    CHECK(from("2024-05-14T00:00").number == 17);
    CHECK(from("2024-05-14T23:59").number == 17);
    CHECK(from("2024-05-28T23:00").unit == Unit::days);
    CHECK(from("2024-05-28T23:00").number == 3);
    CHECK(from("2024-05-14T10:42").changes == vienna("2024-05-15T00:00"));
}

TEST_CASE("countdown: under 72 hours it counts hours, on the last day none") {
    const Countdown hours = from("2024-05-29T00:30");
    CHECK(hours.unit == Unit::hours);
    CHECK(hours.number == 71);
    CHECK(from("2024-05-31T00:00").unit == Unit::last_day);
    CHECK(from("2024-05-31T22:59").unit == Unit::last_day);
}

TEST_CASE("countdown: under an hour it counts minutes and changes each minute, never seconds") {
    const Countdown minutes = from("2024-05-31T23:00:30");
    CHECK(minutes.unit == Unit::minutes);
    CHECK(minutes.number == 59);
    CHECK(minutes.changes == vienna("2024-05-31T23:01:01"));
    CHECK(from("2024-05-31T23:59:45").number == 1);
}

TEST_CASE("countdown: the words always change after now and at the latest at the deadline") {
    for (content::Instant now = deadline - 62 * 24h; now < deadline; now += 37min + 11s) {
        const Countdown countdown = count_down(now, deadline, vienna_zone);
        REQUIRE(countdown.changes > now);
        REQUIRE(countdown.changes <= deadline);
        // Until then nothing is different.
        const Countdown before = count_down(countdown.changes - 1s, deadline, vienna_zone);
        REQUIRE(before.unit == countdown.unit);
        REQUIRE(before.number == countdown.number);
    }
}
