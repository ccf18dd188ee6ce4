#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "content/cache/cache_repair.h"
#include "sync/agent/update.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using stand::SyncFixture;

namespace {

const std::string photo(200'000, 'p');

}  // namespace

TEST_CASE("repair: a damaged cache is set aside and made again, without a network, from what is whole") {
    SyncFixture stand;
    stand.publish({{"one", "two"}, photo});
    REQUIRE(stand.sync());
    const auto whole = stand::bytes_of(stand.options.cache);
    REQUIRE(whole.size() > 8192);
    std::ofstream(stand.options.cache, std::ios::binary) << "SQLite format 3" << std::string(5000, 'x');
    CHECK_FALSE(stand.sync({"http://127.0.0.1:1"}));
    CHECK(stand.status.repair.find("set aside as cache.db.damaged") != std::string::npos);
    CHECK(stand.shown() == "nothing");  // items are rows of the file, and all rows are gone
    REQUIRE(stand.sync());
    CHECK(stand.shown() == "one, two");
    CHECK(stand.has_photos());
    // A page in the middle: quick_check finds it, and most rows are whole.
    std::string bytes = stand::bytes_of(stand.options.cache);
    bool was_rebuilt = false;
    for (std::size_t page = 1; page * 4096 < bytes.size() && !was_rebuilt; ++page) {
        std::string broken = bytes;
        broken.replace(page * 4096, 8, 8, '\xFF');
        std::ofstream(stand.options.cache, std::ios::binary) << broken;
        if (content::examine_cache(stand.options.cache)) continue;
        CHECK_FALSE(stand.sync({"http://127.0.0.1:1"}));
        was_rebuilt = stand.shown() == "one, two";
        if (was_rebuilt) CHECK(stand.status.repair.find("is active again") != std::string::npos);
    }
    CHECK(was_rebuilt);
}

TEST_CASE("repair: a cache of another version of this program becomes one of this version, without a network") {
    for (const char version : {'\0', '\2', '\x63'}) {
        for (const bool is_examined : {true, false}) {
            SyncFixture stand;
            stand.publish({{"one", "two"}, photo});
            REQUIRE(stand.sync());
            std::string bytes = stand::bytes_of(stand.options.cache);
            bytes.replace(60, 4, std::string(3, '\0') + version);  // "user version" of SQLite's header
            std::ofstream(stand.options.cache, std::ios::binary) << bytes;
            stand.options.checks_cache = is_examined;
            CHECK(stand.shown() == "nothing");
            CHECK_FALSE(stand.sync({"http://127.0.0.1:1"}));
            CHECK(stand.status.repair.find("cache of version") != std::string::npos);
            CHECK(stand.shown() == "one, two");
            CHECK(stand.has_photos());
        }
    }
}

TEST_CASE("repair: a blob with other bytes than its name says is fetched anew") {
    SyncFixture stand;
    stand.publish({{"one"}, photo});
    REQUIRE(stand.sync());
    for (const auto& entry : fs::directory_iterator(stand / "screen/blobs"))
        stand::damage(entry.path(), 100);
    CHECK_FALSE(stand.has_photos());
    stand.options.checks_blobs = true;
    REQUIRE(stand.sync());
    CHECK(stand.has_photos());
    CHECK(stand.status.repair.find("1 damaged blobs") != std::string::npos);
}
