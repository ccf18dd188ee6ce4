#include "content/import/common/times.h"

#include <doctest/doctest.h>

#include <string>

using content::find_time;
using content::FoundTime;

namespace {

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// "13:10-14:00 +02:00 [CEST] ...": start, end, offset, zone, and what stands behind the time.
std::string time_in(const std::string& text) {
    const auto time = find_time(text, 0);
    if (!time) return "none";
    std::string found = two_digits(time->hour) + ":" + two_digits(time->minute);
    if (time->end_hour) found += "-" + two_digits(*time->end_hour) + ":" + two_digits(time->end_minute);
    if (time->offset) found += " " + std::to_string(time->offset->count());
    if (!time->zone.empty()) found += " " + time->zone;
    if (!time->more.empty()) found += " and " + time->more;
    const std::string rest = text.substr(time->end);
    return rest.empty() ? found : found + " |" + rest;
}

}  // namespace

TEST_CASE("times: seconds are read and dropped, in either clock") {
    CHECK(time_in("9:00:00 PM") == "21:00");
    CHECK(time_in("12:00:00 AM") == "00:00");
    CHECK(time_in("12:30:00 pm") == "12:30");
    CHECK(time_in("08:15:30") == "08:15");
    CHECK(time_in("10:00:00 - 11:30:00") == "10:00-11:30");
    CHECK(time_in("10:00:00-11:30:00") == "10:00-11:30");
    CHECK(time_in("10:00:00.000") == "10:00");
}

TEST_CASE("times: offsets and Z belong to the time before them") {
    CHECK(time_in("10:00Z") == "10:00 UTC");
    CHECK(time_in("10:00:00Z") == "10:00 UTC");
    CHECK(time_in("10:00:00+02:00") == "10:00 120");
    CHECK(time_in("10:00+0530") == "10:00 330");
    CHECK(time_in("10:00:00-05:00") == "10:00 -300");
    CHECK(time_in("10:00-05:00") == "10:00-05:00");  // a range, whoever wrote it
    CHECK(time_in("15:00 (GMT+3): Webinar") == "15:00 180 |: Webinar");
    CHECK(time_in("15:00 (UTC+2)") == "15:00 120");
    CHECK(time_in("15:00 UTC-05:30") == "15:00 -330");
    CHECK(time_in("15:00-16:00 (GMT)") == "15:00-16:00 UTC");
    CHECK(time_in("15:00 (UTC+99)") == "15:00 UTC |+99)");
}

TEST_CASE("times: the half of the day that one end of a range names is the other's too") {
    CHECK(time_in("1:10-2:00 pm") == "13:10-14:00");
    CHECK(time_in("1.10–2.00 p.m.") == "13:10-14:00");
    CHECK(time_in("6:30 - 8 pm") == "18:30-20:00");
    CHECK(time_in("11:30-1 pm") == "11:30-13:00");
    CHECK(time_in("12:30-2 pm") == "12:30-14:00");
    CHECK(time_in("9-11 am") == "09:00-11:00");
    CHECK(time_in("9–5 pm") == "09:00-17:00");
    CHECK(time_in("10:30-1 am") == "22:30-01:00");
    CHECK(time_in("1:10 pm-2:00") == "13:10-14:00");
    CHECK(time_in("10 am to 1 pm") == "10:00-13:00");
    CHECK(time_in("14:00-15:00") == "14:00-15:00");
}

TEST_CASE("times: as French, Spanish and German write them") {
    CHECK(time_in(", 14 h 30 – 16 h : Atelier") == "14:30-16:00 | : Atelier");
    CHECK(time_in(", de 9 h 30 à 11 h : Réunion") == "09:30-11:00 | : Réunion");
    CHECK(time_in("13 h 10 – 14 h") == "13:10-14:00");
    CHECK(time_in("18h30 (HEC)") == "18:30 Europe/Vienna");
    CHECK(time_in("18 h") == "18:00");
    CHECK(time_in("18h 30 participants") == "18:00 | 30 participants");
    CHECK(time_in(", 13.10 a 14.00 horas: Evento") == "13:10-14:00 |: Evento");
    CHECK(time_in("um 10 Uhr") == "10:00");
    CHECK(time_in("10.30 Uhr bis 12 Uhr") == "10:30-12:00");
    CHECK(time_in("von 9:00 bis 17:00 Uhr") == "09:00-17:00");
}

TEST_CASE("times: a zone that is said twice, and marks of the reading direction, are no words") {
    CHECK(time_in("10:00 CEST, Vienna time") == "10:00 Europe/Vienna");
    CHECK(time_in("10:00 (CET)") == "10:00 Europe/Vienna");
    CHECK(time_in("5 p.m. Vienna time, Room A") == "17:00 Europe/Vienna |, Room A");
    CHECK(time_in("\u200E10:00") == "10:00");
    CHECK(time_in(", \u200F 10:00 - \u200E11:00") == "10:00-11:00");
}

TEST_CASE("times: further times of a day are told apart from the words behind them") {
    CHECK(time_in("10:00-11:00 and 14:00-15:00: Tour") == "10:00-11:00 and 14:00-15:00 |: Tour");
    CHECK(time_in("10:00 - 13:00, 15:00 - 18:00") == "10:00-13:00 and 15:00 - 18:00");
    CHECK(time_in("9 h et 14 h 30, salle A") == "09:00 and 14 h 30 |, salle A");
    CHECK(time_in("10:00, 5 people") == "10:00 |, 5 people");
    CHECK(time_in("10:00 and 5 people") == "10:00 | and 5 people");
}

TEST_CASE("times: numbers that are none") {
    for (const char* text : {"10", "2024", "10-11", "25:00", "10:60", "24:30", "16 participants", "", "pm", "3.5.2024"})
        CHECK_MESSAGE(time_in(text) == "none", text);
}

TEST_CASE("times: an offset counts from UTC, whatever the zone") {
    const content::Date day = *content::parse_date("2026-10-13");
    const auto moment = [&](const char* text) {
        return content::to_iso(content::moment_of(day, find_time(text, 0).value(), "Europe/Vienna"));
    };
    CHECK(moment("15:00") == "2026-10-13T13:00:00Z");
    CHECK(moment("15:00 (GMT+3)") == "2026-10-13T12:00:00Z");
    CHECK(moment("15:00 (UTC-5)") == "2026-10-13T20:00:00Z");
    CHECK(moment("24:00") == "2026-10-13T22:00:00Z");
}

TEST_CASE("times: as Russian, Arabic and Chinese write them") {
    CHECK(time_in(", 14:00: Мероприятие") == "14:00 |: Мероприятие");
    CHECK(time_in(", в 14 часов") == "14:00");
    CHECK(time_in(" с 10:00 до 11:30") == "10:00-11:30");
    CHECK(time_in("14 ч. 30 мин.") == "14:30");
    CHECK(time_in("в 7 часов вечера") == "19:00");
    CHECK(time_in("，下午2时30分 开幕") == "14:30 | 开幕");
    CHECK(time_in("上午10时至11时30分") == "10:00-11:30");
    CHECK(time_in("14：30—16：00") == "14:30-16:00");
    CHECK(time_in("晚上8点") == "20:00");
    CHECK(time_in("، الساعة 14:00") == "14:00");
    CHECK(time_in("من 10:00 إلى 11:30") == "10:00-11:30");
    CHECK(time_in("الساعة 2:30 مساءً") == "14:30");
    CHECK(time_in("١٤:٠٠") == "14:00");
}
