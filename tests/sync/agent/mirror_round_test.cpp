#include "sync/agent/mirror_round.h"

#include <doctest/doctest.h>

#include "sync/agent/update.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::SyncFixture;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::serve_folder;
using tiny_server::Server;

namespace {

namespace fs = std::filesystem;

const std::string mirrored_photo(200'000, 'p');

}  // namespace

TEST_CASE("mirrors: the highest valid version anywhere wins, and the state says who was asked and what it said") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "old", fs::copy_options::recursive);
    fixture.publish({{"two"}, ""});
    const std::string old = (fixture / "old").string();
    REQUIRE(fixture.sync({old, fixture.depot().string()}));
    CHECK(fixture.shown() == "two");
    REQUIRE(fixture.state.mirrors.size() == 2);
    CHECK(fixture.state.mirrors[0] == MirrorState{fixture.depot().string(), "timestamp 2", true});
    CHECK(fixture.state.mirrors[1] == MirrorState{old, "timestamp 1, behind 2", false});
    CHECK(fixture.state.mirror == fixture.depot().string());
    // Nothing new: one that is behind is no failure, and one that caught up is good again.
    auto report = fixture.sync({old, fixture.depot().string()});
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::nothing_new);
    fs::remove_all(fixture / "old");
    fs::copy(fixture.depot(), fixture / "old", fs::copy_options::recursive);
    REQUIRE(fixture.sync({old, fixture.depot().string()}));
    CHECK(fixture.state.mirrors[1] == MirrorState{old, "timestamp 2", true});
}

TEST_CASE("mirrors: who claims more than it can prove is refused, and the next one is taken") {
    SyncFixture fixture;
    SyncFixture other("RTSC");
    for (const char* words : {"a", "b", "c", "d"})
        other.publish({{words}, ""});
    fixture.publish({{"one"}, ""});
    Server liar(serve_folder(other.depot().string()));
    REQUIRE(fixture.sync({liar.url(), fixture.depot().string()}));
    CHECK(fixture.shown() == "one");
    REQUIRE(fixture.state.mirrors.size() == 2);
    CHECK(fixture.state.mirrors[1].base == liar.url() + "/");
    CHECK_FALSE(fixture.state.mirrors[1].is_good);
    CHECK_MESSAGE(fixture.state.mirrors[1].said.find("signed by 0 trusted keys") != std::string::npos,
                  fixture.state.mirrors[1].said);
    CHECK(fixture.state.failure.empty());
}

TEST_CASE("mirrors: one that drips, its metadata or its files, is left within seconds and stays last") {
    for (const std::string word : {"timestamp.json", "snapshot.json", "/photos/"}) {
        CAPTURE(word);
        SyncFixture fixture;
        fixture.http = {};
        fixture.publish({{"one"}, mirrored_photo});
        const auto drip = [](const Asked&, Connection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::string("200000\r\n\r\n"));
            while (connection.send(std::string(30, ' ')))
                connection.wait(100);  // 300 bytes a second: more than libcurl's limit
            connection.hang_up();
        };
        const auto slowly = [&](const Asked& asked, Connection& connection) {
            if (asked.path.find("/photos/") != std::string::npos) return drip(asked, connection);
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            while (connection.send(" "))
                connection.wait(100);
            connection.hang_up();
        };
        Server dripper([&, truth = serve_folder(fixture.depot().string())](const Asked& asked, Connection& connection) {
            if (asked.path.find(word) != std::string::npos) return slowly(asked, connection);
            truth(asked, connection);
        });
        Server honest(serve_folder(fixture.depot().string()));
        sync_test::LiveEnvironment environment;
        environment.time = fixture.environment.time;
        const milliseconds begin = environment.steady_now();
        const auto first = fixture.sync({dripper.url(), honest.url()}, environment);
        REQUIRE_MESSAGE(first, fixture.state.failure);
        CHECK(environment.steady_now() - begin < milliseconds(8'000));
        CHECK(fixture.shown() == "one");
        CHECK(fixture.has_photos());
        if (word == "/photos/") continue;
        CHECK(fixture.state.mirrors[1].base == dripper.url() + "/");
        CHECK_FALSE(fixture.state.mirrors[1].is_good);
        fixture.publish({{"two"}, mirrored_photo});
        const milliseconds again = environment.steady_now();
        REQUIRE(fixture.sync({dripper.url(), honest.url()}, environment));
        CHECK(environment.steady_now() - again < milliseconds(2'500));
        CHECK(fixture.shown() == "two");
    }
}
