#include "content/cache/cache.h"
#include "content/cache/cache_reader.h"
#include "content/pack/pack_snapshot.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/search.h"
#include "content/items/json_write.h"
#include "content/pack/pack_reader.h"
#include "tests/support/pack_files.h"
#include "tests/support/temporary_folder.h"

namespace content {

namespace {

constexpr Instant now{};

/// A pack of `count` stories whose headlines say which edition they are of, and of one large photo.
Pack make_pack(const std::string& edition, int count) {
    Pack pack = read_pack(pack_files::minimal()).pack;
    pack.edition.id = edition;
    for (int i = 0; i < count; ++i) {
        Story story;
        story.id = "story-" + std::to_string(i);
        story.texts[Language::en].headline = edition + " " + std::to_string(i);
        pack.stories.push_back(std::move(story));
    }
    return pack;
}

std::string photo_bytes() {
    return std::string(100'000, 'p');
}

Pack with_photo(Pack pack, const TemporaryFolder& folder) {
    folder.write("media/hall.jpg", photo_bytes());
    Photo photo;
    photo.file = "hall.jpg";
    photo.sha256 = sha256(photo_bytes());
    photo.decorative = true;
    pack.stories.at(0).photo = photo;
    return pack;
}

Pack load_back(const std::filesystem::path& file) {
    const auto reader = CacheReader::open(file);
    REQUIRE(reader.has_value());
    const auto reading = reader->load_snapshot();
    if (!reading) FAIL(reading.error().message);
    CHECK(reading->findings.empty());
    return reading->snapshot.pack;
}

void execute(const std::filesystem::path& file, const std::string& statement) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

}  // namespace

TEST_CASE("cache: a pack comes back as it was, with its photo") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    const Pack pack = with_photo(read_pack(pack_files::example()).pack, folder);
    auto cache = Cache::open(file);
    REQUIRE(cache.has_value());
    const auto loaded = cache->load_pack(pack, folder.path(), now);
    if (!loaded) FAIL(loaded.error().message);
    CHECK(*loaded == Activation::activated);
    CHECK(load_back(file) == pack);
    const auto snapshot = CacheReader::open(file)->load_snapshot();
    CHECK(snapshot->snapshot.release == 1);
    const std::string hash = sha256(photo_bytes());
    CHECK(*snapshot->snapshot.blobs->read(hash, limits::photo) == photo_bytes());
    CHECK(snapshot->snapshot.blobs->read(hash, 10).error().code == Code::too_large);
    CHECK(snapshot->snapshot.blobs->read("../cache.db", 10).error().code == Code::not_found);
    CHECK(std::filesystem::exists(folder.path() / "blobs" / hash));
    folder.write("blobs/" + hash, std::string(100'000, 'q'));
    CHECK(snapshot->snapshot.blobs->read(hash, limits::photo).error().code == Code::untrusted);
}

TEST_CASE("cache: the same content again writes nothing and says so") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    const auto reader = CacheReader::open(file);
    const Pack pack = with_photo(make_pack("one", 20), folder);
    CHECK(reader->load_snapshot().error().code == Code::not_found);
    REQUIRE(*cache->load_pack(pack, folder.path(), now) == Activation::activated);
    const auto version = *reader->data_version();
    CHECK(*cache->load_pack(pack, folder.path(), now) == Activation::unchanged);
    CHECK(*reader->data_version() == version);
    CHECK(*cache->active_release() == 1);
    CHECK(*cache->load_pack(make_pack("two", 20), folder.path(), now) == Activation::activated);
    CHECK(*reader->data_version() != version);
    CHECK(reader->load_snapshot()->snapshot.release == 2);
}

TEST_CASE("cache: old releases are collected, the former one is kept") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    const std::string hash = sha256(photo_bytes());
    REQUIRE(cache->load_pack(with_photo(make_pack("one", 3), folder), folder.path(), now).has_value());
    REQUIRE(cache->load_pack(make_pack("two", 3), folder.path(), now).has_value());
    REQUIRE(cache->collect_garbage().has_value());
    CHECK(std::filesystem::exists(folder.path() / "blobs" / hash));
    REQUIRE(cache->load_pack(make_pack("three", 3), folder.path(), now).has_value());
    REQUIRE(cache->collect_garbage().has_value());
    CHECK_FALSE(std::filesystem::exists(folder.path() / "blobs" / hash));
    CHECK_FALSE(*cache->has_blob(hash));
    CHECK(load_back(file) == make_pack("three", 3));
}

TEST_CASE("cache: a release is activated by hash, once all its blobs are there") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    const Pack pack = make_pack("one", 2);
    ReleaseContents release{7, now, to_json(pack.edition), {}, {}};
    for (const EncodedItem& item : encode_items(pack))
        release.items.push_back({item.kind, item.id, sha256(item.json)});
    CHECK(cache->activate(release).error().code == Code::not_found);
    for (const EncodedItem& item : encode_items(pack)) {
        CHECK_FALSE(*cache->has_blob(sha256(item.json)));
        CHECK(cache->put_blob(sha256(item.json), item.json).has_value());
        CHECK(cache->put_blob(sha256(item.json), item.json).has_value());
        CHECK(*cache->has_blob(sha256(item.json)));
    }
    CHECK(cache->put_blob(std::string(64, 'a'), "other bytes").error().code == Code::untrusted);
    CHECK(*cache->activate(release) == Activation::activated);
    CHECK(*cache->activate(release) == Activation::unchanged);
    CHECK(*cache->active_release() == 7);
    CHECK(load_back(file) == pack);
}

TEST_CASE("cache: a release without one of its photos changes nothing, neither what is shown nor what is found") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    const Pack former = with_photo(make_pack("one", 20), folder);
    REQUIRE(cache->load_pack(former, folder.path(), now).has_value());
    const Pack pack = make_pack("two", 20);
    const std::string photo = sha256("another photo");
    ReleaseContents release{2, now, to_json(pack.edition), {}, {sha256(photo_bytes()), photo}};
    for (const EncodedItem& item : encode_items(pack)) {
        release.items.push_back({item.kind, item.id, sha256(item.json)});
        REQUIRE(cache->put_blob(release.items.back().sha256, item.json).has_value());
    }
    CHECK(*cache->missing_blobs(release.media) == std::set<std::string>{photo});
    CHECK(cache->activate(release).error().code == Code::not_found);
    CHECK(*cache->active_release() == 1);
    CHECK(load_back(file) == former);
    CHECK((*search_of_cache(file))->find("one", Language::en, 100).size() == 20);
    CHECK((*search_of_cache(file))->find("two", Language::en, 100).empty());
    REQUIRE(cache->put_blob(photo, "another photo").has_value());
    std::filesystem::resize_file(folder.path() / "blobs" / sha256(photo_bytes()), 50'000);  // not whole any more
    CHECK(*cache->missing_blobs(release.media) == std::set<std::string>{sha256(photo_bytes())});
    CHECK(cache->activate(release).error().code == Code::not_found);
    release.media = {photo};
    CHECK(*cache->activate(release) == Activation::activated);
    CHECK(load_back(file) == pack);
    CHECK((*search_of_cache(file))->find("two", Language::en, 100).size() == 20);
}

TEST_CASE("cache: a damaged item is left out with a finding, the others are shown") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    REQUIRE(Cache::open(file)->load_pack(make_pack("one", 5), folder.path(), now).has_value());
    execute(file, "UPDATE blobs SET bytes = x'00' WHERE sha256 = (SELECT sha256 FROM items WHERE id = 'story-2')");
    execute(file, "UPDATE items SET kind = 'poem' WHERE id = 'story-3'");
    const auto reading = CacheReader::open(file)->load_snapshot();
    REQUIRE(reading.has_value());
    CHECK(reading->snapshot.pack.stories.size() == 3);
    REQUIRE(reading->findings.size() == 2);
    CHECK(reading->findings[0].message.find("story-2") != std::string::npos);
    CHECK(reading->findings[1].message.find("poem") != std::string::npos);
}

TEST_CASE("cache: of a damaged release the former one is shown") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    REQUIRE(cache->load_pack(make_pack("one", 5), folder.path(), now).has_value());
    REQUIRE(cache->load_pack(make_pack("two", 5), folder.path(), now).has_value());
    execute(file, "UPDATE releases SET edition = 'rubbish' WHERE number = 2");
    const auto reading = CacheReader::open(file)->load_snapshot();
    REQUIRE(reading.has_value());
    CHECK(reading->snapshot.release == 1);
    CHECK(reading->snapshot.pack.edition.id == "one");
    CHECK(has_errors(reading->findings));
}

TEST_CASE("cache: what is no cache is refused clearly, for reading and for writing") {
    const TemporaryFolder folder;
    folder.write("rubbish.db", std::string(5000, 'x'));
    folder.write("short.db", "SQLite format 3");
    execute(folder.path() / "other.db", "CREATE TABLE t(a)");
    for (const char* name : {"rubbish.db", "short.db", "other.db"}) {
        CAPTURE(name);
        CHECK(CacheReader::open(folder.path() / name).error().code == Code::bad_input);
        CHECK(Cache::open(folder.path() / name).error().code == Code::bad_input);
    }
    folder.write("empty.db", "");  // what is left when its maker is killed at once
    CHECK(CacheReader::open(folder.path() / "empty.db").error().code == Code::not_found);
    CHECK(CacheReader::open(folder.path() / "nothing.db").error().code == Code::not_found);
    CHECK_FALSE(CacheReader::open(folder.path()).has_value());
    CHECK_FALSE(Cache::open(folder.path() / "no/such/folder.db").has_value());
    REQUIRE(Cache::open(folder.path() / "newer.db").has_value());
    execute(folder.path() / "newer.db", "PRAGMA user_version = 99");
    CHECK(CacheReader::open(folder.path() / "newer.db").error().code == Code::unsupported);
    CHECK(Cache::open(folder.path() / "newer.db").error().code == Code::unsupported);
}

TEST_CASE("cache: a file with a table, view, trigger or index that is not ours is refused for reading") {
    const TemporaryFolder folder;
    for (const char* statement :
         {"CREATE TABLE more(a)", "CREATE VIEW v AS SELECT 1", "CREATE INDEX i ON status(value)",
          "CREATE TRIGGER t AFTER INSERT ON status BEGIN DELETE FROM active; END",
          "DROP TABLE blobs; CREATE VIEW blobs(sha256, size, bytes) AS SELECT 'a', 1, zeroblob(1000000000)",
          "DROP TABLE status; CREATE TABLE status(key TEXT PRIMARY KEY, value TEXT AS (hex(zeroblob(1000000000))))"}) {
        CAPTURE(statement);
        const auto file = folder.path() / "cache.db";
        REQUIRE(Cache::open(file)->load_pack(make_pack("one", 5), folder.path(), now).has_value());
        REQUIRE(CacheReader::open(file).has_value());
        execute(file, statement);
        const auto reader = CacheReader::open(file);
        REQUIRE_FALSE(reader.has_value());
        CHECK(reader.error().code == Code::bad_input);
        CHECK(blobs_of_cache(file)->read(std::string(64, 'a'), limits::photo).error().code == Code::bad_input);
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(file.string() + suffix);
    }
}

TEST_CASE("cache: rows that would fill the memory are not read, and the former release is shown") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    auto cache = Cache::open(file);
    REQUIRE(cache->load_pack(make_pack("one", 5), folder.path(), now).has_value());
    REQUIRE(cache->load_pack(make_pack("two", 5), folder.path(), now).has_value());
    const auto shown = [&] {
        const auto reading = CacheReader::open(file)->load_snapshot();
        REQUIRE(reading.has_value());
        REQUIRE_FALSE(reading->findings.empty());
        return std::to_string(reading->snapshot.release) + ": " + reading->findings.front().message;
    };
    execute(file,
            "UPDATE blobs SET bytes = zeroblob(50000000) WHERE sha256 = (SELECT sha256 FROM items WHERE id = "
            "'story-2' AND release = 2)");
    CHECK(shown().find("2: release 2, story \"story-2\": damaged or missing blob") == 0);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n LIMIT 30000) "
            "INSERT INTO items SELECT 2, i, 'poem', i, 'x' FROM n");
    auto text = shown();
    CHECK(text.starts_with("1: "));
    execute(file,
            "DELETE FROM items WHERE kind = 'poem'; UPDATE releases SET edition = zeroblob(50000000) WHERE number = 2");
    text = shown();
    CHECK(text.starts_with("1: "));
    CHECK(text.find("a row is too large") != std::string::npos);
}

TEST_CASE("cache: facts about the screen are kept") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    CHECK(Cache::open(file)->set_status("seen", "2024-01-18").has_value());
    CHECK(*Cache::open(file)->status("seen") == "2024-01-18");
    CHECK(*Cache::open(file)->status("nothing") == std::nullopt);
}

TEST_CASE("cache: a writer killed at any moment leaves a whole release") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    const std::vector<Pack> packs = {with_photo(make_pack("one", 40), folder), make_pack("two", 60)};
    REQUIRE(Cache::open(file)->load_pack(packs[0], folder.path(), now).has_value());
    std::mt19937 random(1);
    for (int i = 0; i < 50; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            for (std::size_t n = 0;; ++n) {
                auto cache = Cache::open(file);
                if (!cache || !cache->load_pack(packs[n % 2], folder.path(), now)) ::_exit(1);
                static_cast<void>(cache->collect_garbage().has_value());
            }
        }
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
        REQUIRE(::kill(child, SIGKILL) == 0);
        int state = 0;
        ::waitpid(child, &state, 0);
        REQUIRE(WIFSIGNALED(state));  // it must not have ended with an error before
        const Pack pack = load_back(file);
        REQUIRE((pack == packs[0] || pack == packs[1]));
        if (pack == packs[0]) {
            REQUIRE(blobs_of_cache(file)->read(sha256(photo_bytes()), limits::photo).has_value());
        }
    }
}

TEST_CASE("cache: every mutation of its file is an error, a finding or no difference, never a crash") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "cache.db";
    REQUIRE(Cache::open(file)->load_pack(make_pack("one", 4), folder.path(), now).has_value());
    const std::string good = *read_file(file, 1'000'000);
    std::mt19937 random(5);
    const auto target = folder.path() / "mutated.db";
    int shown = 0;
    for (int i = 0; i < 10'000; ++i) {
        std::string bytes = good;
        if (i % 10 == 0) {
            bytes.resize(random() % bytes.size());
        } else {
            for (unsigned n = 1 + random() % 8; n > 0; --n)
                bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
        }
        folder.write("mutated.db", bytes);
        const auto reader = CacheReader::open(target);
        if (!reader) continue;
        static_cast<void>(reader->data_version().has_value());
        const auto reading = reader->load_snapshot();
        if (!reading) continue;
        ++shown;
        REQUIRE_FALSE(reading->snapshot.pack.stories.empty());
    }
    CHECK(shown > 0);
}

TEST_CASE("snapshot of a pack: a folder is shown directly, or refused with all its errors") {
    const TemporaryFolder folder;
    folder.write("pack.toml", pack_files::minimal().texts.at("pack.toml"));
    folder.write("media/hall.jpg", photo_bytes());
    folder.write("stories/a.md", "+++\nheadline = \"A\"\n[photo]\nfile = \"hall.jpg\"\ndecorative = true\n+++\n");
    const auto snapshot = snapshot_of_pack(folder.path());
    REQUIRE(snapshot.has_value());
    CHECK(snapshot->release == 0);
    CHECK(*snapshot->blobs->read(snapshot->pack.stories.at(0).photo->sha256, limits::photo) == photo_bytes());
    folder.write("stories/a.md", "+++\n+++\n");
    folder.write("links.toml", "[[link]]\n");
    const auto refused = snapshot_of_pack(folder.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("stories/a.md") != std::string::npos);
    CHECK(refused.error().message.find("links.toml:1") != std::string::npos);
}

}  // namespace content
