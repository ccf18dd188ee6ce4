#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "content/import/common/found_date.h"
#include "content/import/common/tokens.h"

/// Part of find_dates(): words that make a date less exact, weekdays that may contradict one, and years.
namespace content {

/// Months that words or numbers stand for and that begin at token `at`: "mid-March 2024", "early April", "fin mars
/// 2024", "2nd half of March 2024", "Q2 2024", "second quarter of 2024". A year that is missing is the nearest to
/// `near`. `next` is the token behind them.
[[nodiscard]] std::optional<FoundDate> parse_hedged_months(const std::vector<Token>& tokens, std::size_t at,
                                                           std::size_t& next, const std::optional<Date>& near);

/// Reads what stands around the date of the tokens from `begin` to `end`: "week of", "by" and "postponed from" before
/// it, "in" before months, weekdays before or behind it. Sets the hedge and the weekday of `date`, and moves `begin`
/// and `end` over what belongs to it, `begin` not below `least`.
void read_words_around(const std::vector<Token>& tokens, std::size_t least, std::size_t& begin, std::size_t& end,
                       FoundDate& date);

/// True for a year that is written as such and not another number.
[[nodiscard]] bool is_year(int value);

/// The year that brings that day nearest to `near`.
[[nodiscard]] int nearest_year(const Date& near, unsigned month, unsigned day);

}  // namespace content
