#include "sync/agent/profile.h"

#include <doctest/doctest.h>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/cache/enrolment.h"
#include "content/depot/depot.h"
#include "content/depot/profiles.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using content::Code;
using sync_test::SyncFixture;
using syncing::UpdateOutcome;

namespace {

const std::string own_screen(64, 'a');
const std::string other(64, 'b');

/// A screen with a name, and a delegated depot with one release.
struct Hall : SyncFixture {
    Hall() {
        options.screen = own_screen;
        publish({{"one"}, ""});
        turn_over();
    }
    void sign(const std::vector<std::pair<std::string, std::string>>& profiles) {
        const TemporaryFolder folder;
        for (const auto& [name, text] : profiles)
            folder.write(name + ".toml", text);
        const auto loaded = content::load_profiles(folder.path());
        REQUIRE(loaded);
        REQUIRE(content::publish_profiles(depot(), *loaded, keys(), environment.time, {}));
    }
    [[nodiscard]] std::string brought() const {
        const auto text = content::read_file(content::profile_file(options.cache), 10'000);
        return text ? *text : std::string();
    }
};

}  // namespace

TEST_CASE("profile: a screen gets its own, signed, and no release comes of it") {
    Hall hall;
    REQUIRE(hall.sync());
    CHECK(hall.brought().empty());
    hall.sign({{own_screen, "name = \"Foyer M\"\n"}, {other, "name = \"Foyer N\"\n"}});
    const auto report = hall.sync();
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::nothing_new);
    CHECK(report->trouble.empty());
    CHECK(hall.brought() == "name = \"Foyer M\"\n");
}

TEST_CASE("profile: another one replaces it, and one that is taken back is gone") {
    Hall hall;
    hall.sign({{own_screen, "rotation = 90\n"}});
    REQUIRE(hall.sync());
    CHECK(hall.brought() == "rotation = 90\n");
    hall.sign({{own_screen, "rotation = 270\n"}});
    REQUIRE(hall.sync());
    CHECK(hall.brought() == "rotation = 270\n");
    hall.publish({{"two"}, ""});  // a release leaves it
    REQUIRE(hall.sync());
    CHECK(hall.brought() == "rotation = 270\n");
    hall.sign({});
    REQUIRE(hall.sync());
    CHECK(hall.brought().empty());
}

TEST_CASE("profile: bytes that a mirror changed are refused, the old one stays, and the release comes") {
    Hall hall;
    hall.sign({{own_screen, "rotation = 90\n"}});
    REQUIRE(hall.sync());
    hall.sign({{own_screen, "rotation = 270\n"}});
    hall.publish({{"two"}, ""});
    const auto served =
        hall.depot() / "targets/screens" / (content::sha256("rotation = 270\n") + "." + own_screen + ".toml");
    REQUIRE(content::write_file(served, "rotation = 180\n"));
    auto report = hall.sync();
    REQUIRE(report);
    CHECK(report->outcome == UpdateOutcome::activated);
    CHECK(report->trouble.find("profile") != std::string::npos);
    CHECK(hall.brought() == "rotation = 90\n");
    CHECK(hall.shown() == "two");
    REQUIRE(content::write_file(served, "rotation = 270\n"));
    report = hall.sync();  // asked for again, although nothing was published
    REQUIRE(report);
    CHECK(report->trouble.empty());
    CHECK(hall.brought() == "rotation = 270\n");
}

TEST_CASE("profile: a file that is no profile of a screen is refused by its name") {
    const TemporaryFolder folder;
    folder.write("foyer.toml", "");
    const auto loaded = content::load_profiles(folder.path());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == Code::bad_input);
    CHECK(loaded.error().message.find("foyer.toml") != std::string::npos);
}

TEST_CASE("profile: a plain depot has no role for them, and says what to do") {
    SyncFixture fixture;
    fixture.publish({{"one"}, ""});
    const auto done = content::publish_profiles(fixture.depot(), {}, fixture.keys(), fixture.environment.time, {});
    REQUIRE_FALSE(done);
    CHECK(done.error().message.find("--online") != std::string::npos);
}
