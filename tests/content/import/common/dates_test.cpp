#include "content/import/common/dates.h"

#include <doctest/doctest.h>

#include "content/import/common/date_groups.h"
#include "content/import/common/times.h"

using content::Date;

namespace {

Date day(const char* iso) {
    return *content::parse_date(iso);
}

/// "2023-12-05/2023-12-06", with "?" for a guessed year; empty for none, "2 dates" for more than one.
std::string dates_in(const char* text, const char* near = "2024-01-15") {
    const auto found = content::find_dates(text, near == nullptr ? std::nullopt : std::optional(day(near)));
    if (found.empty()) return {};
    if (found.size() > 1) return std::to_string(found.size()) + " dates";
    const auto& date = found.front();
    std::string result = date.is_months ? content::to_iso(date.first_month()) : content::to_iso(date.first);
    if (date.is_months && date.last_month() != date.first_month()) result += "/" + content::to_iso(date.last_month());
    if (!date.is_months && date.last != date.first) result += "/" + content::to_iso(date.last);
    return result + (date.is_year_guessed ? "?" : "");
}

}  // namespace

TEST_CASE("dates: days with their year, in three languages") {
    CHECK(dates_in("on December 10, 2023.") == "2023-12-10");
    CHECK(dates_in("took place on 7 September 2023.") == "2023-09-07");
    CHECK(dates_in("le 1er février 2024") == "2024-02-01");
    CHECK(dates_in("el 18 de enero de 2024") == "2024-01-18");
    CHECK(dates_in("Thursday, 18th of January, 2024") == "2024-01-18");
    CHECK(dates_in("2024-01-18") == "2024-01-18");
    CHECK(dates_in("18.01.2024") == "2024-01-18");
}

TEST_CASE("dates: ranges with every separator") {
    CHECK(dates_in("From 4 to 5 December 2023") == "2023-12-04/2023-12-05");
    CHECK(dates_in("29 January to 9 February 2024, New York") == "2024-01-29/2024-02-09");
    CHECK(dates_in("CND - 14-15 March 2024") == "2024-03-14/2024-03-15");
    CHECK(dates_in("14–15 March 2024") == "2024-03-14/2024-03-15");
    CHECK(dates_in("Oct. 16th – 18th, 2020.") == "2020-10-16/2020-10-18");
    CHECK(dates_in("du 5 au 6 décembre 2023") == "2023-12-05/2023-12-06");
    CHECK(dates_in("del 5 al 6 de diciembre de 2023") == "2023-12-05/2023-12-06");
    CHECK(dates_in("29 December to 3 January 2024") == "2023-12-29/2024-01-03");
    CHECK(dates_in("4, 5 and 6 December 2023") == "2023-12-04/2023-12-06");
    CHECK(dates_in("October 30 - November 2, 2023") == "2023-10-30/2023-11-02");
}

TEST_CASE("dates: in digits, alone and in ranges") {
    CHECK(dates_in("14/3/24") == "2024-03-14");
    CHECK(dates_in("18.03.26") == "2026-03-18");
    CHECK(dates_in("2026/3/18") == "2026-03-18");
    CHECK(dates_in("18-03-2026") == "2026-03-18");
    CHECK(dates_in("18-Mar-26") == "2026-03-18");
    CHECK(dates_in("1-Dez-2026") == "2026-12-01");
    CHECK(dates_in("14/03/2024 - 22/03/2024") == "2024-03-14/2024-03-22");
    CHECK(dates_in("14.03.2024–22.03.2024") == "2024-03-14/2024-03-22");
    CHECK(dates_in("14.03.24 to 22.03.24") == "2024-03-14/2024-03-22");
    CHECK(dates_in("14-22/03/2024") == "2024-03-14/2024-03-22");
    CHECK(dates_in("16.–18.03.2026") == "2026-03-16/2026-03-18");
    CHECK(dates_in("16. - 18.3.2026") == "2026-03-16/2026-03-18");
    CHECK(dates_in("30.03.–02.04.2024") == "2024-03-30/2024-04-02");
    CHECK(dates_in("29.12.-03.01.2024") == "2023-12-29/2024-01-03");
    CHECK(dates_in("du 14 au 22/03/2024") == "2024-03-14/2024-03-22");
    CHECK(dates_in("2024-03-14/2024-03-22") == "2024-03-14/2024-03-22");
    CHECK(dates_in("2024-03-14 to 2024-03-22") == "2024-03-14/2024-03-22");
    CHECK(dates_in("10.00.00").empty());
    CHECK(dates_in("version 1.2.345").empty());
    CHECK(dates_in("32.03.2024").empty());
    CHECK(dates_in("2024-13-01").empty());
    CHECK(dates_in("tel. 01-23-45-67").empty());
}

TEST_CASE("dates: German days have a full stop") {
    CHECK(dates_in("18. März 2026") == "2026-03-18");
    CHECK(dates_in("Montag, 16. März 2026") == "2026-03-16");
    CHECK(dates_in("14.-22. March 2024") == "2024-03-14/2024-03-22");
    CHECK(dates_in("16. bis 18. März 2026") == "2026-03-16/2026-03-18");
    CHECK(dates_in("16. und 17. Jänner 2026") == "2026-01-16/2026-01-17");
    CHECK(dates_in("30. April - 2. Mai 2026") == "2026-04-30/2026-05-02");
    CHECK(dates_in("16., 17. und 18. März 2026") == "2026-03-16/2026-03-18");
}

TEST_CASE("dates: months only") {
    CHECK(dates_in("February and March 2024") == "2024-02/2024-03");
    CHECK(dates_in("January-April 2024") == "2024-01/2024-04");
    CHECK(dates_in("JANUARY, 2024") == "2024-01");
    CHECK(dates_in("décembre 2023 à") == "2023-12");
    CHECK(dates_in("November - February 2024") == "2023-11/2024-02");
}

TEST_CASE("dates: a missing year is the nearest one") {
    CHECK(dates_in("on 5-6 December, the unit") == "2023-12-05/2023-12-06?");
    CHECK(dates_in("from 21 August to 1 September.") == "2023-08-21/2023-09-01?");
    CHECK(dates_in("5 April") == "2024-04-05?");
    CHECK(content::find_dates("5 April", std::nullopt).empty());
}

TEST_CASE("dates: what is none") {
    for (const char* text : {"the 67th CND", "in 2024", "World Drug Report 2023", "31 February 2024",
                             "They may march on", "948 participants", "page 5-6", "2023 to 2024", "SE4U", "1 to 1"}) {
        CAPTURE(text);
        CHECK(dates_in(text) == "");
    }
}

TEST_CASE("dates: several in one text stay apart") {
    CHECK(dates_in("18 January 2024 and 7 February 2024") == "2 dates");
    CHECK(dates_in("On A: 3 December 2023, midnight CET | On B: 4 February 2024, midnight CET") == "2 dates");
}

TEST_CASE("dates: of a part of a month, a quarter or half a year the months are known") {
    CHECK(dates_in("mid-March 2024") == "2024-03");
    CHECK(dates_in("early April 2026, Vienna") == "2026-04");
    CHECK(dates_in("in late May") == "2024-05?");
    CHECK(dates_in("2nd half of March 2024") == "2024-03");
    CHECK(dates_in("at the end of June 2026") == "2026-06");
    CHECK(dates_in("mi-mars 2024") == "2024-03");
    CHECK(dates_in("fin d'avril 2024") == "2024-04");
    CHECK(dates_in("a mediados de marzo de 2024") == "2024-03");
    CHECK(dates_in("Ende März 2026") == "2026-03");
    CHECK(dates_in("Q2 2024") == "2024-04/2024-06");
    CHECK(dates_in("second quarter of 2024") == "2024-04/2024-06");
    CHECK(dates_in("3e trimestre 2024") == "2024-07/2024-09");
    CHECK(dates_in("4. Quartal 2024") == "2024-10/2024-12");
    CHECK(dates_in("first half of 2026") == "2026-01/2026-06");
    CHECK(dates_in("mid-March", nullptr).empty());
    CHECK(dates_in("late March 18, 2024") == "2024-03-18");
    for (const char* text :
         {"Spring 2024", "early 2026", "Q5 2024", "summer", "the fourth session", "mid-term review"}) {
        CAPTURE(std::string(text));
        CHECK(dates_in(text) == "");
    }
    const auto found = content::find_dates("Session – mid-March 2024", std::nullopt);
    REQUIRE(found.size() == 1);
    CHECK(found[0].hedge == content::DateHedge::part);
    CHECK(std::string("Session – mid-March 2024").substr(found[0].begin) == "mid-March 2024");
}

TEST_CASE("dates: the week of a day is that week, and a deadline is marked as one") {
    const auto week = [](const std::string& text, const char* behind) {
        const auto found = content::find_dates(text, day("2024-03-01"));
        REQUIRE(found.size() == 1);
        CHECK(text.substr(found[0].begin) == behind);
        return content::to_iso(found[0].first) + "/" + content::to_iso(found[0].last) +
               (found[0].hedge == content::DateHedge::week ? " week" : "");
    };
    CHECK(week("Briefing – week of 18 March 2024", "week of 18 March 2024") == "2024-03-18/2024-03-24 week");
    CHECK(week("in the week of 20 March", "in the week of 20 March") == "2024-03-18/2024-03-24 week");
    CHECK(week("Atelier, semaine du 18 mars 2024", "semaine du 18 mars 2024") == "2024-03-18/2024-03-24 week");
    CHECK(week("la semana del 18 de marzo", "la semana del 18 de marzo") == "2024-03-18/2024-03-24 week");
    CHECK(week("Woche vom 18. März 2024", "Woche vom 18. März 2024") == "2024-03-18/2024-03-24 week");
    CHECK(week("week of Sunday 17 March 2024", "week of Sunday 17 March 2024") == "2024-03-17/2024-03-23 week");
    CHECK(week("week of 18-22 March 2024", "week of 18-22 March 2024") == "2024-03-18/2024-03-22");
    for (const char* text : {"apply by 18 March 2024", "until 18 March 2024", "avant le 18 mars 2024",
                             "hasta el 18 de marzo de 2024", "bis zum 18. März 2024"}) {
        CAPTURE(std::string(text));
        const auto found = content::find_dates(text, std::nullopt);
        REQUIRE(found.size() == 1);
        CHECK(found[0].hedge == content::DateHedge::deadline);
        CHECK(content::to_iso(found[0].first) == "2024-03-18");
    }
}

TEST_CASE("dates: a day from which something was moved is none of its days") {
    const auto days = [](const char* text) {
        std::string result;
        for (const auto& group : content::find_date_groups(text, day("2024-03-01")))
            result += content::to_iso(group.dates.front().first) +
                      (group.dates.front().first == group.dates.back().last ? " " : "+ ");
        return result;
    };
    CHECK(days("18 March 2024 (postponed from 4 March 2024)") == "2024-03-18 ");
    CHECK(days("postponed from 4 March to 18 March 2024") == "2024-03-18 ");
    CHECK(days("18 March 2024, originally scheduled for 4 March") == "2024-03-18 ");
    CHECK(days("18 March instead of 4 March 2024") == "2024-03-18 ");
    CHECK(days("le 18 mars 2024 (reportée du 4 mars)") == "2024-03-18 ");
    CHECK(days("18. März 2024 (verschoben vom 4. März)") == "2024-03-18 ");
    CHECK(days("18 de marzo de 2024 (aplazado del 4 de marzo)") == "2024-03-18 ");
    CHECK(days("postponed to 18 March 2024") == "2024-03-18 ");
    CHECK(days("from 4 to 18 March 2024") == "2024-03-04+ ");
}

TEST_CASE("dates: a weekday that contradicts is named, before the date and behind it") {
    const auto wrong = [](const char* text) {
        const auto found = content::find_dates(text, day("2024-03-01"));
        REQUIRE(found.size() == 1);
        return found[0].wrong_weekday;
    };
    CHECK(wrong("Monday, 18 March 2024") == "");
    CHECK(wrong("18 March 2024 (Monday)") == "");
    CHECK(wrong("Mo., 18.03.2024") == "");
    CHECK(wrong("lun. 18/03/2024") == "");
    CHECK(wrong("Tuesday, 18 March 2024") == "tuesday");
    CHECK(wrong("18 March 2024 (Friday)") == "friday");
    CHECK(wrong("Freitag, 18. März 2024") == "freitag");
    CHECK(wrong("Mi, 18.03.2024") == "mi");
    CHECK(wrong("from Monday 18 to Friday 22 March 2024") == "");
    CHECK(wrong("mardi 18 mars") == "mardi");
    const std::string behind = "18 March 2024 (Friday), Vienna";
    CHECK(behind.substr(content::find_dates(behind, std::nullopt).at(0).end) == ", Vienna");
    const std::string before = "Panel, Mo. 18.03.2024";
    CHECK(before.substr(content::find_dates(before, std::nullopt).at(0).begin) == "Mo. 18.03.2024");
}

TEST_CASE("dates: a list with gaps is one date a day, one without is a range") {
    const auto days = [](const char* text) {
        std::string result;
        for (const auto& group : content::find_date_groups(text, day("2024-01-15"))) {
            if (!result.empty()) result += " | ";
            for (const auto& date : group.dates) {
                result += (result.empty() || result.ends_with("| ") ? "" : " ") + content::to_iso(date.first);
                if (date.last != date.first) result += "/" + content::to_iso(date.last);
                if (date.is_year_guessed) result += "?";
            }
        }
        return result;
    };
    CHECK(days("14, 15 and 18 March 2024") == "2024-03-14 2024-03-15 2024-03-18");
    CHECK(days("14 & 16 March 2024") == "2024-03-14 2024-03-16");
    CHECK(days("14 March, 16 March 2024") == "2024-03-14 2024-03-16");
    CHECK(days("29 December, 3 January 2024") == "2023-12-29 2024-01-03");
    CHECK(days("le 14, 16 et 18 mars 2024") == "2024-03-14 2024-03-16 2024-03-18");
    CHECK(days("14., 16. und 18. März 2024") == "2024-03-14 2024-03-16 2024-03-18");
    CHECK(days("March 14 and 16, 2024") == "2024-03-14 2024-03-16");
    CHECK(days("14.03.2024, 16.03.2024 and 18.03.2024") == "2024-03-14 2024-03-16 2024-03-18");
    CHECK(days("14 and 15 March 2024") == "2024-03-14/2024-03-15");
    CHECK(days("4, 5 and 6 December 2023") == "2023-12-04/2023-12-06");
    CHECK(days("14 to 18 March 2024") == "2024-03-14/2024-03-18");
    CHECK(days("18 January 2024, midnight | 7 February 2024") == "2024-01-18 | 2024-02-07");
}

TEST_CASE("dates: midnight after a date is the end of that day, in the zone that is written") {
    const std::string text = "4 February 2024, midnight CET | more";
    const auto dates = content::find_dates(text, std::nullopt);
    REQUIRE(dates.size() == 1);
    const auto time = content::find_time(text, dates[0].end);
    REQUIRE(time);
    CHECK(time->is_midnight);
    CHECK(text.substr(0, time->end) == "4 February 2024, midnight CET");
    CHECK(content::to_iso(content::moment_of(dates[0].first, *time, "UTC")) == "2024-02-04T23:00:00Z");
    const auto midnight = content::find_time("minuit (HEC)", 0);
    REQUIRE(midnight);
    CHECK(midnight->zone == "Europe/Vienna");
}

TEST_CASE("dates: times of day in their forms") {
    const auto clock = [](const char* text) {
        const auto time = content::find_time(text, 0);
        if (!time) return std::string();
        std::string result = std::to_string(time->hour) + ":" + std::to_string(time->minute);
        if (time->end_hour) result += "-" + std::to_string(*time->end_hour) + ":" + std::to_string(time->end_minute);
        return result + (time->zone.empty() ? "" : " " + time->zone);
    };
    CHECK(clock(", 10:00–11:30 CET") == "10:0-11:30 Europe/Vienna");
    CHECK(clock("at 5 p.m. EST") == "17:0 America/New_York");
    CHECK(clock("18h30") == "18:30");
    CHECK(clock(", 23:59 Vienna time") == "23:59 Europe/Vienna");
    CHECK(clock("noon") == "12:0");
    CHECK(clock(", Vienna") == "");
    CHECK(clock(", 12 people") == "");
}

TEST_CASE("dates: Russian") {
    CHECK(dates_in("12 октября 2026 года: Открытие сессии") == "2026-10-12");
    CHECK(dates_in("во вторник, 13 октября 2026 г., 14:00") == "2026-10-13");
    CHECK(dates_in("14–16 октября", "2026-10-01") == "2026-10-14/2026-10-16?");
    CHECK(dates_in("с 30 марта по 2 апреля 2026 г.") == "2026-03-30/2026-04-02");
    CHECK(dates_in("18.03.2026 г.") == "2026-03-18");
    CHECK(dates_in("октябрь 2026 года") == "2026-10");
    CHECK(dates_in("в октябре 2026 года") == "2026-10");
    CHECK(dates_in("5 февр. 2026") == "2026-02-05");
    const std::string text = "13 октября 2026 г., 14:00";
    CHECK(text.substr(content::find_dates(text, std::nullopt).at(0).end) == ", 14:00");
}

TEST_CASE("dates: Arabic, with the names of every region and its own digits") {
    CHECK(dates_in("12 أكتوبر 2026: الافتتاح") == "2026-10-12");
    CHECK(dates_in("12 تشرين الأول/أكتوبر 2026") == "2026-10-12");
    CHECK(dates_in("٤ شباط/فبراير ٢٠٢٦") == "2026-02-04");
    CHECK(dates_in("من 14 إلى 16 آذار/مارس 2026") == "2026-03-14/2026-03-16");
    CHECK(dates_in("14 و15 مارس 2026") == "2026-03-14/2026-03-15");
    CHECK(dates_in("الثلاثاء، 13 كانون الثاني 2026") == "2026-01-13");
    CHECK(dates_in("3 أفريل 2026") == "2026-04-03");
    CHECK(dates_in("مارس 2026") == "2026-03");
}

TEST_CASE("dates: Chinese") {
    CHECK(dates_in("2026年3月18日在维也纳") == "2026-03-18");
    CHECK(dates_in("于2026年3月18日至20日举行") == "2026-03-18/2026-03-20");
    CHECK(dates_in("3月30日至4月2日", "2026-03-01") == "2026-03-30/2026-04-02?");
    CHECK(dates_in("2026年12月28日—2027年1月3日") == "2026-12-28/2027-01-03");
    CHECK(dates_in("2026年3月18-20日") == "2026-03-18/2026-03-20");
    CHECK(dates_in("２０２６年３月１８日") == "2026-03-18");
    CHECK(dates_in("2026年3月") == "2026-03");
    CHECK(dates_in("2026年3月至5月") == "2026-03/2026-05");
    CHECK(dates_in("2026年13月18日").empty());
    CHECK(dates_in("2026年2月30日").empty());
    const std::string text = "2026年3月18日（星期三）开幕式";
    CHECK(text.substr(content::find_dates(text, std::nullopt).at(0).end) == "开幕式");
    const std::string weekend = "2026年3月18日周末活动";
    CHECK(weekend.substr(content::find_dates(weekend, std::nullopt).at(0).end) == "周末活动");
}

TEST_CASE("dates: numbers and words without end hold none, and are read soon") {
    for (const std::string_view piece : {"1, ", "至", "1至", "18 to ", "1 de ", "1.", "周", "from ", "1/3-"}) {
        std::string text;
        while (text.size() < 250'000)
            text += piece;
        CHECK(content::find_dates(text, day("2024-01-15")).empty());
    }
}

TEST_CASE("dates: one end of a range shows the order of day and month of both") {
    CHECK(dates_in("03/04/2024 - 22/04/2024") == "2024-04-03/2024-04-22");
    CHECK(dates_in("03/04/2024 - 04/22/2024") == "2024-03-04/2024-04-22");
    CHECK(dates_in("03/14/2024 - 04/05/2024") == "2024-03-14/2024-04-05");
    CHECK(dates_in("13/03/2024 - 05/04/2024") == "2024-03-13/2024-04-05");
    CHECK(dates_in("03/03/2024 to 03/14/2024") == "2024-03-03/2024-03-14");
    const auto order_in = [](const char* text) { return content::find_dates(text, std::nullopt).at(0).order; };
    CHECK(order_in("14-22/03/2024") == content::DayOrder::day_first);
    CHECK(order_in("30/03-02/04/2024") == content::DayOrder::day_first);
    CHECK(order_in("03/04/2024 - 22/04/2024") == content::DayOrder::day_first);
    CHECK(order_in("03/04/2024 - 04/22/2024") == content::DayOrder::month_first);
    CHECK(order_in("03/04/2024 - 05/04/2024") == content::DayOrder::unsaid);
}
