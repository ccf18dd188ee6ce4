#include "sync/agent/update.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "content/base/descriptor.h"
#include "content/base/files.h"
#include "content/cache/search.h"
#include "sync/agent/trust_folder.h"
#include "tests/sync/agent/paths_after_news.h"
#include "tests/sync/agent/sync_fixture.h"
#include "tests/sync/agent/tiny_server.h"

using namespace syncing;
using sync_test::SyncFixture;
using tiny_server::answer;
using tiny_server::Asked;
using tiny_server::Connection;
using tiny_server::serve_folder;
using tiny_server::Server;

namespace {

namespace fs = std::filesystem;

bool says(const Result<UpdateReport>& report, std::string_view words) {
    return !report && report.error().message.find(words) != std::string::npos;
}

/// The depot truthfully, but for paths that have `word` in them.
tiny_server::Behaviour lying_about(const std::string& folder, const std::string& word, tiny_server::Behaviour lie) {
    return [truth = serve_folder(folder), word, lie = std::move(lie)](const Asked& asked, Connection& connection) {
        if (asked.path.find(word) != std::string::npos) return lie(asked, connection);
        truth(asked, connection);
    };
}

const std::string photo(200'000, 'p');

}  // namespace

TEST_CASE("update: a release is fetched, activated, and then there is nothing new") {
    SyncFixture fixture;
    fixture.publish({{"one", "two"}, photo});
    auto report = fixture.sync();
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::activated);
    CHECK(report->release == 1);
    CHECK(fixture.shown() == "one, two");
    CHECK(fixture.has_photos());
    CHECK(fixture.state.release == 1);
    CHECK(fixture.state.clock == content::ClockState::synchronised);
    CHECK(fs::is_empty(fixture / "screen/sync/downloads"));
    report = fixture.sync();
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::nothing_new);
}

TEST_CASE("update: only what changed is fetched, and nothing new costs one short answer") {
    SyncFixture fixture;
    fixture.publish({{"one", "two"}, photo});
    Server server(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    static_cast<void>(server.take_paths());
    REQUIRE(fixture.sync({server.url()}));
    CHECK(server.take_paths() == std::vector<std::string>{"/metadata/timestamp.json"});
    CHECK(fixture.state.bytes_down < 200);
    fixture.publish({{"one", "changed"}, photo});
    const auto report = fixture.sync({server.url()});
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::activated);
    for (const auto& path : server.take_paths())
        CHECK_MESSAGE(path.find("photos/") == std::string::npos, path);
    CHECK(fixture.shown() == "one, changed");
    CHECK(fixture.has_photos());
}

TEST_CASE("update: after an announcement everything that can be guessed is asked for at once") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    const auto paths = paths_after_news(fixture, "two");
    CHECK(paths.size() == 5);
    CHECK(paths[0] == "/metadata/2.root.json");
    CHECK(paths[1] == "/metadata/2.snapshot.json");
    CHECK(paths[2] == "/metadata/2.targets.json");
    CHECK(paths[3] == "/metadata/timestamp.json");
    CHECK(fixture.shown() == "two");
}

TEST_CASE(
    "update: a source that says unchanged for an hour is asked for all roles again, and so is one that has expired") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    Server server(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    // As one that was signed where the timestamp's keys are not: nothing but the new root.
    const auto timestamp = content::read_file(fixture.depot() / "metadata/timestamp.json", 1 << 14).value();
    fixture.rotate("root");
    REQUIRE(content::write_file(fixture.depot() / "metadata/timestamp.json", timestamp));
    fixture.environment.time += std::chrono::minutes(59);
    REQUIRE(fixture.sync({server.url()}));
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->root == 1);
    fixture.environment.time += std::chrono::minutes(2);
    REQUIRE(fixture.sync({server.url()}));
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->root == 2);
    fixture.environment.time += std::chrono::days(31);
    CHECK(says(fixture.sync({server.url()}), "expired"));
    CHECK(fixture.shown() == "one");
}

TEST_CASE("update: a rotation of root with the timestamp's keys at hand is noticed by the next look") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    Server server(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    fixture.rotate("root");
    REQUIRE(fixture.sync({server.url()}));
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->root == 2);
    CHECK(fixture.shown() == "one");
}

TEST_CASE("attack: rollback: an older release changes nothing, even where the stored metadata was lost") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "old", fs::copy_options::recursive);
    fixture.publish({{"two"}, ""});
    REQUIRE(fixture.sync());
    auto report = fixture.sync({(fixture / "old").string()});
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::outdated);
    for (const char* lost : {"timestamp.json", "snapshot.json", "targets.json"})
        fs::remove(fixture.options.trust_folder / "metadata" / lost);
    report = fixture.sync({(fixture / "old").string()});
    CHECK(says(report, "rollback"));
    fs::remove_all(fixture / "screen");
    fs::create_directories(fixture / "screen");
    report = fixture.sync({(fixture / "old").string()});
    CHECK(says(report, "rollback"));
    CHECK(fixture.shown() == "nothing");
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
}

TEST_CASE(
    "attack: freeze: expired metadata is refused, the display goes on, and a clock that went back does not help") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "frozen", fs::copy_options::recursive);
    fixture.publish({{"two"}, ""}, 100);
    fixture.environment.time += std::chrono::days(100);
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
    fixture.environment.time += std::chrono::days(40);
    auto report = fixture.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::outdated);
    CHECK(fixture.shown() == "two");
    fixture.environment.time = Instant{};
    REQUIRE(fixture.sync());
    CHECK(fixture.state.clock == content::ClockState::behind);
    fs::remove(fixture.options.trust_folder / "metadata/timestamp.json");
    CHECK_FALSE(fixture.sync({(fixture / "frozen").string()}));
    CHECK(fixture.shown() == "two");
}

TEST_CASE("attack: freeze: at a first start a clock that is late does not let expired metadata in") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fixture.environment.time = Instant{};
    fixture.options.not_before = sync_test::published() + std::chrono::days(60);  // its timestamp was good for 30
    const auto report = fixture.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::outdated);
    CHECK(fixture.state.clock == content::ClockState::behind);
    CHECK(fixture.shown() == "nothing");
}

TEST_CASE("update: what killed runs have left goes at the next start; what a running import has locked stays") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    const TrustFolder trust(fixture.options.trust_folder);
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    REQUIRE(::waitpid(gone, nullptr, 0) == gone);
    const std::string mark = ".tmp" + std::to_string(gone);
    fs::create_directories(fixture / "screen/sync");
    const std::vector<fs::path> left = {fixture.options.trust_folder / ("floor.json" + mark),
                                        trust.metadata() / ("timestamp.json" + mark),
                                        fixture / ("screen/sync/status.json" + mark)};
    for (const fs::path& path : left)
        std::ofstream(path) << "half";
    fs::create_directories(trust.unpacked() / "rotunda-killed/targets");
    fs::create_directories(trust.unpacked() / "rotunda-running");
    const content::Descriptor running(::open((trust.unpacked() / "rotunda-running").c_str(), O_RDONLY | O_CLOEXEC));
    REQUIRE(::flock(running.value(), LOCK_SH) == 0);
    REQUIRE(fixture.sync());
    for (const fs::path& path : left)
        CHECK_FALSE(fs::exists(path));
    CHECK_FALSE(fs::exists(trust.unpacked() / "rotunda-killed"));
    CHECK(fs::exists(trust.unpacked() / "rotunda-running"));
}

TEST_CASE("attack: a web server of somebody else: its signatures count for nothing") {
    SyncFixture fixture;
    SyncFixture other("RTSC");
    fixture.publish({{"ours"}, ""});
    REQUIRE(fixture.sync());
    other.publish({{"forged"}, ""});
    Server server(serve_folder(other.depot().string()));
    const auto report = fixture.sync({server.url()});
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::untrusted);
    for (const auto& path : server.take_paths())
        CHECK(path.find("/targets/") == std::string::npos);
    CHECK(fixture.shown() == "ours");
    CHECK(fixture.state.failure == report.error().message);
}

TEST_CASE("attack: wrong bytes from one mirror are thrown away, and the next one is asked") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    REQUIRE(fixture.sync());
    fixture.publish({{"two"}, photo + "new"});
    Server liar(lying_about(fixture.depot().string(), "/targets/", [](const Asked&, Connection& connection) {
        connection.send(answer(200, "application/octet-stream", std::string(200'003, 'X')));
    }));
    auto report = fixture.sync({liar.url()});
    REQUIRE_FALSE(report);
    CHECK(report.error().code != Code::io);
    CHECK(fixture.shown() == "one");
    Server honest(serve_folder(fixture.depot().string()));
    report = fixture.sync({liar.url(), honest.url()});
    REQUIRE(report);
    CHECK(fixture.shown() == "two");
    CHECK(fixture.has_photos());
    // Every mirror is asked for its timestamp (and at first for the next root); the rest comes from the first one.
    for (const auto& path : honest.take_paths())
        CHECK_MESSAGE((path.find("/targets/") != std::string::npos || path.ends_with("timestamp.json") ||
                       path.ends_with("2.root.json")),
                      path);
}

TEST_CASE("attack: each lie of a server, about metadata or files, leaves the former release shown") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    REQUIRE(fixture.sync());
    fixture.publish({{"two", "more"}, photo + "new"});
    for (const char* folder : {"screen", "trust"})
        fs::copy(fixture / folder, fixture / ("before-" + std::string(folder)), fs::copy_options::recursive);
    const std::map<std::string, tiny_server::Behaviour> lies = {
        {"a portal's page",
         [](const Asked&, Connection& connection) {
             connection.send(answer(200, "text/html", "<html><title>Sign in</title>"));
         }},
        {"503", [](const Asked&, Connection& connection) { connection.send(answer(503, "text/html", "<html>")); }},
        {"ten gigabytes",
         [](const Asked&, Connection& connection) {
             connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
             connection.hang_up();
         }},
        {"half an answer",
         [](const Asked&, Connection& connection) {
             connection.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"sig");
             connection.hang_up();
         }},
        {"a redirect to file://",
         [](const Asked&, Connection& connection) {
             connection.send(answer(302, "", "", {"Location: file:///etc/passwd"}));
         }},
        {"an empty answer", [](const Asked&, Connection& connection) { connection.send(answer(200, "", "")); }},
        {"nothing", [](const Asked&, Connection& connection) { connection.hang_up(); }},
    };
    for (const auto& lie : lies) {
        const std::string& name = lie.first;
        for (const std::string word :
             {"timestamp.json", "snapshot.json", "targets.json", ".index.json", "/items", "/photos"}) {
            CAPTURE(name);
            CAPTURE(word);
            for (const char* folder : {"screen", "trust"}) {
                fs::remove_all(fixture / folder);
                fs::copy(fixture / ("before-" + std::string(folder)), fixture / folder, fs::copy_options::recursive);
            }
            Server server(lying_about(fixture.depot().string(), word, lie.second));
            const auto report = fixture.sync({server.url()});
            CHECK_FALSE(report);
            CHECK_FALSE(fixture.state.failure.empty());
            // Words do not wait for photos.
            CHECK(fixture.shown() == (word == "/photos" ? "two, more" : "one"));
            CHECK(fixture.has_photos() == (word != "/photos"));
        }
    }
    CHECK(fixture.sync());
    CHECK(fixture.shown() == "two, more");
}

TEST_CASE("update: a release whose photo does not come is shown without it, and gets it when it comes") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    REQUIRE(fixture.sync());
    fixture.publish({{"two", "more"}, photo + "new"});
    Server server(lying_about(fixture.depot().string(), "/photos",
                              [](const Asked&, Connection& connection) { connection.send(answer(404, "", "")); }));
    REQUIRE_FALSE(fixture.sync({server.url()}));
    CHECK(fixture.shown() == "two, more");
    CHECK(fixture.state.release == 2);
    CHECK_FALSE(fixture.has_photos());
    CHECK(fixture.state.failure.find("photos/") != std::string::npos);
    const auto search = content::search_of_cache(fixture.options.cache);
    REQUIRE(search);
    CHECK((*search)->find("more", content::Language::en, 9).size() == 1);
    CHECK((*search)->find("one", content::Language::en, 9).empty());
    const TrustFolder trust(fixture.options.trust_folder);
    CHECK(trust.floor()->targets == 2);
    for (const char* name : {"timestamp.json", "snapshot.json", "targets.json"})
        CHECK(fs::exists(trust.metadata() / name));
    static_cast<void>(server.take_paths());
    server.set(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    CHECK(fixture.shown() == "two, more");
    CHECK(fixture.has_photos());
    for (const auto& path : server.take_paths())  // what was accepted and what had come is not fetched again
        CHECK_MESSAGE((path.find("/photos") != std::string::npos || path.ends_with("timestamp.json") ||
                       path.ends_with("root.json")),
                      path);
}

TEST_CASE("update: a release whose words do not come changes nothing that is shown") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    REQUIRE(fixture.sync());
    fixture.publish({{"two", "more"}, photo + "new"});
    Server server(lying_about(fixture.depot().string(), "/items",
                              [](const Asked&, Connection& connection) { connection.send(answer(404, "", "")); }));
    REQUIRE_FALSE(fixture.sync({server.url()}));
    CHECK(fixture.shown() == "one");
    CHECK(fixture.has_photos());
}

TEST_CASE("update: nothing becomes active while what it was accepted by cannot be written down") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    REQUIRE(fixture.sync());
    const auto floor = fixture.options.trust_folder / "floor.json";
    const std::string before = content::read_file(floor, 10'000).value();
    fixture.publish({{"two"}, photo});
    fs::remove(floor);
    fs::create_directories(floor);
    const auto report = fixture.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::io);
    CHECK(fixture.shown() == "one");
    fs::remove(floor);
    REQUIRE(content::write_file(floor, before));
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->targets == 2);
}

TEST_CASE("update: a download that is cut at any place goes on from there") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    int cuts = 0;
    Server server(lying_about(fixture.depot().string(), "/photos/", [&](const Asked& asked, Connection& connection) {
        const auto range = asked.headers.find("range");
        const auto begin = range == asked.headers.end() ? 0 : std::stoul(range->second.substr(6));
        const auto rest = std::string_view(photo).substr(begin);
        connection.send("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + std::to_string(begin) +
                        "-199999/200000\r\nContent-Length: " + std::to_string(rest.size()) + "\r\n\r\n");
        connection.send(rest.substr(0, 30'000));
        if (rest.size() > 30'000) {
            ++cuts;
            connection.hang_up();
        }
    }));
    REQUIRE(fixture.sync({server.url()}));
    CHECK(cuts == 6);
    CHECK(fixture.environment.pauses.size() == 6);
    CHECK(fixture.state.bytes_down < 215'000);
    CHECK(fixture.has_photos());
}

TEST_CASE("update: a rest of a download with wrong bytes is thrown away, and its mirror not blamed") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    fs::create_directories(fixture / "screen/sync/downloads");
    const auto name = fixture.find("targets/photos", "").substr(std::string("targets/photos/").size(), 64);
    std::ofstream(fixture / "screen/sync/downloads" / name) << "zeros after a power cut";
    std::ofstream(fixture / "screen/sync/downloads/of-another-release") << "x";
    Server server(serve_folder(fixture.depot().string()));
    REQUIRE(fixture.sync({server.url()}));
    CHECK(fixture.has_photos());
    CHECK(fs::is_empty(fixture / "screen/sync/downloads"));
}

TEST_CASE("update: a disk that is short is a clear refusal before anything is fetched") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    fixture.environment.space = 1'000'000;
    Server server(serve_folder(fixture.depot().string()));
    const auto report = fixture.sync({server.url()});
    REQUIRE(says(report, "the disk is short"));
    CHECK(report.error().code == Code::io);
    for (const auto& path : server.take_paths())
        CHECK(path.find("/targets/") == std::string::npos);
    fixture.environment.space = 100'000'000;
    CHECK(fixture.sync({server.url()}));
}

TEST_CASE("update: a release beyond the limit of this screen is refused before anything is fetched") {
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    fixture.options.release_cap = 100'000;
    const auto report = fixture.sync();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Code::too_large);
    CHECK(fixture.shown() == "nothing");
}

TEST_CASE("update: changed keys of any role are followed, however many changes were slept through") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    REQUIRE(fixture.sync());
    for (const char* role : {"timestamp", "targets", "snapshot", "root", "timestamp"})
        fixture.rotate(role);
    fixture.publish({{"two"}, ""});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->root == 6);
}

TEST_CASE("trust: nothing is fetched before something is trusted, and an older root does not replace a newer one") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fs::remove(fixture.options.trust_folder / "metadata/root.json");
    CHECK(says(fixture.sync(), "give --trust"));
    CHECK_FALSE(install_trust(fixture.options.trust_folder, "{}"));
    const auto first = sync_test::bytes_of(fixture.depot() / "metadata/1.root.json");
    fixture.rotate("root");
    REQUIRE(install_trust(fixture.options.trust_folder, first));
    REQUIRE(fixture.sync());
    REQUIRE(install_trust(fixture.options.trust_folder, first));
    CHECK(sync_test::bytes_of(fixture.options.trust_folder / "metadata/root.json") ==
          sync_test::bytes_of(fixture.depot() / "metadata/2.root.json"));
}
