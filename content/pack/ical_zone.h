#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "content/base/time.h"
#include "content/pack/ical_lines.h"

namespace content {

/// One rule by which a zone changes its clocks: once a year, on a day of one month (RFC 5545 3.6.5).
struct IcalZoneRule {
    unsigned month = 1;
    std::vector<int> days;                        ///< BYMONTHDAY, from the end where negative; empty: any
    std::optional<std::chrono::weekday> weekday;  ///< BYDAY
    int position = 0;                             ///< of the weekday in its month, from the end where negative; 0: any
    int interval = 1;                             ///< years
    std::optional<int> count;                     ///< times, the first included
    std::optional<std::chrono::local_seconds> until;  ///< the last, as the clock shows it before the change
};

/// A STANDARD or DAYLIGHT part of a VTIMEZONE. Its moments are as the clock shows them before the change.
struct IcalZonePart {
    std::chrono::local_seconds start;
    std::chrono::seconds from{0};  ///< offset from UTC before the change
    std::chrono::seconds to{0};
    std::vector<std::chrono::local_seconds> dates;  ///< RDATE
    std::optional<IcalZoneRule> rule;
};

/// A time zone that a calendar defines itself (VTIMEZONE). libical writes all changes of such a zone out, to the year
/// 2582 where a rule never comes true, which takes seconds; here, a change is looked for from the year that is asked.
struct IcalZone {
    std::string name;  ///< TZID
    std::vector<IcalZonePart> parts;

    /// Of a local time that occurs twice the earlier moment; of one that never occurs as much after the gap.
    [[nodiscard]] Instant to_instant(const LocalTime& local) const;
    /// False for a day over a year behind the last change of a zone that has two offsets and no open rule: programs
    /// write one year along, and what came then is not said.
    [[nodiscard]] bool covers(const Date& date) const;
};

/// The zone of a VTIMEZONE; nothing for one without parts or with rules that no zone has: more often than yearly, in
/// several months, once in more than a hundred years; nor for one with more parts, rules or dates than any zone.
[[nodiscard]] std::optional<IcalZone> read_ical_zone(const IcalBlock& block);

}  // namespace content
