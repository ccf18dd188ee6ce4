#include "kiosk/text/format.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/tznames.h>

#include <algorithm>
#include <array>
#include <memory>

#include "kiosk/text/icu_locale.h"
#include "kiosk/text/strings.h"

namespace kiosk {
namespace {

using content::Month;

/// The United Nations' Arabic names a month twice: Levantine and Egyptian (SCENES.md 1.6). CLDR knows one of them.
constexpr std::array<std::string_view, 12> arabic_months = {
    "كانون الثاني/يناير", "شباط/فبراير",        "آذار/مارس",           "نيسان/أبريل",
    "أيار/مايو",          "حزيران/يونيه",       "تموز/يوليه",          "آب/أغسطس",
    "أيلول/سبتمبر",       "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر"};

constexpr std::string_view dash = "–";
constexpr std::string_view spaced_dash = " – ";

/// What CLDR calls months and days; days begin with Sunday.
struct Names {
    std::array<std::string, 12> months;        ///< as in a date: "марта"
    std::array<std::string, 12> months_alone;  ///< "март"
    std::array<std::string, 12> months_short;
    std::array<std::string, 7> days;
    std::array<std::string, 7> days_short;
};

/// How a language writes dates. %W weekday, %w the same short, %d day, %M month, %m the same short, %L month on its
/// own, %n number of the month, %y year.
struct Patterns {
    std::string_view full, medium, brief, day_month, day_long, day, month_year;
};

constexpr std::array<Patterns, 7> date_patterns = {{
    {"%W، %d %M %y", "%d %M %y", "%W، %d %M", "%d %M", "%d %M", "%d", "%L %y"},                    // ar
    {"%y年%n月%d日%W", "%y年%n月%d日", "%n月%d日%w", "%n月%d日", "%n月%d日", "%d日", "%y年%n月"},  // zh
    {"%W %d %M %y", "%d %M %y", "%w %d %m", "%d %m", "%d %M", "%d", "%L %y"},                      // en
    {"%W %d %M %y", "%d %M %y", "%w %d %m", "%d %m", "%d %M", "%d", "%L %y"},                      // fr
    {"%W, %d %M %y г.", "%d %M %y г.", "%w, %d %m", "%d %m", "%d %M", "%d", "%L %y г."},           // ru
    {"%W, %d de %M de %y", "%d de %M de %y", "%w, %d %m", "%d %m", "%d de %M", "%d", "%L de %y"},  // es
    {"%W, %d. %M %y", "%d. %M %y", "%w, %d. %m", "%d. %m", "%d. %M", "%d.", "%L %y"},              // de
}};

const Patterns& patterns_of(Language language) {
    return date_patterns[static_cast<std::size_t>(language)];
}

template <std::size_t size>
void copy_names(const icu::UnicodeString* from, std::array<std::string, size>& to) {
    for (std::size_t i = 0; i < size; ++i)
        from[i].toUTF8String(to[i]);
}

Names read_names(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(icu_locale(language)), status);
    Names names;
    if (U_FAILURE(status)) return names;
    using Symbols = icu::DateFormatSymbols;
    int32_t count = 0;
    copy_names(symbols.getMonths(count, Symbols::FORMAT, Symbols::WIDE), names.months);
    copy_names(symbols.getMonths(count, Symbols::STANDALONE, Symbols::WIDE), names.months_alone);
    copy_names(symbols.getMonths(count, Symbols::FORMAT, Symbols::ABBREVIATED), names.months_short);
    // ICU's first weekday has the number 1.
    copy_names(symbols.getWeekdays(count, Symbols::FORMAT, Symbols::WIDE) + 1, names.days);
    copy_names(symbols.getWeekdays(count, Symbols::FORMAT, Symbols::ABBREVIATED) + 1, names.days_short);
    if (language == Language::ar) {
        for (std::size_t i = 0; i < arabic_months.size(); ++i) {
            names.months[i] = names.months_alone[i] = names.months_short[i] = arabic_months[i];
        }
    }
    return names;
}

const Names& names_of(Language language) {
    static const std::array<Names, 7> all = [] {
        std::array<Names, 7> read;
        for (const Language each : content::all_languages)
            read[static_cast<std::size_t>(each)] = read_names(each);
        return read;
    }();
    return all[static_cast<std::size_t>(language)];
}

std::string fill(std::string_view pattern, const Date& date, Language language) {
    if (!date.ok()) return content::to_iso(date);
    const Names& names = names_of(language);
    const unsigned number = static_cast<unsigned>(date.month());
    const std::size_t month = number - 1;
    const std::size_t weekday = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
    const unsigned day = static_cast<unsigned>(date.day());
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%' || i + 1 == pattern.size()) {
            text += pattern[i];
            continue;
        }
        switch (pattern[++i]) {
            case 'W': text += names.days[weekday]; break;
            case 'w': text += names.days_short[weekday]; break;
            case 'd':
                text += std::to_string(day);
                // French counts the first of a month, and the other days.
                if (language == Language::fr && day == 1) text += "er";
                break;
            case 'M': text += names.months[month]; break;
            case 'm': text += names.months_short[month]; break;
            case 'L': text += names.months_alone[month]; break;
            case 'n': text += std::to_string(number); break;
            case 'y': text += std::to_string(static_cast<int>(date.year())); break;
            default: break;
        }
    }
    return text;
}

std::string two_digits(int number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

constexpr int max_minutes = 90;  ///< then hours and minutes (SCENES.md 2.2)
constexpr int max_days = 21;     ///< then weeks (SCENES.md 2.2)

}  // namespace

std::string full_date(const Date& date, Language language) {
    return fill(patterns_of(language).full, date, language);
}

std::string medium_date(const Date& date, Language language) {
    return fill(patterns_of(language).medium, date, language);
}

std::string short_date(const Date& date, Language language) {
    return fill(patterns_of(language).brief, date, language);
}

std::string day_month(const Date& date, Language language) {
    return fill(patterns_of(language).day_month, date, language);
}

std::string date_range(const Date& first, const Date& last, Language language) {
    const Patterns& form = patterns_of(language);
    if (first == last) return fill(form.medium, first, language);
    const bool same_year = first.year() == last.year();
    const bool same_month = same_year && first.month() == last.month();
    // Chinese goes from the great to the small: what both days share stands in front.
    if (language == Language::zh) {
        const std::string_view rest = same_month ? form.day : same_year ? form.day_long : form.medium;
        return fill(form.medium, first, language) + std::string(dash) + fill(rest, last, language);
    }
    const std::string_view begin = same_month ? form.day : same_year ? form.day_long : form.medium;
    return fill(begin, first, language) + std::string(same_month ? dash : spaced_dash) +
           fill(form.medium, last, language);
}

std::string month_range(const Month& first, const Month& last, Language language) {
    const Date from = first / std::chrono::day(1);
    const Date to = last / std::chrono::day(1);
    const std::string_view with_year = patterns_of(language).month_year;
    if (first == last) return fill(with_year, from, language);
    if (language == Language::zh) {
        return fill(with_year, from, language) + std::string(dash) +
               fill(first.year() == last.year() ? "%n月" : with_year, to, language);
    }
    if (first.year() != last.year()) {
        return fill(with_year, from, language) + std::string(spaced_dash) + fill(with_year, to, language);
    }
    // Names of two words need air around the dash.
    return fill("%L", from, language) + std::string(language == Language::ar ? spaced_dash : dash) +
           fill(with_year, to, language);
}

std::string weekday(const Date& date, Language language) {
    return fill("%W", date, language);
}

std::string clock_time(Instant instant, std::string_view zone) {
    const content::LocalTime local = content::to_local(instant, zone);
    return two_digits(local.hour) + ':' + two_digits(local.minute);
}

std::string time_range(Instant start, Instant end, std::string_view zone) {
    std::string begin = clock_time(start, zone);
    if (end <= start) return begin;
    // LRI ... PDI: under Arabic the earlier time must not move to the right (SCENES.md 1.6).
    return "\u2066" + begin + std::string(spaced_dash) + clock_time(end, zone) + "\u2069";
}

std::string zone_name(std::string_view zone, Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::TimeZoneNames> names(
        icu::TimeZoneNames::createInstance(icu::Locale(icu_locale(language)), status));
    if (U_FAILURE(status) != 0 || names == nullptr) return std::string(zone);
    icu::UnicodeString city;
    names->getExemplarLocationName(
        icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<int>(zone.size()))), city);
    std::string name;
    city.toUTF8String(name);
    return name.empty() ? std::string(zone) : name;
}

std::string relative_time(Instant now, Instant to, std::string_view zone, Language language) {
    // Rounded up, so that the words agree with a clock that shows whole minutes.
    const std::int64_t seconds = std::max<std::int64_t>((to - now).count(), 0);
    const std::int64_t minutes = (seconds + 59) / 60;
    if (minutes <= max_minutes) return default_strings().get(language, "time.in_minutes", {{"minutes", minutes}});
    const int days = content::days_between(content::to_local(now, zone).date, content::to_local(to, zone).date);
    if (days > 0) return relative_days(days, language);
    const std::int64_t hours = minutes / 60;
    if (minutes % 60 == 0) return default_strings().get(language, "time.in_hours", {{"hours", hours}});
    return default_strings().get(language, "time.in_hours_minutes", {{"hours", hours}, {"minutes", minutes % 60}});
}

std::string relative_days(int days, Language language) {
    if (days <= 0) return default_strings().get(language, "time.today");
    if (days == 1) return default_strings().get(language, "time.tomorrow");
    if (days <= max_days) return default_strings().get(language, "time.in_days", {{"days", std::int64_t{days}}});
    const std::int64_t weeks = (std::int64_t{days} * 2 + 7) / 14;  // to the nearest
    return default_strings().get(language, "time.in_weeks", {{"weeks", weeks}});
}

std::string language_name(Language which, Language in) {
    icu::UnicodeString name;
    icu::Locale(std::string(content::code(which)).c_str()).getDisplayLanguage(icu::Locale(icu_locale(in)), name);
    std::string text;
    name.toUTF8String(text);
    return text;
}

std::string join_list(const std::vector<std::string>& items, Language language) {
    const std::string_view separator = language == Language::ar ? "، " : language == Language::zh ? "、" : ", ";
    std::string text;
    for (const std::string& item : items) {
        if (!text.empty()) text += separator;
        text += item;
    }
    return text;
}

}  // namespace kiosk
