#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "content/base/time.h"

/// A date as it was found in prose, see dates.h.
namespace content {

/// The order of day and month in a date in digits; a day above 12 shows it.
enum class DayOrder { unsaid, day_first, month_first };

/// How a date is not exact.
enum class DateHedge {
    none,
    week,      ///< "week of 18 March": some day, or days, of it
    part,      ///< "mid-March", "Q2 2024": its months are known
    deadline,  ///< "by 18 March": on that day or before
    former,    ///< "postponed from 4 March": no longer the date
};

/// The date whose day and month are written the other way round; it may not exist.
[[nodiscard]] inline Date with_day_as_month(const Date& date) {
    return Date{date.year(), std::chrono::month(static_cast<unsigned>(date.day())),
                std::chrono::day(static_cast<unsigned>(date.month()))};
}

struct FoundDate {
    std::size_t begin = 0;  ///< bytes of the text, words like "from" and the weekday included
    std::size_t end = 0;
    Date first;                     ///< of months: the first day of the first
    Date last;                      ///< inclusive; of months: the last day of the last
    bool is_months = false;         ///< only months are known
    bool is_year_guessed = false;   ///< not written: the year nearest to what was given as context
    bool is_order_guessed = false;  ///< "03/04/2024": day first was taken
    DayOrder order = DayOrder::unsaid;
    DateHedge hedge = DateHedge::none;
    /// Of a list with gaps, "5 and 9 March": its days, of which `first` and `last` are the outer ones; else empty.
    std::vector<Date> days = {};
    std::string wrong_weekday = {};  ///< the weekday that is written, folded, where that day is another; else empty

    [[nodiscard]] Month first_month() const { return Month{first.year(), first.month()}; }
    [[nodiscard]] Month last_month() const { return Month{last.year(), last.month()}; }
};

}  // namespace content
