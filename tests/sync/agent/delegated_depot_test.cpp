#include <doctest/doctest.h>

#include <filesystem>

#include "content/base/files.h"
#include "content/depot/archive.h"
#include "sync/agent/import_stick.h"
#include "sync/agent/trust_folder.h"
#include "tests/sync/agent/paths_after_news.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using sync_test::SyncFixture;
using syncing::TrustFolder;
using syncing::UpdateOutcome;

namespace {

std::int64_t release_of(SyncFixture& fixture) {
    const auto report = fixture.sync();
    REQUIRE(report);
    CHECK(report->release == fixture.state.release);
    return report->release;
}

}  // namespace

TEST_CASE("delegated: a screen that knows the plain form follows without a visit, and numbers never go back") {
    const std::string photo(200'000, 'p');
    SyncFixture fixture;
    fixture.publish({{"one"}, photo});
    CHECK(release_of(fixture) == 1);
    fixture.publish({{"two"}, photo});
    CHECK(release_of(fixture) == 2);
    fixture.turn_over();
    CHECK(release_of(fixture) == 3);
    CHECK(fixture.shown() == "two");
    CHECK(fixture.has_photos());
    fixture.publish({{"three"}, photo});
    CHECK(release_of(fixture) == 4);
    CHECK(fixture.shown() == "three");
    CHECK(fixture.has_photos());
    // One that slept through all of it comes along as well.
    fs::remove_all(fixture / "screen");
    fs::remove_all(fixture / "trust");
    fs::create_directories(fixture / "screen");
    REQUIRE(syncing::install_trust(fixture.options.trust_folder,
                                   sync_test::bytes_of(fixture.depot() / "metadata/1.root.json")));
    CHECK(release_of(fixture) == 4);
    CHECK(fixture.shown() == "three");
}

TEST_CASE("delegated: a stick with the archive of a turned-over depot brings a screen of the plain form along") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    CHECK(release_of(fixture) == 1);
    fixture.turn_over();
    fixture.publish({{"two"}, ""});
    fs::create_directories(fixture / "stick");
    REQUIRE(content::write_archive(fixture.depot(), fixture / "stick/edition.rotunda", sync_test::published()));
    const auto report =
        import_stick(fixture / "stick/edition.rotunda", fixture.options, fixture.environment, fixture.state);
    CHECK_MESSAGE(report.is_good(), report.words);
    CHECK(fixture.shown() == "two");
    CHECK(fixture.state.release == 3);
}

TEST_CASE("delegated: a renewal of emergencies and of the snapshot is no new release for a screen") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fixture.turn_over();
    CHECK(release_of(fixture) == 2);
    fixture.publish({{"one"}, ""}, 20);  // of the emergency role's 30 days 10 are left
    fixture.environment.time += std::chrono::days(20);
    const auto report = fixture.sync();
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::nothing_new);
    CHECK(report->release == 2);
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->snapshot == 3);
}

TEST_CASE("delegated: after an announcement the edition is asked for in place of targets, at once with the rest") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fixture.turn_over();
    const auto paths = paths_after_news(fixture, "two");
    REQUIRE(paths.size() >= 4);
    CHECK(paths[0] == "/metadata/3.edition.json");
    CHECK(paths[1] == "/metadata/3.root.json");
    CHECK(paths[2] == "/metadata/3.snapshot.json");
    CHECK(paths[3] == "/metadata/timestamp.json");
    for (const auto& path : paths)
        CHECK_MESSAGE((path.find("targets.json") == std::string::npos && path.find("emergency") == std::string::npos),
                      path);
    CHECK(fixture.shown() == "two");
}

TEST_CASE("delegated attack: the plain depot from before the turnover is refused, even where the metadata was lost") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fs::copy(fixture.depot(), fixture / "old", fs::copy_options::recursive);
    fixture.turn_over();
    fixture.publish({{"two"}, ""});
    fs::copy(fixture.depot(), fixture / "before", fs::copy_options::recursive);
    fixture.publish({{"three"}, ""});
    REQUIRE(fixture.sync());
    CHECK_FALSE(fixture.sync({(fixture / "old").string()}));
    CHECK_FALSE(fixture.sync({(fixture / "before").string()}));
    for (const char* lost : {"timestamp.json", "snapshot.json", "targets.json", "edition.json"})
        fs::remove(fixture.options.trust_folder / "metadata" / lost);
    CHECK_FALSE(fixture.sync({(fixture / "old").string()}));
    CHECK_FALSE(fixture.sync({(fixture / "before").string()}));
    CHECK(fixture.shown() == "three");
    CHECK(TrustFolder(fixture.options.trust_folder).floor()->release == 4);
    REQUIRE(fixture.sync());
}

TEST_CASE("delegated: a damaged cache is made again of a delegated release, and a screen goes on after that") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    fixture.turn_over();
    REQUIRE(fixture.sync());
    std::string bytes = sync_test::bytes_of(fixture.options.cache);
    bytes.replace(60, 4, std::string("\0\0\0\x63", 4));  // "user version" of SQLite's header
    REQUIRE(content::write_file(fixture.options.cache, bytes));
    CHECK(fixture.shown() == "nothing");
    CHECK_FALSE(fixture.sync({"http://127.0.0.1:1"}));
    CHECK(fixture.shown() == "one");
    CHECK(fixture.state.release == 2);
    fixture.publish({{"two"}, ""});
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "two");
}
