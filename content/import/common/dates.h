#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.h"

/// Dates as people write them in prose of English, French, Spanish, German, Russian, Arabic and Chinese: our own small
/// grammar.
///
///     date    = day-range | months | numeric-range
///     day     = D M [Y] | M D [Y] | D-M-Y     "18 January 2024", "Oct. 16th, 2020", "1er février", "18-Mar-26"
///     range   = D - D M [Y] | D M [Y] - D M [Y] | M D - D [Y] | M D - M D [Y]
///     months  = M Y | M - M Y                 "February and March 2024"
///     numeric = D.M.Y | D/M/Y | Y-M-D | Y/M/D "18.03.2026", "14/3/24", "2026-03-18"
///               and ranges of them            "14/03/2024 - 22/03/2024", "16.–18.03.2026"
///
/// where "-" is any dash or a word like "to", "and", "au", "al", "y", "bis", "по", "إلى", "至". Chinese has the same
/// with its units: "2026年3月18日至20日". Digits are those of any script. A year of two digits is one of this century
/// and stands in numeric dates and behind "18-Mar-" only. A month's name alone is no date.
namespace content {

/// The order of day and month in a date in digits; a day above 12 shows it.
enum class DayOrder { unsaid, day_first, month_first };

struct FoundDate {
    std::size_t begin = 0;  ///< bytes of the text, words like "from" and the weekday included
    std::size_t end = 0;
    Date first;                     ///< of months: the first day of the first
    Date last;                      ///< inclusive; of months: the last day of the last
    bool is_months = false;         ///< only months are known
    bool is_year_guessed = false;   ///< not written: the year nearest to what was given as context
    bool is_order_guessed = false;  ///< "03/04/2024": day first was taken
    DayOrder order = DayOrder::unsaid;
    bool is_list = false;  ///< "5 and 9 March": two days, between which there are others

    [[nodiscard]] Month first_month() const { return Month{first.year(), first.month()}; }
    [[nodiscard]] Month last_month() const { return Month{last.year(), last.month()}; }
};

/// All dates of `text` in their order. A year that is missing is the one that brings the date nearest to `near`;
/// without `near`, a date without a year is not found. A day that does not exist is never found.
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const std::optional<Date>& near);

}  // namespace content
