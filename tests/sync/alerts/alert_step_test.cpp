#include "sync/alerts/alert_step.h"

#include <doctest/doctest.h>

#include "tests/sync/alerts/alert_scene.h"

using namespace alerts_test;
using namespace std::chrono_literals;
using alerts::Kind;
using alerts::News;

TEST_CASE("alerts: one silent screen is one message, and one when it is back") {
    Scene scene;
    scene.hang(10);
    CHECK(words_of(scene.pass(10min)).empty());
    scene.set_reporting(3, 3, false);
    CHECK(words_of(scene.pass(10min)) == "begun silent 3");
    scene.set_reporting(3, 3, true);
    CHECK(words_of(scene.pass(10min)) == "ended silent 3");
    CHECK(words_of(scene.pass(5h)).empty());
}

TEST_CASE("alerts: forty silent screens are one message, and forty that are back are one") {
    Scene scene;
    scene.hang(20);
    scene.hang(20, "C Building");
    scene.set_reporting(1, 40, false);
    const auto begun = scene.pass(12min);
    REQUIRE(words_of(begun) == "begun outage");
    CHECK(begun.front().alert.cause.facts.at("count") == "40");
    scene.set_reporting(1, 40, true);
    const auto ended = scene.pass(12min);
    REQUIRE(words_of(ended) == "ended outage");
    CHECK(ended.front().alert.cause.facts.at("back") == "40");
    CHECK(ended.front().alert.cause.facts.at("still") == "0");
    CHECK(words_of(scene.pass(2h)).empty());
}

TEST_CASE("alerts: a screen that does not come back with the others is named when the outage ends") {
    Scene scene;
    scene.hang(40);
    scene.set_reporting(1, 40, false);
    CHECK(words_of(scene.pass(10min)) == "begun outage");
    scene.set_reporting(2, 40, true);
    const auto ended = scene.pass(10min);
    REQUIRE(words_of(ended) == "ended outage, begun silent 1");
    CHECK(ended.front().alert.cause.facts.at("back") == "39");
    CHECK(ended.front().alert.cause.facts.at("names") == "Foyer 1");
}

TEST_CASE("alerts: a place without network is told as that place, while a screen elsewhere is its own cause") {
    Scene scene;
    scene.hang(5);
    scene.hang(35, "C Building");
    scene.set_reporting(1, 5, false);
    scene.set_reporting(40, 40, false);
    CHECK(words_of(scene.pass(10min)) == "begun outage M Building, begun silent 40");
}

TEST_CASE("alerts: a screen that was silent before an outage stays its own cause") {
    Scene scene;
    scene.hang(10);
    scene.set_reporting(1, 1, false);
    CHECK(words_of(scene.pass(10min)) == "begun silent 1");
    scene.known.front().acknowledged = scene.situation.now;
    scene.set_reporting(2, 10, false);
    CHECK(words_of(scene.pass(10min)) == "begun outage");
    scene.set_reporting(2, 10, true);
    CHECK(words_of(scene.pass(10min)) == "ended outage");
    scene.set_reporting(1, 1, true);
    CHECK(words_of(scene.pass(10min)) == "ended silent 1");
}

TEST_CASE("alerts: a hub that was away tells nothing anew, and nothing is over because it was") {
    Scene scene;
    scene.hang(40);
    scene.set_reporting(7, 7, false);
    CHECK(words_of(scene.pass(10min)) == "begun silent 7");
    scene.known.front().acknowledged = scene.situation.now;
    scene.situation.now += 3h;
    scene.situation.listening = scene.situation.now;
    for (std::size_t number = 1; number <= 40; ++number)  // nobody could report to it
        REQUIRE(scene.facts(number).screen.seen < scene.situation.now - 2h);
    CHECK(words_of(scene.pass(30min)).empty());
    scene.set_reporting(7, 7, true);
    CHECK(words_of(scene.pass(10min)) == "ended silent 7");
}

TEST_CASE("alerts: nobody answers for fifteen minutes, so the second person is told, once") {
    Scene scene;
    scene.hang(1);
    scene.set_reporting(1, 1, false);
    CHECK(words_of(scene.pass(6min)) == "begun silent 1");
    CHECK(words_of(scene.pass(13min)).empty());
    CHECK(words_of(scene.pass(2min)) == "unanswered silent 1");
    CHECK(words_of(scene.pass(10h)).empty());
}

TEST_CASE("alerts: what somebody looks after goes to no second person") {
    Scene scene;
    scene.hang(1);
    scene.set_reporting(1, 1, false);
    CHECK(words_of(scene.pass(6min)) == "begun silent 1");
    scene.known.front().acknowledged = scene.situation.now;
    CHECK(words_of(scene.pass(10h)).empty());
}

TEST_CASE("alerts: a screen that comes and goes is told twice in half an hour, however often it does") {
    Scene scene;
    scene.hang(10);
    std::vector<alerts::Event> told;
    for (int i = 0; i < 20; ++i) {  // for five hours
        scene.set_reporting(1, 1, false);
        for (auto& event : scene.pass(8min))
            told.push_back(event);
        scene.set_reporting(1, 1, true);
        for (auto& event : scene.pass(7min))
            told.push_back(event);
    }
    CHECK(words_of(told) == "begun silent 1, ended silent 1, begun silent 1, unanswered silent 1");
    CHECK(told.at(2).alert.is_flapping);
    CHECK(words_of(scene.pass(40min)) == "ended silent 1");
}

TEST_CASE("alerts: a machine whose clock is set back does not end an alert too soon or keep it for ever") {
    Scene scene;
    scene.hang(10);
    scene.set_reporting(1, 1, false);
    CHECK(words_of(scene.pass(10min)) == "begun silent 1");
    scene.set_reporting(1, 1, true);
    CHECK(words_of(scene.pass(1min)).empty());
    scene.situation.now -= 2h;
    CHECK(words_of(scene.pass(1min)).empty());
    CHECK(words_of(scene.pass(3min)) == "ended silent 1");
}

TEST_CASE("morning: all forty are well, and those that are closed are not asked") {
    Scene scene;
    scene.hang(40);
    scene.facts(40).hours = daily(18, 20);
    scene.situation.now += 10s;
    const auto morning = alerts::morning_of({}, scene.situation);
    CHECK(morning.due == 39);
    CHECK(morning.well == 39);
    CHECK(morning.closed == 1);
    CHECK(morning.others.empty());
}

TEST_CASE("morning: what is not well is named, with what else is open") {
    Scene scene;
    scene.hang(3);
    scene.set_reporting(2, 2, false);
    static_cast<void>(scene.pass(10min));
    const auto morning = alerts::morning_of(scene.known, scene.situation);
    CHECK(morning.due == 3);
    CHECK(morning.well == 2);
    CHECK(morning.others == std::vector<std::string>{"Foyer 2"});
    CHECK(morning.open.size() == 1);
}

TEST_CASE("morning: its message is due once on each day of the conference, at its time where the hub is") {
    using content::Date;
    const alerts::MorningTimes times{Date(std::chrono::year(2026) / 3 / 16), Date(std::chrono::year(2026) / 3 / 17),
                                     450};
    const auto due = [&](const char* at, std::optional<Date> said = {}) {
        return alerts::morning_due(times, *content::parse_instant(at, "Europe/Vienna"), "Europe/Vienna", said);
    };
    CHECK_FALSE(due("2026-03-16T07:29:59"));
    CHECK(due("2026-03-16T07:30") == times.first_day);
    CHECK_FALSE(due("2026-03-16T07:31", times.first_day));
    CHECK(due("2026-03-16T08:29") == times.first_day);  // a hub that was away
    CHECK_FALSE(due("2026-03-16T08:30"));               // its absence was the alarm
    CHECK(due("2026-03-17T07:30", times.first_day) == times.last_day);
    CHECK_FALSE(due("2026-03-15T07:30"));
    CHECK_FALSE(due("2026-03-18T07:30"));
    CHECK_FALSE(alerts::morning_due({}, monday, "UTC", {}));
}
