#include "content/base/time.h"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using content::Date;
using content::LocalTime;

namespace {

Date day(int year, unsigned month, unsigned number) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(number)};
}

std::string in_utc(std::string_view local, std::string_view zone) {
    const auto instant = content::parse_instant(local, zone);
    return instant ? content::to_iso(*instant) : instant.error().message;
}

}  // namespace

TEST_CASE("time: a local time that never occurs is the same distance after the gap") {
    CHECK(in_utc("2024-03-31T02:30", "Europe/Vienna") == "2024-03-31T01:30:00Z");
    CHECK(content::to_local(*content::parse_instant("2024-03-31T01:30:00Z", "UTC"), "Europe/Vienna") ==
          LocalTime{day(2024, 3, 31), 3, 30, 0});
}

TEST_CASE("time: of a local time that occurs twice it is the earlier moment") {
    CHECK(in_utc("2024-10-27T02:30", "Europe/Vienna") == "2024-10-27T00:30:00Z");
    CHECK(in_utc("2024-11-03T01:30", "America/New_York") == "2024-11-03T05:30:00Z");
}

TEST_CASE("time: a day may begin at one o'clock, or not exist at all") {
    CHECK(content::to_iso(content::start_of_day(day(2022, 3, 27), "Asia/Beirut"), "Asia/Beirut") ==
          "2022-03-27T01:00:00+03:00");
    // Samoa had no 30 December 2011.
    CHECK(content::to_iso(content::start_of_day(day(2011, 12, 31), "Pacific/Apia")) == "2011-12-30T10:00:00Z");
    CHECK(content::start_of_day(day(2011, 12, 31), "Pacific/Apia") -
              content::start_of_day(day(2011, 12, 29), "Pacific/Apia") ==
          24h);
}

TEST_CASE("time: days with a change of clocks have 23 and 25 hours") {
    CHECK(content::start_of_day(day(2024, 4, 1), "Europe/Vienna") -
              content::start_of_day(day(2024, 3, 31), "Europe/Vienna") ==
          23h);
    CHECK(content::start_of_day(day(2024, 10, 28), "Europe/Vienna") -
              content::start_of_day(day(2024, 10, 27), "Europe/Vienna") ==
          25h);
}

TEST_CASE("time: 24:00 is the next day's midnight, also when the clocks change") {
    CHECK(in_utc("2024-02-04T24:00", "Europe/Vienna") == in_utc("2024-02-05T00:00", "Europe/Vienna"));
    CHECK(in_utc("2024-03-31T24:00", "Europe/Vienna") == "2024-03-31T22:00:00Z");
    CHECK(in_utc("2023-12-31T24:00", "UTC") == "2024-01-01T00:00:00Z");
    CHECK_FALSE(content::parse_instant("2024-02-04T24:01", "UTC").has_value());
}

TEST_CASE("time: offsets that are no whole hours are kept") {
    CHECK(in_utc("2024-01-18T10:42", "Asia/Kolkata") == "2024-01-18T05:12:00Z");
    CHECK(in_utc("2024-01-18T10:42", "Asia/Kathmandu") == "2024-01-18T04:57:00Z");
    CHECK(content::to_iso(*content::parse_instant("2024-01-18T00:00Z", "UTC"), "America/St_Johns") ==
          "2024-01-17T20:30:00-03:30");
    CHECK(in_utc("2024-01-18T10:42:05+05:45", "UTC") == "2024-01-18T04:57:05Z");
}

TEST_CASE("time: only IANA zones are known") {
    CHECK(content::is_known_zone("Europe/Vienna"));
    CHECK(content::is_known_zone("UTC"));
    for (const char* name :
         {"", "Europe/Nowhere", "GMT+3:15", "Etc/Unknown", "W. Europe Standard Time", "europe/vienna "}) {
        CAPTURE(name);
        CHECK_FALSE(content::is_known_zone(name));
    }
}

TEST_CASE("time: the zone names of calendar programs are resolved") {
    CHECK(content::resolve_zone("W. Europe Standard Time") == "Europe/Berlin");
    CHECK(content::resolve_zone("/freeassociation.sourceforge.net/Europe/Vienna") == "Europe/Vienna");
    CHECK(content::resolve_zone("/x/America/Argentina/Salta") == "America/Argentina/Salta");
    CHECK(content::resolve_zone("/Europe/Vienna") == "Europe/Vienna");
    CHECK(content::resolve_zone("/softwarestudio.org/Olson_20011030_5/America/New_York") == "America/New_York");
    CHECK(content::resolve_zone("/citadel.org/20211207_1/Europe/Vienna") == "Europe/Vienna");
    CHECK(content::resolve_zone("tzone://Microsoft/Utc") == "UTC");
    CHECK(content::resolve_zone("W. Europe") == "Europe/Berlin");
    CHECK(content::resolve_zone("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna") == "Europe/Amsterdam");
    CHECK(content::resolve_zone("(UTC-03:00) Buenos Aires") == "America/Buenos_Aires");
    CHECK(content::resolve_zone("My zone") == std::nullopt);
    CHECK(content::resolve_zone("(UTC+01:00) Nowhere") == std::nullopt);
    CHECK(content::resolve_zone("///") == std::nullopt);
}

TEST_CASE("time: dates that do not exist are refused") {
    for (const char* text :
         {"2024-02-30", "2023-02-29", "2024-13-01", "2024-1-01", "20240101", "0000-01-01", "2024-01-01x", ""}) {
        CAPTURE(text);
        CHECK_FALSE(content::parse_date(text).has_value());
    }
    CHECK(*content::parse_date("2024-02-29") == day(2024, 2, 29));
    CHECK(content::days_between(day(2024, 2, 28), day(2024, 3, 1)) == 2);
    CHECK(content::add_days(day(2023, 12, 31), 1) == day(2024, 1, 1));
    CHECK_FALSE(content::parse_month("2024-00").has_value());
    for (const char* text :
         {"2024-01-18", "2024-01-18 10:42", "2024-01-18T25:00", "2024-01-18T10:60", "2024-01-18T10:42+1:00"}) {
        CAPTURE(text);
        CHECK_FALSE(content::parse_instant(text, "UTC").has_value());
    }
}
