#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "content/cache/cache_repair.h"
#include "sync/agent/update.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using sync_test::SyncFixture;

namespace {

const std::string whole_photo(200'000, 'p');

}  // namespace

TEST_CASE("repair: a damaged cache is set aside and made again, without a network, from what is whole") {
    SyncFixture fixture;
    fixture.publish({{"one", "two"}, whole_photo});
    REQUIRE(fixture.sync());
    const auto whole = sync_test::bytes_of(fixture.options.cache);
    REQUIRE(whole.size() > 8192);
    std::ofstream(fixture.options.cache, std::ios::binary) << "SQLite format 3" << std::string(5000, 'x');
    CHECK_FALSE(fixture.sync({"http://127.0.0.1:1"}));
    CHECK(fixture.state.repair.find("set aside as cache.db.damaged") != std::string::npos);
    CHECK(fixture.shown() == "nothing");  // items are rows of the file, and all rows are gone
    REQUIRE(fixture.sync());
    CHECK(fixture.shown() == "one, two");
    CHECK(fixture.has_photos());
    // A page in the middle: quick_check finds it, and most rows are whole.
    std::string bytes = sync_test::bytes_of(fixture.options.cache);
    bool was_rebuilt = false;
    for (std::size_t page = 1; page * 4096 < bytes.size() && !was_rebuilt; ++page) {
        std::string broken = bytes;
        broken.replace(page * 4096, 8, 8, '\xFF');
        std::ofstream(fixture.options.cache, std::ios::binary) << broken;
        if (content::examine_cache(fixture.options.cache)) continue;
        CHECK_FALSE(fixture.sync({"http://127.0.0.1:1"}));
        was_rebuilt = fixture.shown() == "one, two";
        if (was_rebuilt) CHECK(fixture.state.repair.find("is active again") != std::string::npos);
    }
    CHECK(was_rebuilt);
}

TEST_CASE("repair: a cache of another version of this program becomes one of this version, without a network") {
    for (const char version : {'\0', '\2', '\x63'}) {
        for (const bool is_examined : {true, false}) {
            SyncFixture fixture;
            fixture.publish({{"one", "two"}, whole_photo});
            REQUIRE(fixture.sync());
            std::string bytes = sync_test::bytes_of(fixture.options.cache);
            bytes.replace(60, 4, std::string(3, '\0') + version);  // "user version" of SQLite's header
            std::ofstream(fixture.options.cache, std::ios::binary) << bytes;
            fixture.options.checks_cache = is_examined;
            CHECK(fixture.shown() == "nothing");
            CHECK_FALSE(fixture.sync({"http://127.0.0.1:1"}));
            CHECK(fixture.state.repair.find("cache of version") != std::string::npos);
            CHECK(fixture.shown() == "one, two");
            CHECK(fixture.has_photos());
        }
    }
}

TEST_CASE("repair: a blob with other bytes than its name says is fetched anew") {
    SyncFixture fixture;
    fixture.publish({{"one"}, whole_photo});
    REQUIRE(fixture.sync());
    for (const auto& entry : fs::directory_iterator(fixture / "screen/blobs"))
        sync_test::damage(entry.path(), 100);
    CHECK_FALSE(fixture.has_photos());
    fixture.options.checks_blobs = true;
    REQUIRE(fixture.sync());
    CHECK(fixture.has_photos());
    CHECK(fixture.state.repair.find("1 damaged blobs") != std::string::npos);
}
