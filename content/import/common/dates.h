#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.h"

/// Dates as people write them in English, French and Spanish prose: our own small grammar.
///
///     date  = day-range | month-range | ISO 8601 | numeric
///     day   = D M [Y] | M D [Y]           "18 January 2024", "Oct. 16th, 2020", "1er février", "18 de enero de 2024"
///     range = D - D M [Y] | D M [Y] - D M [Y] | M D - D [Y] | M D - M D [Y]
///     month = M Y | M - M Y               "February and March 2024"
///
/// where "-" is any dash or a word like "to", "and", "au", "al", "y". A month's name alone is no date.
namespace content {

struct FoundDate {
    std::size_t begin = 0;  ///< bytes of the text, words like "from" and the weekday included
    std::size_t end = 0;
    Date first;                     ///< of months: the first day of the first
    Date last;                      ///< inclusive; of months: the last day of the last
    bool is_months = false;         ///< only months are known
    bool is_year_guessed = false;   ///< not written: the year nearest to what was given as context
    bool is_order_guessed = false;  ///< "03/04/2024": day first was taken
    bool is_list = false;           ///< "5 and 9 March": two days, between which there are others

    [[nodiscard]] Month first_month() const { return Month{first.year(), first.month()}; }
    [[nodiscard]] Month last_month() const { return Month{last.year(), last.month()}; }
};

/// All dates of `text` in their order. Without `near`, dates that lack a year are not found; days that do not exist
/// never are.
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const std::optional<Date>& near);

/// A time of day that follows a date: "midnight CET", "10:00–11:30", "5 p.m. Vienna time", "18h30 (HEC)".
struct FoundTime {
    std::size_t end = 0;  ///< bytes of the text
    int hour = 0;         ///< 24 for midnight, which after a date means the end of that day
    int minute = 0;
    std::optional<int> end_hour;
    int end_minute = 0;
    bool is_midnight = false;
    std::string zone;        ///< IANA; empty where none is written
    std::string zone_words;  ///< as written: "CET"
};

/// The time that stands in `text` directly behind byte `at`, but for commas and words like "at".
[[nodiscard]] std::optional<FoundTime> find_time(std::string_view text, std::size_t at);

/// The IANA zone of an abbreviation that is not in use for two: "CET" -> "Europe/Vienna", for which summer time counts
/// too, as its writers mean it. "EST", "EAT", "HEC", ...
[[nodiscard]] std::optional<std::string> zone_of_abbreviation(std::string_view abbreviation);

/// When "`date`, `time`" is in `zone` (unless the time has its own): midnight and 24:00 are the end of the day.
[[nodiscard]] Instant moment_of(const Date& date, const FoundTime& time, const std::string& zone);

}  // namespace content
