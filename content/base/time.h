#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"

namespace content {

/// A moment, in UTC. Every moment in the system is one of these; a local time exists only together with its zone.
using Instant = std::chrono::sys_seconds;
/// A calendar day without a zone (an all-day event, a story's date).
using Date = std::chrono::year_month_day;
/// A calendar month without a day (an event of which only the month is known).
using Month = std::chrono::year_month;

/// Wall-clock time in a named zone.
struct LocalTime {
    Date date;
    int hour = 0;
    int minute = 0;
    int second = 0;

    bool operator==(const LocalTime&) const = default;
};

/// Whether ICU knows the IANA zone of that name ("Europe/Vienna").
[[nodiscard]] bool is_known_zone(std::string_view zone);
/// The IANA zone that a calendar means by `name`: itself, its tail ("/Europe/Vienna", "/x.org/2007/Europe/Vienna"), or
/// the zone that ICU (CLDR) gives for a name of Windows ("W. Europe Standard Time", of Lotus "W. Europe", or
/// "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna").
[[nodiscard]] std::optional<std::string> resolve_zone(std::string_view name);
[[nodiscard]] LocalTime to_local(Instant instant, std::string_view zone);
/// The earlier moment of a local time that occurs twice (DST ends); the moment the same distance after the gap for one
/// that never occurs (DST begins). RFC 5545 3.3.5.
[[nodiscard]] Instant to_instant(const LocalTime& local, std::string_view zone);
/// How often the clocks of a zone show a local time.
enum class ClockChange {
    none,      ///< once
    repeated,  ///< twice: they are set back over it
    skipped,   ///< never: they are set forward over it
};
[[nodiscard]] ClockChange clock_change_at(const LocalTime& local, std::string_view zone);
/// Midnight at the beginning of `date` in `zone`.
[[nodiscard]] Instant start_of_day(const Date& date, std::string_view zone);
/// `b - a` in calendar days.
[[nodiscard]] int days_between(const Date& a, const Date& b);
[[nodiscard]] Date add_days(const Date& date, int days);

/// ISO 8601: "2024-01-18".
[[nodiscard]] std::string to_iso(const Date& date);
/// ISO 8601: "2024-02".
[[nodiscard]] std::string to_iso(const Month& month);
/// ISO 8601 in UTC: "2024-01-18T09:42:00Z".
[[nodiscard]] std::string to_iso(Instant instant);
/// ISO 8601 with the zone's offset at that moment: "2024-01-18T10:42:00+01:00".
[[nodiscard]] std::string to_iso(Instant instant, std::string_view zone);
[[nodiscard]] Result<Date> parse_date(std::string_view text);
[[nodiscard]] Result<Month> parse_month(std::string_view text);
/// "2024-01-18T10:42[:30]" read in `zone`, or the same with "Z" or "+01:00".
[[nodiscard]] Result<Instant> parse_instant(std::string_view text, std::string_view zone);

}  // namespace content
