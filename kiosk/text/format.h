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

/// "Monday 18 March 2024".
[[nodiscard]] std::string full_date(const Date& date, Language language);
/// "10 December 2023".
[[nodiscard]] std::string medium_date(const Date& date, Language language);
/// "Mon 18 Mar".
[[nodiscard]] std::string short_date(const Date& date, Language language);
/// "18 Jan", for the time column.
[[nodiscard]] std::string day_month(const Date& date, Language language);
/// "18–22 March 2024"; one day as medium_date.
[[nodiscard]] std::string date_range(const Date& first, const Date& last, Language language);
/// "March–April 2024".
[[nodiscard]] std::string month_range(const content::Month& first, const content::Month& last, Language language);
/// "Monday".
[[nodiscard]] std::string weekday(const Date& date, Language language);
/// "10:42".
[[nodiscard]] std::string clock_time(Instant instant, std::string_view zone);
/// "10:00 – 13:00", left to right under Arabic too; the start alone when `end` is not after it.
[[nodiscard]] std::string time_range(Instant start, Instant end, std::string_view zone);
/// What people call a zone's time: its city in the language ("Vienna"), or the zone itself where CLDR knows no city
/// ("UTC").
[[nodiscard]] std::string zone_name(std::string_view zone, Language language);
/// "in 28 min", "in 3 h 28 min", "tomorrow", "in 8 days", "in 8 weeks" (over 21 days; SCENES.md 2.2). `now` must not be
/// after `to`.
[[nodiscard]] std::string relative_time(Instant now, Instant to, std::string_view zone, Language language);
/// The same from whole days on: 0 is "today", 1 "tomorrow".
[[nodiscard]] std::string relative_days(int days, Language language);
/// The name of a language in another, "French" in English: for lists of spoken languages.
[[nodiscard]] std::string language_name(Language which, Language in);
/// "English, French, Spanish".
[[nodiscard]] std::string join_list(const std::vector<std::string>& items, Language language);

}  // namespace kiosk
