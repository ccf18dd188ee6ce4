#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/import/common/dates.h"
#include "content/import/common/times.h"

namespace content {

/// Dates that stand together as one: "14 March, 16 March 2024", "14, 15 and 18 March 2024", or one date or range alone.
struct DateGroup {
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    std::vector<FoundDate> dates;  ///< in their order, none with days of its own: a list with gaps is one date a day
};

/// The dates of find_dates() but deadlines and former ones, those together that nothing separates but a comma, "and" or
/// "&". A year that only the last of them has is the year of all.
[[nodiscard]] std::vector<DateGroup> find_date_groups(std::string_view text, const std::optional<Date>& near);

/// Takes "(postponed from 4 March 2024)" out of `text`; returns it without its brackets, or nothing where there is
/// none.
[[nodiscard]] std::string take_former_date(std::string& text, const std::optional<Date>& near);

/// A period whose ends have a date and a time each: "16 March 2026, 10:00 – 18 March 2026, 17:00".
struct FoundPeriod {
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    FoundDate date;  ///< from the first day to the last
    FoundTime time;  ///< with its end, which is on the last day
};

/// The first such period of the text.
[[nodiscard]] std::optional<FoundPeriod> find_period(std::string_view text, const std::optional<Date>& near);

}  // namespace content
