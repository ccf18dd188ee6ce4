#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "content/base/time.h"
#include "content/import/common/found_date.h"

/// Dates as people write them in prose of English, French, Spanish, German, Russian, Arabic and Chinese: our own small
/// grammar.
///
///     date    = day-range | months | numeric-range
///     day     = D M [Y] | M D [Y] | D-M-Y     "18 January 2024", "Oct. 16th, 2020", "1er février", "18-Mar-26"
///     range   = D - D M [Y] | D M [Y] - D M [Y] | M D - D [Y] | M D - M D [Y]
///     list    = D, D and D M [Y]              "14, 15 and 18 March 2024"
///     months  = M Y | M - M Y                 "February and March 2024"
///     hedged  = part of M [Y] | quarter Y     "mid-March 2024", "early April", "2nd half of March", "Q2 2024"
///     week    = "week of" day                 "week of 18 March 2024"
///     numeric = D.M.Y | D/M/Y | Y-M-D | Y/M/D "18.03.2026", "14/3/24", "2026-03-18"
///               and ranges of them            "14/03/2024 - 22/03/2024", "16.–18.03.2026"
///
/// where "-" is any dash or a word like "to", "and", "au", "al", "y", "bis", "по", "إلى", "至". Chinese has the same
/// with its units: "2026年3月18日至20日". Digits are those of any script. A year of two digits is one of this century
/// and stands in numeric dates and behind "18-Mar-" only. A month's name alone is no date, nor is a season.
namespace content {

/// All dates of `text` in their order. A year that is missing is the one that brings the date nearest to `near`;
/// without `near`, a date without a year is not found. A day that does not exist is never found.
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const std::optional<Date>& near);

}  // namespace content
