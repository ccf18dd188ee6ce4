#include "kiosk/text/format.h"
#include "tests/support/vienna.h"

#include <doctest/doctest.h>

namespace {

using content::Date;
using content::Instant;
using content::Language;
using content::Month;
using sample::vienna_zone;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

Date date(int y, unsigned m, unsigned d) {
    return {year(y), month(m), day(d)};
}

struct Expected {
    Language language;
    const char* text;
};

TEST_CASE("format: full dates are those of the table, in every language") {
    for (const auto& [language, text] : std::initializer_list<Expected>{{Language::ar, "الاثنين، 18 آذار/مارس 2024"},
                                                                        {Language::zh, "2024年3月18日星期一"},
                                                                        {Language::en, "Monday 18 March 2024"},
                                                                        {Language::fr, "lundi 18 mars 2024"},
                                                                        {Language::ru, "понедельник, 18 марта 2024 г."},
                                                                        {Language::es, "lunes, 18 de marzo de 2024"},
                                                                        {Language::de, "Montag, 18. März 2024"}}) {
        CHECK(kiosk::full_date(date(2024, 3, 18), language) == text);
    }
}

TEST_CASE("format: short dates are those of the table, in every language") {
    for (const auto& [language, text] : std::initializer_list<Expected>{{Language::ar, "الاثنين، 18 آذار/مارس"},
                                                                        {Language::zh, "3月18日周一"},
                                                                        {Language::en, "Mon 18 Mar"},
                                                                        {Language::fr, "lun. 18 mars"},
                                                                        {Language::ru, "пн, 18 мар."},
                                                                        {Language::es, "lun, 18 mar"},
                                                                        {Language::de, "Mo., 18. März"}}) {
        CHECK(kiosk::short_date(date(2024, 3, 18), language) == text);
    }
}

TEST_CASE("format: ranges inside a month are those of the table, in every language") {
    for (const auto& [language, text] : std::initializer_list<Expected>{{Language::ar, "18–22 آذار/مارس 2024"},
                                                                        {Language::zh, "2024年3月18日–22日"},
                                                                        {Language::en, "18–22 March 2024"},
                                                                        {Language::fr, "18–22 mars 2024"},
                                                                        {Language::ru, "18–22 марта 2024 г."},
                                                                        {Language::es, "18–22 de marzo de 2024"},
                                                                        {Language::de, "18.–22. März 2024"}}) {
        CHECK(kiosk::date_range(date(2024, 3, 18), date(2024, 3, 22), language) == text);
    }
}

TEST_CASE("format: ranges name what their ends do not share") {
    const auto range = [](const Date& a, const Date& b, Language language) {
        return kiosk::date_range(a, b, language);
    };
    const Date march = date(2024, 3, 30);
    const Date april = date(2024, 4, 2);
    CHECK(range(march, april, Language::en) == "30 March – 2 April 2024");
    CHECK(range(march, april, Language::es) == "30 de marzo – 2 de abril de 2024");
    CHECK(range(march, april, Language::ru) == "30 марта – 2 апреля 2024 г.");
    CHECK(range(march, april, Language::de) == "30. März – 2. April 2024");
    CHECK(range(march, april, Language::zh) == "2024年3月30日–4月2日");
    CHECK(range(march, april, Language::ar) == "30 آذار/مارس – 2 نيسان/أبريل 2024");
    CHECK(range(date(2023, 12, 28), date(2024, 1, 2), Language::en) == "28 December 2023 – 2 January 2024");
    CHECK(range(date(2023, 12, 28), date(2024, 1, 2), Language::zh) == "2023年12月28日–2024年1月2日");
    CHECK(range(march, march, Language::en) == "30 March 2024");
    CHECK(range(date(2024, 3, 18), date(2024, 3, 22), Language::zh) == "2024年3月18日–22日");
    CHECK(range(date(2024, 3, 18), date(2024, 3, 22), Language::es) == "18–22 de marzo de 2024");
    CHECK(range(march, april, Language::fr) == "30 mars – 2 avril 2024");
    CHECK(range(march, march, Language::fr) == "30 mars 2024");
    CHECK(range(date(2024, 2, 1), date(2024, 2, 5), Language::fr) == "1er–5 février 2024");
}

TEST_CASE("format: medium dates and the short ones of the time column") {
    CHECK(kiosk::medium_date(date(2023, 12, 10), Language::en) == "10 December 2023");
    CHECK(kiosk::medium_date(date(2026, 12, 25), Language::ar) == "25 كانون الأول/ديسمبر 2026");
    CHECK(kiosk::medium_date(date(2024, 2, 1), Language::fr) == "1er février 2024");
    CHECK(kiosk::day_month(date(2024, 1, 18), Language::en) == "18 Jan");
    CHECK(kiosk::day_month(date(2024, 1, 18), Language::zh) == "1月18日");
    CHECK(kiosk::weekday(date(2024, 3, 18), Language::en) == "Monday");
    CHECK(kiosk::weekday(date(2024, 3, 24), Language::fr) == "dimanche");
}

TEST_CASE("format: Arabic knows twelve double months") {
    std::string before;
    for (unsigned m = 1; m <= 12; ++m) {
        const std::string text = kiosk::medium_date(date(2024, m, 1), Language::ar);
        CHECK(text.find('/') != std::string::npos);
        CHECK(text != before);
        before = text;
    }
    CHECK(kiosk::medium_date(date(2024, 6, 1), Language::ar) == "1 حزيران/يونيه 2024");
}

TEST_CASE("format: months without days") {
    const Month january = year(2024) / month(1);
    const Month february = year(2024) / month(2);
    CHECK(kiosk::month_range(january, january, Language::en) == "January 2024");
    CHECK(kiosk::month_range(january, february, Language::en) == "January–February 2024");
    CHECK(kiosk::month_range(january, february, Language::ru) == "январь–февраль 2024 г.");
    CHECK(kiosk::month_range(january, february, Language::de) == "Jänner–Februar 2024");
    CHECK(kiosk::month_range(january, february, Language::zh) == "2024年1月–2月");
    CHECK(kiosk::month_range(january, february, Language::ar) == "كانون الثاني/يناير – شباط/فبراير 2024");
    CHECK(kiosk::month_range(year(2023) / month(12), january, Language::es) == "diciembre de 2023 – enero de 2024");
}

TEST_CASE("format: clock times are local, with two digits") {
    CHECK(kiosk::clock_time(sample::vienna("2024-01-18T09:05"), vienna_zone) == "09:05");
    CHECK(kiosk::clock_time(sample::vienna("2024-07-01T12:00:00Z"), vienna_zone) == "14:00");
    CHECK(kiosk::clock_time(sample::vienna("2024-07-01T12:00:00Z"), "Asia/Kolkata") == "17:30");
    CHECK(kiosk::clock_time(Instant(std::chrono::seconds(-1)), "UTC") == "23:59");
    CHECK(kiosk::clock_time(Instant(std::chrono::seconds(253'402'300'799)), "UTC") == "23:59");
}

TEST_CASE("format: time ranges are isolated and left to right") {
    CHECK(kiosk::time_range(sample::vienna("2024-03-18T10:00"), sample::vienna("2024-03-18T13:00"), vienna_zone) ==
          "\u2066"
          "10:00 – 13:00\u2069");
    CHECK(kiosk::time_range(sample::vienna("2024-03-18T10:00"), sample::vienna("2024-03-18T10:00"), vienna_zone) ==
          "10:00");
}

TEST_CASE("format: relative times change from minutes to hours, days and weeks") {
    const Instant now = sample::vienna("2024-03-18T10:32");
    const auto relative = [&](std::string_view to, Language language = Language::en) {
        return kiosk::relative_time(now, sample::vienna(to), vienna_zone, language);
    };
    CHECK(relative("2024-03-18T11:00") == "in 28 min");
    CHECK(relative("2024-03-18T12:02") == "in 90 min");
    CHECK(relative("2024-03-18T12:03") == "in 1 h 31 min");
    CHECK(relative("2024-03-18T14:00") == "in 3 h 28 min");
    CHECK(relative("2024-03-18T14:32") == "in 4 h");
    CHECK(relative("2024-03-19T00:10") == "tomorrow");
    CHECK(relative("2024-03-26T09:00") == "in 8 days");
    CHECK(relative("2024-04-08T09:00") == "in 21 days");
    CHECK(relative("2024-04-09T09:00") == "in 3 weeks");
    CHECK(relative("2024-05-13T09:00") == "in 8 weeks");
    CHECK(relative("2024-03-18T10:32") == "in 0 min");
    CHECK(relative("2024-03-18T10:57", Language::ar).ends_with(" 25 دقيقة"));
    CHECK(relative("2024-03-18T10:57", Language::zh) == "25分钟后");
    CHECK(relative("2024-03-18T10:57", Language::ru) == "через 25 мин");
    CHECK(kiosk::relative_time(now + std::chrono::seconds(30), sample::vienna("2024-03-18T11:00"), vienna_zone,
                               Language::en) == "in 28 min");
    // Within 90 minutes midnight does not matter.
    CHECK(kiosk::relative_time(sample::vienna("2024-03-18T23:30"), sample::vienna("2024-03-19T00:15"), vienna_zone,
                               Language::en) == "in 45 min");
}

TEST_CASE("format: days counted in words") {
    CHECK(kiosk::relative_days(0, Language::en) == "today");
    CHECK(kiosk::relative_days(1, Language::fr) == "demain");
    CHECK(kiosk::relative_days(2, Language::ar).ends_with(" يومين"));
    CHECK(kiosk::relative_days(56, Language::ru) == "через 8 недель");
    CHECK(kiosk::relative_days(56, Language::de) == "in 8 Wochen");
}

TEST_CASE("format: languages are named in every language, and lists joined") {
    CHECK(kiosk::language_name(Language::fr, Language::en) == "French");
    CHECK(kiosk::language_name(Language::fr, Language::ar) == "الفرنسية");
    CHECK(kiosk::language_name(Language::zh, Language::es) == "chino");
    CHECK(kiosk::language_name(Language::en, Language::zh) == "英语");
    CHECK(kiosk::join_list({"English", "French", "Spanish"}, Language::en) == "English, French, Spanish");
    CHECK(kiosk::join_list({"a", "b"}, Language::ar) == "a، b");
    CHECK(kiosk::join_list({"英语", "法语"}, Language::zh) == "英语、法语");
    CHECK(kiosk::join_list({}, Language::en).empty());
}

}  // namespace
