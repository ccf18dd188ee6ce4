#include "sync/agent/sync_state.h"

#include <doctest/doctest.h>

#include "sync/transport/environment.h"

using namespace syncing;

TEST_CASE("status: what is written is what is read, and what did not change is no news") {
    SyncState state;
    CHECK(state_from_json(to_json(state)).value() == state);
    state.last_try = Instant(std::chrono::seconds(1'800'000'000));
    state.failure = "timestamp.json: \"rollback\"\n";
    state.failure_code = Code::outdated;
    state.release = 12;
    state.clock = content::ClockState::behind;
    state.earliest = Instant(std::chrono::seconds(1'790'000'000));
    state.is_success_vouched = true;
    state.queue_bytes = 5;
    state.has_events = true;
    state.mirrors = {{"https://a/", "timestamp 12", true}, {"https://b/", "timestamp 11, behind 12", false}};
    CHECK(state_from_json(to_json(state)).value() == state);
    SyncState later = state;
    later.last_try = Instant(std::chrono::seconds(1'800'000'030));
    later.bytes_down = 182;
    CHECK_FALSE(differs_in_substance(state, later));
    later.failure = "timestamp.json: other words, as an attacker makes them";
    CHECK_FALSE(differs_in_substance(state, later));
    later.failure.clear();
    CHECK(differs_in_substance(state, later));
    CHECK(to_text(state).find("clock: behind: earlier than") != std::string::npos);
}

TEST_CASE("status: says what is known of the time and why, and by what things expire where nobody vouches for it") {
    SyncState state;
    for (const content::ClockState clock : content::clock_states) {
        state.clock = clock;
        state.earliest = Instant(std::chrono::seconds(1'800'000'000));
        const std::string text = to_text(state);
        CHECK(text.find("clock: " + std::string(content::describe(clock))) != std::string::npos);
        const bool says_what_counts = text.find("by 2027-01-15T08:00:00Z") != std::string::npos;
        CHECK(says_what_counts == !content::is_vouched(clock));
    }
}

TEST_CASE("status: a file that is none is refused") {
    CHECK_FALSE(state_from_json("[]"));
    CHECK_FALSE(state_from_json("{\"release\":1"));
    CHECK(state_from_json("{\"release\":\"x\",\"clock\":7,\"events\":1}").value().clock ==
          content::ClockState::unconfirmed);
}
