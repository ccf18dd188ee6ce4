#include "sync/voice/news_clock.h"

#include <doctest/doctest.h>

using syncing::milliseconds;
using syncing::NewsClock;

TEST_CASE("news clock: from the event to verified, active and on the glass") {
    NewsClock clock;
    clock.told(milliseconds(1'000));
    clock.told(milliseconds(1'020));  // another hint of the same
    clock.verified(7, milliseconds(1'080));
    clock.active(7, milliseconds(1'200));
    CHECK(clock.awaits_glass(milliseconds(1'300)));
    clock.on_glass(6, milliseconds(1'350));  // still the former one
    clock.on_glass(7, milliseconds(1'900));
    CHECK(clock.release() == 7);
    CHECK(clock.verified_ms() == 80);
    CHECK(clock.active_ms() == 200);
    CHECK(clock.glass_ms() == 900);
    CHECK_FALSE(clock.awaits_glass(milliseconds(2'000)));
}

TEST_CASE("news clock: what happens once more later changes nothing") {
    NewsClock clock;
    clock.told(milliseconds(0));
    clock.verified(7, milliseconds(10));
    clock.active(7, milliseconds(20));
    clock.on_glass(7, milliseconds(30));
    clock.verified(7, milliseconds(5'000));
    clock.active(7, milliseconds(5'000));  // with its photos
    clock.on_glass(7, milliseconds(6'000));
    CHECK(clock.active_ms() == 20);
    CHECK(clock.glass_ms() == 30);
}

TEST_CASE("news clock: a release that came without an event, or long after one, has no times") {
    NewsClock clock;
    clock.verified(7, milliseconds(500));
    clock.active(7, milliseconds(600));
    clock.on_glass(7, milliseconds(700));
    CHECK_FALSE(clock.verified_ms());
    CHECK_FALSE(clock.active_ms());
    CHECK_FALSE(clock.glass_ms());
    CHECK_FALSE(clock.awaits_glass(milliseconds(650)));
    clock.told(milliseconds(1'000));  // of nothing
    clock.verified(8, milliseconds(62'000));
    CHECK_FALSE(clock.verified_ms());
}

TEST_CASE("news clock: an event that was of something found belongs to nothing later") {
    NewsClock clock;
    clock.told(milliseconds(1'000));
    clock.verified(7, milliseconds(1'100));
    clock.verified(8, milliseconds(1'500));
    CHECK(clock.release() == 8);
    CHECK_FALSE(clock.verified_ms());
    clock.told(milliseconds(2'000));
    clock.verified(9, milliseconds(2'040));
    CHECK(clock.verified_ms() == 40);
}

TEST_CASE("news clock: who waits for the glass stops waiting when no display takes the release") {
    NewsClock clock;
    clock.told(milliseconds(0));
    clock.verified(7, milliseconds(10));
    clock.active(7, milliseconds(20));
    CHECK(clock.awaits_glass(milliseconds(59'000)));
    CHECK_FALSE(clock.awaits_glass(milliseconds(61'000)));
}
