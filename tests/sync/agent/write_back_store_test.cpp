#include "sync/agent/write_back_store.h"

#include <doctest/doctest.h>

#include "content/base/files.h"
#include "tests/sync/agent/sync_fixture.h"

using namespace syncing;
using sync_test::SyncFixture;

namespace {

namespace fs = std::filesystem;

std::string stored(const fs::path& folder, const std::string& name) {
    const auto bytes = content::read_file(folder / name, 1000);
    return bytes ? *bytes : std::string("nothing");
}

}  // namespace

TEST_CASE("trust: what an update saves is there for it at once, and for others when it is kept") {
    const SyncFixture fixture;
    const fs::path folder = fixture.options.trust_folder / "metadata";
    REQUIRE(content::write_file(folder / "snapshot.json", "old"));
    REQUIRE(content::write_file(folder / "timestamp.json", "old"));
    WriteBackStore store(folder);
    REQUIRE(store.save("snapshot.json", "new"));
    REQUIRE(store.remove("timestamp.json"));
    REQUIRE(store.save("bin-0.json", "bin"));
    CHECK(store.load("snapshot.json").value() == "new");
    CHECK(store.load("timestamp.json").error().code == Code::not_found);
    CHECK(stored(folder, "snapshot.json") == "old");
    CHECK(stored(folder, "timestamp.json") == "old");
    SUBCASE("kept") {
        REQUIRE(store.flush());
        REQUIRE(store.flush());
        CHECK(stored(folder, "snapshot.json") == "new");
        CHECK(stored(folder, "timestamp.json") == "nothing");
        CHECK(stored(folder, "bin-0.json") == "bin");
    }
    SUBCASE("the program ended before") {
        const WriteBackStore next(folder);
        CHECK(next.load("snapshot.json").value() == "old");
        CHECK(next.load("bin-0.json").error().code == Code::not_found);
    }
    SUBCASE("removed and saved again") {
        REQUIRE(store.save("timestamp.json", "newer"));
        REQUIRE(store.flush());
        CHECK(stored(folder, "timestamp.json") == "newer");
    }
    SUBCASE("what cannot be written goes on waiting") {
        fs::create_directories(folder / "targets.json");
        REQUIRE(store.save("targets.json", "new"));
        CHECK(store.flush().error().code == Code::io);
        fs::remove(folder / "targets.json");
        REQUIRE(store.flush());
        CHECK(stored(folder, "targets.json") == "new");
        CHECK(stored(folder, "timestamp.json") == "nothing");
    }
}
