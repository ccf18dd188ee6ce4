/// Updates by a clock that nobody vouches for.
#include <doctest/doctest.h>

#include <filesystem>

#include "content/clock/clock_state.h"
#include "sync/agent/update.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::SyncFixture;
using tiny_server::serve_folder;
using tiny_server::Server;

namespace {

namespace fs = std::filesystem;

/// A machine on which no time server was ever reached.
content::ClockState nobody_vouches(Instant now, Instant earliest) {
    content::ClockFacts facts;
    facts.now = now;
    facts.earliest = earliest;
    return content::judge_clock(facts);
}

}  // namespace

TEST_CASE(
    "update: a clock that nobody vouches for refuses no release as expired, in 2001 and 2040 as little as today") {
    for (const int year : {2001, 2024, 2040}) {
        CAPTURE(year);
        SyncFixture fixture;
        fixture.options.judge_clock = nobody_vouches;
        fixture.environment.time = std::chrono::sys_days(std::chrono::year(year) / 12 / 24);
        fixture.publish({{"one"}, ""});
        REQUIRE(fixture.sync());
        CHECK(fixture.shown() == "one");
        CHECK_FALSE(content::is_vouched(fixture.state.clock));
        CHECK(fixture.state.earliest == sync_test::published());
        CHECK_FALSE(fixture.state.is_success_vouched);
        fixture.publish({{"two"}, ""}, 3);
        fixture.environment.time += std::chrono::minutes(1);
        REQUIRE(fixture.sync());
        CHECK(fixture.shown() == "two");
    }
}

TEST_CASE("attack: freeze: without a vouched clock, what had expired before the newest signature or build is refused") {
    SyncFixture fixture;
    fixture.options.judge_clock = nobody_vouches;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "frozen", fs::copy_options::recursive);
    fixture.publish({{"two"}, ""}, 100);
    REQUIRE(fixture.sync());
    // The floor is lost with the folder of trust's metadata, not with its record.
    fs::remove(fixture.options.trust_folder / "metadata/timestamp.json");
    CHECK_FALSE(fixture.sync({(fixture / "frozen").string()}));
    CHECK(fixture.shown() == "two");
    SyncFixture first;
    first.options.judge_clock = nobody_vouches;
    first.publish({{"one"}, ""});
    first.options.not_before = sync_test::published() + std::chrono::days(60);
    const auto report = first.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::outdated);
}

TEST_CASE("update: once a time server is reached, expiry counts again; rollback is refused with any clock") {
    SyncFixture fixture;
    fixture.options.judge_clock = nobody_vouches;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "old", fs::copy_options::recursive);
    fixture.publish({{"two"}, ""});
    fixture.environment.time += std::chrono::days(40);
    REQUIRE(fixture.sync());
    const auto back = fixture.sync({(fixture / "old").string()});
    REQUIRE_FALSE(back);
    CHECK(back.error().code == Code::outdated);
    fixture.options.judge_clock = {};
    const auto report = fixture.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::outdated);
    CHECK(fixture.state.clock == content::ClockState::synchronised);
    CHECK(fixture.shown() == "two");
}

TEST_CASE("update: the hour for which \"unchanged\" is believed is counted by a wrong clock too") {
    SyncFixture fixture;
    fixture.options.judge_clock = nobody_vouches;
    fixture.environment.time = std::chrono::sys_days(std::chrono::year(2001) / 1 / 1);
    fixture.publish({{"one"}, ""});
    Server server(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    static_cast<void>(server.take_paths());
    REQUIRE(fixture.sync({server.url()}));
    CHECK(server.take_paths().size() == 1);
    fixture.environment.time += std::chrono::minutes(61);
    REQUIRE(fixture.sync({server.url()}));
    CHECK(server.take_paths().size() > 1);
}
