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
    state.clock = ClockState::behind;
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
    CHECK(to_text(state).find("clock: behind\n") != std::string::npos);
}

TEST_CASE("status: a file that is none is refused") {
    CHECK_FALSE(state_from_json("[]"));
    CHECK_FALSE(state_from_json("{\"release\":1"));
    CHECK(state_from_json("{\"release\":\"x\",\"clock\":7,\"events\":1}").value().clock == ClockState::unknown);
}
