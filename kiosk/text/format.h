#pragma once

#include <string>

#include "content/base/language.h"
#include "content/base/time.h"
#include "content/items/items.h"

/// Dates, times and durations in words, per language (ICU, with the overrides of SCENES.md 1.6: Arabic double month
/// names, Latin digits, no comma after the English weekday, Chinese ranges). Times are 24-hour, local, left-to-right
/// isolated.
namespace kiosk {

using content::Date;
using content::Instant;
using content::Language;

[[nodiscard]] std::string full_date(const Date& date, Language language);    ///< "Monday 18 March 2024"
[[nodiscard]] std::string medium_date(const Date& date, Language language);  ///< "10 December 2023"
[[nodiscard]] std::string short_date(const Date& date, Language language);   ///< "Mon 18 Mar"
[[nodiscard]] std::string day_month(const Date& date, Language language);    ///< "18 Jan"; for the time column
[[nodiscard]] std::string date_range(const Date& first, const Date& last, Language language);       ///< with year
[[nodiscard]] std::string day_month_range(const Date& first, const Date& last, Language language);  ///< "18–22 March"
[[nodiscard]] std::string month_range(const content::Month& first, const content::Month& last, Language language);
[[nodiscard]] std::string weekday(const Date& date, Language language);                   ///< "Monday"
[[nodiscard]] std::string clock_time(Instant instant, std::string_view zone);             ///< "10:42"
[[nodiscard]] std::string time_range(Instant start, Instant end, std::string_view zone);  ///< "10:00 – 13:00", LTR
/// What people call a zone's time: its city, "Vienna", in the language; the zone itself where CLDR knows no city
/// ("UTC").
[[nodiscard]] std::string zone_name(std::string_view zone, Language language);
/// "in 28 min", "in 3 h 28 min", "tomorrow", "in 8 days", "in 8 weeks" (over 21 days); SCENES.md 2.2. `from` before
/// `to`.
[[nodiscard]] std::string relative_time(Instant now, Instant to, std::string_view zone, Language language);
[[nodiscard]] std::string relative_days(int days,
                                        Language language);  ///< 0 "today", 1 "tomorrow", "in 8 days", "in 8 weeks"
[[nodiscard]] std::string language_name(Language which,
                                        Language in);  ///< "French" in English: for lists of spoken languages
[[nodiscard]] std::string join_list(const std::vector<std::string>& items,
                                    Language language);  ///< "English, French, Spanish"

}  // namespace kiosk
