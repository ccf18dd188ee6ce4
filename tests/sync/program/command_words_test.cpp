#include "sync/program/command_words.h"

#include <doctest/doctest.h>

#include "tests/sync/screens/screens_desk.h"

using screens_test::monday;

TEST_CASE("commands: a day ends in the hub's zone, and a weekday is the next one, today included") {
    const auto end = [](const char* words) { return hub::end_of_day(words, monday, "Europe/Vienna"); };
    CHECK(content::to_iso(*end("2026-03-20")) == "2026-03-20T22:59:59Z");
    CHECK(content::to_iso(*end("friday")) == "2026-03-20T22:59:59Z");
    CHECK(content::to_iso(*end("FRIDAY")) == "2026-03-20T22:59:59Z");
    CHECK(content::to_iso(*end("monday")) == "2026-03-16T22:59:59Z");
    CHECK(content::to_iso(*end("sunday")) == "2026-03-22T22:59:59Z");
    for (const char* wrong : {"", "soon", "2026-02-30", "fri"})
        CHECK_FALSE(end(wrong));
}

TEST_CASE("commands: a list has one line a screen, and below it what needs attention") {
    screens_test::Machine machine('a');
    screens::Screen screen;
    screen.id = 7;
    screen.name = "Foyer M";
    screen.standing = report::Standing::named;
    screen.enrolled = monday - std::chrono::hours(1);
    screen.seen = monday - std::chrono::minutes(9);
    screen.report = machine.next(monday);
    CHECK(hub::list_words({screen}, monday, "UTC") ==
          "   7  Foyer M                       Silent since 08:51: what it shows is not known\n"
          "      ! It has not reported. Look at it, at its power and at its network.\n");
    CHECK(hub::list_words({}, monday, "UTC") == "No screen has reported to this hub.\n");
    const auto all = hub::screen_words(screen, {{"boot-1", "Model X", "10.0.0.7", monday, monday}}, monday, "UTC");
    CHECK(all.find("  on the glass    story:welcome (en), since 2026-03-16T09:00:00Z\n") != std::string::npos);
    CHECK(all.find("boot-1") != std::string::npos);
    screen.report->glass->has_visit = true;
    CHECK(hub::screen_words(screen, {}, monday, "UTC").find("story:welcome") == std::string::npos);
}
