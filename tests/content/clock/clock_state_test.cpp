#include "content/clock/clock_state.h"

#include <doctest/doctest.h>

#include <set>

namespace {

using namespace std::chrono_literals;
using content::ClockFacts;
using content::ClockNote;
using content::ClockState;
using content::Instant;
using content::judge_clock;

const Instant signed_at = std::chrono::sys_days(std::chrono::year(2026) / 9 / 1) + 8h;

/// A machine that runs for an hour, two weeks after the newest release was signed; nobody says anything.
ClockFacts facts() {
    ClockFacts facts;
    facts.now = signed_at + 24h * 14;
    facts.earliest = signed_at;
    facts.boot = "this";
    facts.up = 1h;
    return facts;
}

TEST_CASE("clock: the kernel's word is enough, and without anybody's the clock is unconfirmed") {
    ClockFacts clock = facts();
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
    clock.is_synchronised = true;
    CHECK(judge_clock(clock) == ClockState::synchronised);
}

TEST_CASE("clock: a battery-backed clock that nobody ever checked says nothing, however plausible it is") {
    ClockFacts clock = facts();
    clock.battery = clock.now;
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
}

TEST_CASE(
    "clock: what was synchronised since the machine started goes on, until somebody sets it or 90 days are over") {
    ClockFacts clock = facts();
    clock.note = ClockNote{"this", clock.now - 50min, 10min, false};
    CHECK(judge_clock(clock) == ClockState::went_on);
    for (const auto set : {-24h, -1h, 1h, 24h * 365}) {
        ClockFacts other = clock;
        other.now += set;
        CHECK_FALSE(is_vouched(judge_clock(other)));
    }
    clock.up += content::max_unsynchronised;
    clock.now += content::max_unsynchronised;
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
}

TEST_CASE("clock: a battery keeps the time of a synchronised clock over a night, and for 90 days") {
    ClockFacts clock = facts();
    clock.note = ClockNote{"before", clock.now - 12h, 9h, true};
    CHECK(judge_clock(clock) == ClockState::unconfirmed);  // there is none
    clock.battery = clock.now - 1s;
    CHECK(judge_clock(clock) == ClockState::kept);
    clock.note->is_kept = false;  // it never had that time
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
    clock.note->is_kept = true;
    clock.note->at = clock.now - content::max_unsynchronised - 1s;
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
}

TEST_CASE("clock: one that the system has put forward while its battery is empty was not kept") {
    ClockFacts clock = facts();
    clock.note = ClockNote{"before", clock.now - 1min, 9h, true};
    clock.battery = std::chrono::sys_days(std::chrono::year(2001) / 1 / 1) + 5min;
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
    clock.battery = clock.now - 2min;
    clock.note->at = clock.now + 1h;  // and one that went back neither
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
}

TEST_CASE("clock: a person answers for the battery-backed clock, and only while the clock says the same") {
    ClockFacts clock = facts();
    clock.is_set_by_hand = true;
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
    clock.battery = clock.now + 2min;
    CHECK(judge_clock(clock) == ClockState::set_by_hand);
    clock.battery = clock.now + 2h;  // it runs in local time
    CHECK(judge_clock(clock) == ClockState::unconfirmed);
}

TEST_CASE("clock: 2001 is behind and 2040 is ahead, whatever battery, note or person say") {
    for (const int year : {1970, 2001, 2025, 2029, 2040, 2106}) {
        CAPTURE(year);
        ClockFacts clock = facts();
        clock.now = std::chrono::sys_days(std::chrono::year(year) / 1 / 1) + 1h;
        clock.battery = clock.now;
        clock.is_set_by_hand = true;
        clock.note = ClockNote{"before", clock.now - 1h, 9h, true};
        CHECK(judge_clock(clock) == (year < 2026 ? ClockState::behind : ClockState::ahead));
    }
}

TEST_CASE("clock: a synchronised clock forgives a publisher whose own was a day ahead, and no more") {
    ClockFacts clock = facts();
    clock.now = signed_at - 23h;
    CHECK(judge_clock(clock) == ClockState::behind);
    clock.is_synchronised = true;
    CHECK(judge_clock(clock) == ClockState::synchronised);
    clock.now = signed_at - 25h;
    CHECK(judge_clock(clock) == ClockState::behind);
}

TEST_CASE("clock: each state has a word and a sentence of its own, which begins with the word") {
    std::set<std::string_view> words;
    for (const ClockState state : content::clock_states) {
        words.insert(name(state));
        CHECK(describe(state).starts_with(name(state)));
    }
    CHECK(words.size() == content::clock_states.size());
}

}  // namespace
