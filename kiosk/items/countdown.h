#pragma once

#include <string_view>

#include "content/base/time.h"

namespace kiosk {

/// How near a deadline is, in the unit that people are told (SCENES.md 2.5): the date alone over 60 days ahead, then
/// days, hours under 72 hours, "last day" on the day itself, minutes under 60 minutes. Seconds are never told.
struct Countdown {
    enum class Unit { date, days, hours, last_day, minutes };
    Unit unit = Unit::date;
    int number = 0;            ///< of days, hours or minutes
    content::Instant changes;  ///< when these words stop being true; after now, at the latest the deadline

    bool operator==(const Countdown&) const = default;
};

/// The day of a deadline in `zone`; midnight belongs to the day before.
[[nodiscard]] content::Date last_day(content::Instant deadline, std::string_view zone);
/// `now` must be before `deadline`. Days are calendar days in `zone`, up to the deadline's last_day().
[[nodiscard]] Countdown count_down(content::Instant now, content::Instant deadline, std::string_view zone);

}  // namespace kiosk
