#pragma once

#include <optional>
#include <string_view>

/// How long talks take, as schedules write it.
namespace content {

struct Duration {
    int minutes = 0;               ///< of the one reading, or of hours:minutes:seconds; seconds are dropped
    std::optional<int> with_days;  ///< of days:hours:minutes, where three numbers may be those too
};

/// "00:45", "30:00" (hours first), "45" (minutes), "1:12:00", "PT45M", "P1DT2H", "45 min", "1h30", "1 h 30 min",
/// "1.5 hours". Nothing for any other text, and for more than ten days.
[[nodiscard]] std::optional<Duration> read_duration(std::string_view text);

}  // namespace content
