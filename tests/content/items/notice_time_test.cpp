#include "content/items/notice_time.h"

#include <doctest/doctest.h>

using content::clock_times;
using content::without_event_time;
using Times = std::vector<std::string>;

TEST_CASE("notice time: times of day are found in words, dates and versions are not") {
    CHECK(clock_times("Today, 13:10 – 14:00") == Times{"13:10", "14:00"});
    CHECK(clock_times("aujourd’hui à 9h30") == Times{"09:30"});
    CHECK(clock_times("今天13:10 – 14:00 · 会外活动") == Times{"13:10", "14:00"});
    CHECK(clock_times("اليوم، 13:10 – 14:00") == Times{"13:10", "14:00"});
    CHECK(clock_times("18.03.2024, 25:10, 1:2, 10:00:30, room 3, 12h") == Times{});
}

TEST_CASE("notice time: what only says when the event is goes, the rest stays") {
    for (const char* only_time :
         {"Today, 13:10 – 14:00", "13:10–14:00", "Heute, 13:10 – 14:00", "Monday 18 March 2024, 13:10 – 14:00",
          "lunes 18 de marzo de 2024, 13:10 - 14:00", "Сегодня, 13:10 – 14:00", "اليوم، 13:10 – 14:00",
          "今天13:10 – 14:00", "Today at 13:10", "13:10"}) {
        CAPTURE(only_time);
        CHECK(without_event_time(only_time).empty());
        CHECK(without_event_time(std::string(only_time) + " · Side event") == "Side event");
    }
    CHECK(without_event_time("Side event · Today, 13:10 – 14:00 · bring your badge") ==
          "Side event · bring your badge");
}

TEST_CASE("notice time: a sentence in which a time occurs stays as it is written") {
    for (const char* sentence :
         {"The plenary starts 30 minutes later because of a fire drill.", "Registration closes at 12:00 in the lobby",
          "The tour 13:10 – 14:00 is cancelled today", "Doors open at 12:30, and close at 14:00", "Room 3", ""}) {
        CAPTURE(sentence);
        CHECK(without_event_time(sentence) == sentence);
    }
}
