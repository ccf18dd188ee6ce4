#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/cache/cache_reader.h"
#include "sync/agent/agent.h"
#include "tests/sync/agent/sync_fixture.h"

namespace fs = std::filesystem;
using sync_test::SyncFixture;

namespace {

const std::string photo_bytes(200'000, 'p');
/// Nobody answers: what is mended without a network is mended at once.
const std::vector<std::string> nobody = {"http://127.0.0.1:1"};
constexpr std::chrono::seconds bar{5};

void execute(const fs::path& file, const std::string& statement) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    sqlite3_busy_timeout(database, 5000);
    char* why = nullptr;
    sqlite3_exec(database, statement.c_str(), nullptr, nullptr, &why);
    if (why != nullptr) FAIL_CHECK(statement << ": " << std::string(why));
    sqlite3_free(why);
    sqlite3_close(database);
}

/// The row of a story of somebody else, with a hash that is right.
std::string foreign_story() {
    const std::string json = R"({"id":"story-0","texts":{"en":{"headline":"Owned"}}})";
    return "INSERT INTO blobs VALUES('" + content::sha256(json) + "', " + std::to_string(json.size()) + ", CAST('" +
           json + "' AS BLOB)); UPDATE items SET sha256 = '" + content::sha256(json) + "' WHERE id = 'story-0'; ";
}

struct Attack {
    std::string name;
    std::function<void(const fs::path& cache)> act;
    bool leaves_words = true;  ///< whether the honest words can be made again of what is left, without a network
};

Attack statement(const std::string& text) {
    return {text, [text](const fs::path& cache) { execute(cache, text); }};
}

std::vector<Attack> attacks() {
    std::vector<Attack> all = {
        // Code of whoever wrote the file, and tables that are none of ours.
        statement("CREATE TRIGGER t AFTER INSERT ON items BEGIN DELETE FROM active; END"),
        statement("CREATE TRIGGER t BEFORE DELETE ON items BEGIN SELECT RAISE(ABORT, 'no'); END"),
        statement("CREATE TABLE more(a); CREATE INDEX more_a ON more(a)"),
        statement("CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"),
        statement("CREATE INDEX i ON items(hex(zeroblob(100000000)) || id) WHERE release < 0"),
        statement(
            "DROP TABLE status; CREATE TABLE status(key TEXT PRIMARY KEY, value TEXT AS (hex(zeroblob(400000000))))"),
        statement("DROP TABLE media; CREATE VIEW media AS SELECT 1 AS release, '' AS sha256"),
        statement("DROP TABLE active"),
        statement("DROP TABLE found; CREATE TABLE found(kind, id, title, gist, body, place, room)"),
        // Rows that were never accepted.
        statement(foreign_story()),
        statement("UPDATE active SET release = 99; INSERT INTO releases SELECT 99, created, edition, edition_sha256, "
                  "items FROM "
                  "releases; INSERT INTO items SELECT 99, position, kind, id, sha256 FROM items WHERE id <> 'story-0'"),
        statement("DELETE FROM items"),
        statement("DELETE FROM items WHERE id = 'story-1'; UPDATE releases SET items = items - 1"),
        statement("DELETE FROM active"),
        statement("DELETE FROM releases"),
        statement("UPDATE items SET id = 'story-x' WHERE id = 'story-0'"),
        statement("UPDATE items SET position = 10 - position"),
        statement("UPDATE releases SET edition = CAST(replace(CAST(edition AS TEXT), 'Highlights', 'Owned') AS BLOB)"),
        statement("DELETE FROM media"),
        statement("INSERT INTO status VALUES('quarantine/1/x', 'no JSON'); UPDATE active SET release = 0"),
        statement(
            "INSERT INTO status SELECT 'quarantine/7/x', '{\"item\":\"\",\"reason\":\"\",\"release\":7,\"scene\":\"\",'"
            " || '\"sha256\":\"' || sha256 || '\"}' FROM items WHERE id = 'story-0'; DELETE FROM items"),
        // Rows that would fill the memory or take the night.
        statement("UPDATE releases SET edition = zeroblob(50000000)"),
        statement("INSERT INTO status VALUES('x', hex(zeroblob(20000000)))"),
        statement("INSERT INTO blobs VALUES('y', 300000000, zeroblob(300000000))"),
        statement("UPDATE items SET id = hex(zeroblob(20000000)) WHERE position = 0"),
        statement("WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n LIMIT 300000) INSERT INTO items "
                  "SELECT 1, i, "
                  "'poem', i, 'x' FROM n"),
        statement("UPDATE blobs SET bytes = zeroblob(length(bytes)) WHERE bytes IS NOT NULL AND sha256 IN (SELECT "
                  "sha256 FROM "
                  "items)"),
        statement("UPDATE blobs SET size = -1"),
        statement("UPDATE blobs SET size = 'many'"),
        statement("PRAGMA user_version = 7"),
        statement("PRAGMA journal_mode = DELETE"),
        // What SQLite is told of the file.
        {"rubbish as a log",
         [](const fs::path& cache) { std::ofstream(cache.string() + "-wal") << std::string(100'000, 'w'); }},
        {"rubbish as an index of the log",
         [](const fs::path& cache) { std::ofstream(cache.string() + "-shm") << std::string(32'768, '\xFF'); }},
        {"a pipe as the log",
         [](const fs::path& cache) {
             fs::remove(cache.string() + "-wal");
             REQUIRE(::mkfifo((cache.string() + "-wal").c_str(), 0600) == 0);
         }},
        {"a folder as the index of the log",
         [](const fs::path& cache) {
             fs::remove(cache.string() + "-shm");
             fs::create_directory(cache.string() + "-shm");
         }},
        {"a linked blobs folder",
         [](const fs::path& cache) {
             fs::rename(cache.parent_path() / "blobs", cache.parent_path() / "elsewhere");
             fs::create_directory_symlink(cache.parent_path() / "elsewhere", cache.parent_path() / "blobs");
         }},
    };
    // What nothing can be saved of comes from the mirror again.
    for (const char* suffix : {"", "-wal"}) {
        all.push_back({"larger than any disk: cache.db" + std::string(suffix),
                       [suffix](const fs::path& cache) {
                           std::ofstream(cache.string() + suffix, std::ios::app) << "";
                           fs::resize_file(cache.string() + suffix, std::uintmax_t{1} << 41U);
                       },
                       false});
    }
    all.push_back({"no file", [](const fs::path& cache) { fs::remove(cache); }, false});
    all.push_back({"an empty file", [](const fs::path& cache) { fs::resize_file(cache, 0); }, false});
    all.push_back({"another database",
                   [](const fs::path& cache) {
                       fs::remove(cache);
                       execute(cache, "CREATE TABLE t(a)");
                   },
                   false});
    all.push_back({"a pipe as the cache",
                   [](const fs::path& cache) {
                       fs::remove(cache);
                       REQUIRE(::mkfifo(cache.c_str(), 0600) == 0);
                   },
                   false});
    all.push_back({"a folder as the cache",
                   [](const fs::path& cache) {
                       fs::remove(cache);
                       fs::create_directories(cache / "deep/er");
                   },
                   false});
    all.push_back(
        {"a view that never ends, in place of the blobs",
         [](const fs::path& cache) {
             execute(cache,
                     "DROP TABLE blobs; CREATE VIEW blobs AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
                     "1 FROM n) SELECT i AS sha256, 1 AS size, 'x' AS bytes FROM n WHERE i < 0");
         },
         false});
    all.push_back({"blobs that are computed",
                   [](const fs::path& cache) {
                       execute(cache,
                               "DROP TABLE blobs; CREATE TABLE blobs(sha256 TEXT, size INTEGER, bytes BLOB AS "
                               "(hex(zeroblob(400000000)))); INSERT INTO blobs(sha256, size) VALUES('a', 1), ('b', 2)");
                   },
                   false});
    return all;
}

std::chrono::milliseconds time_of(const std::function<void()>& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

}  // namespace

TEST_CASE("hostile cache: after any of it the release that was accepted is what the display reads, within 5 s") {
    SyncFixture fixture;
    fixture.publish({{"one", "two"}, photo_bytes});
    for (const Attack& attack : attacks()) {
        CAPTURE(attack.name);
        REQUIRE(fixture.sync());
        REQUIRE(fixture.has_photos());
        REQUIRE(fixture.shown() == "one, two");
        fixture.state.repair.clear();
        fs::remove_all(fixture / "screen/cache.db.damaged");
        fs::remove_all(fixture / "screen/elsewhere");
        attack.act(fixture.options.cache);
        // The display reads it meanwhile; whatever it makes of it, it does so at once.
        bool is_harmed = false;
        CHECK(time_of([&] { is_harmed = fixture.shown() != "one, two"; }) < bar);
        fixture.options.checks_blobs = true;
        const auto taken = time_of([&] {
            if (attack.leaves_words) CHECK_FALSE(fixture.sync(nobody));
            if (!attack.leaves_words) CHECK(fixture.sync());
        });
        CHECK(fixture.shown() == "one, two");
        CHECK(taken < bar);
        if (is_harmed && fs::exists(fixture / "screen/cache.db.damaged")) CHECK_FALSE(fixture.state.repair.empty());
        CHECK(fs::exists(fixture / "screen/elsewhere") ==
              (attack.name == "a linked blobs folder"));  // not what it leads to
        CHECK(fixture.sync());
        CHECK(fixture.has_photos());
    }
}

TEST_CASE("hostile cache: a journal cannot make SQLite delete another file of ours") {
    SyncFixture fixture;
    fixture.publish({{"one"}, {}});
    REQUIRE(fixture.sync());
    const fs::path victim = fixture / "trust/floor.json";
    REQUIRE(fs::exists(victim));
    // The end of a rollback journal: another journal's name, its length, its sum, and SQLite's mark.
    const std::string name = victim.string();
    std::uint32_t sum = 0;
    for (const char byte : name)
        sum += static_cast<std::uint32_t>(static_cast<signed char>(byte));
    const auto number = [](std::uint32_t value) {
        return std::string{static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
                           static_cast<char>(value >> 8U), static_cast<char>(value)};
    };
    const std::string mark = "\xD9\xD5\x05\xF9\x20\xA1\x63\xD7";
    std::string journal = mark + std::string(504, '\0') + number(1) + name +
                          number(static_cast<std::uint32_t>(name.size())) + number(sum) + mark;
    std::ofstream(fixture.options.cache.string() + "-journal", std::ios::binary) << journal;
    CHECK(fixture.shown() == "nothing");
    CHECK_FALSE(fixture.sync(nobody));
    CHECK(fs::exists(victim));
    CHECK(fixture.shown() == "one");
}

TEST_CASE(
    "hostile cache: an agent that is at work mends what somebody else writes, without being asked and within 5 s") {
    SyncFixture fixture;
    fixture.publish({{"one", "two"}, {}});
    REQUIRE(fixture.sync());
    sync_test::LiveEnvironment environment;
    auto mirror = syncing::open_transport(fixture.depot().string(), {}, environment);
    REQUIRE(mirror);
    syncing::AgentOptions options;
    options.update = fixture.options;
    options.interval = std::chrono::hours(1);
    int looks = 0;
    std::thread working([&] {
        syncing::Agent(
            {mirror->get()}, options, environment, [] { return nullptr; },
            [&](syncing::Priority, const std::string&) { ++looks; })
            .run();
    });
    const auto is_shown = [&](std::chrono::seconds limit) {
        const auto end = std::chrono::steady_clock::now() + limit;
        while (fixture.shown() != "one, two" && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return fixture.shown() == "one, two";
    };
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    for (const std::string& text :
         {foreign_story(), std::string("DELETE FROM items"), std::string("CREATE TABLE more(a)"),
          std::string("UPDATE blobs SET bytes = zeroblob(50000000)")}) {
        CAPTURE(text);
        execute(fixture.options.cache, text);
        CHECK(fixture.shown() != "one, two");
        CHECK(is_shown(bar));
    }
    environment.is_over = true;
    working.join();
    CHECK(looks < 50);  // its own writing is no reason to look
}
