#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/time.h"

/// When a screen is meant to be looked at. Not here: reading it from TOML (content/pack/read_hours.h).
namespace content {

/// From one time of day until another, in minutes since midnight; one that does not end later ends the day after.
struct DayHours {
    int from = 0;
    int until = 24 * 60;

    bool operator==(const DayHours&) const = default;
};

/// When people are there to look at a screen. The index is the weekday, 0 is Monday; none: closed on that day.
struct OpeningHours {
    std::array<std::optional<DayHours>, 7> days{};

    bool operator==(const OpeningHours&) const = default;
};

/// Short names of the days in that order.
inline constexpr std::array<std::string_view, 7> weekday_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// When a screen opens or closes.
struct OpeningState {
    bool is_open = true;
    Instant since{};                 ///< how it is since then; the beginning of time: always
    std::optional<Instant> until{};  ///< when it changes; none: never
};

/// How it is at `now` by the clocks of `zone`. Days of a clock change have the hours that the clocks on the wall show.
/// Always open where the zone is not known: nobody knows then how late it is.
[[nodiscard]] OpeningState opening_at(const OpeningHours& hours, Instant now, std::string_view zone);

/// "daily 07:30-20:00", or each day: "mon 07:30-20:00, tue closed, ...".
[[nodiscard]] std::string in_words(const OpeningHours& hours);

}  // namespace content
