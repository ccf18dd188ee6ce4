#include "kiosk/machine/known_time.h"

#include <doctest/doctest.h>

namespace {

using namespace std::chrono_literals;
using content::ClockState;
using content::Instant;
using content::Steady;
using kiosk::TimeKeeper;
using kiosk::WallTime;

const Instant built = std::chrono::sys_days(std::chrono::year(2026) / 9 / 1);
const Instant truth = built + 24h * 30;

TEST_CASE("known time: without a judge the clock is right, whatever it says") {
    TimeKeeper keeper({}, built);
    for (const WallTime wall : {WallTime(truth), WallTime(), WallTime(built - 24h * 9000)}) {
        keeper.look(wall, Steady(5), std::nullopt);
        CHECK(keeper.time(wall, Steady(7)).now == wall);
        CHECK(keeper.time(wall, Steady(7)).is_trusted);
    }
    CHECK_FALSE(keeper.state());
}

TEST_CASE("known time: what a wrong clock says is nowhere; the earliest time that it can be goes on in its place") {
    TimeKeeper keeper([](Instant, Instant) { return ClockState::unconfirmed; }, built);
    CHECK_FALSE(keeper.time(truth, Steady(0)).is_trusted);  // nobody has looked yet
    for (const int year : {1970, 2001, 2026, 2040}) {
        const WallTime wrong = std::chrono::sys_days(std::chrono::year(year) / 3 / 1);
        keeper.look(wrong, Steady(1'000), std::nullopt);
        const auto time = keeper.time(wrong, Steady(61'000));
        CHECK(time.now == built + 60s);
        CHECK_FALSE(time.is_trusted);
    }
}

TEST_CASE("known time: a newer signature makes it later, an older one never earlier") {
    TimeKeeper keeper([](Instant, Instant) { return ClockState::behind; }, built);
    keeper.look({}, Steady(0), built + 1h);
    CHECK(keeper.time({}, Steady(0)).now == built + 1h);
    keeper.look({}, Steady(60'000), built + 1h);
    CHECK(keeper.time({}, Steady(60'000)).now == built + 1h + 60s);
    keeper.look({}, Steady(120'000), built);
    CHECK(keeper.time({}, Steady(120'000)).now == built + 1h + 120s);
}

TEST_CASE("known time: when a time server is reached it is the clock's, and the judge knows how late it is at least") {
    Instant asked;
    ClockState state = ClockState::unconfirmed;
    TimeKeeper keeper(
        [&](Instant, Instant earliest) {
            asked = earliest;
            return state;
        },
        built);
    keeper.look({}, Steady(0), built + 2h);
    state = ClockState::synchronised;
    keeper.look(truth, Steady(60'000), built + 2h);
    CHECK(asked == built + 2h + 60s);
    CHECK(keeper.time(truth + 1s, Steady(61'000)).now == WallTime(truth + 1s));
    CHECK(keeper.time(truth, Steady(60'000)).is_trusted);
}

}  // namespace
