#include "sync/store/store.h"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::Status;
using store::Opening;
using store::SchemaPart;
using store::Store;

constexpr std::array<std::string_view, 1> first_steps = {
    "CREATE TABLE rooms(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE chairs(room INTEGER NOT NULL REFERENCES rooms(id), number INTEGER)"};
constexpr std::array<std::string_view, 2> later_steps = {
    first_steps[0], "ALTER TABLE rooms ADD COLUMN seats INTEGER; UPDATE rooms SET seats = 12"};
constexpr std::array<std::string_view, 1> other_steps = {
    "CREATE TABLE notes(words TEXT NOT NULL);"
    "CREATE TRIGGER notes_stay BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'notes stay'); END"};
const std::array rooms = {SchemaPart{"rooms", first_steps}};
const std::array rooms_later = {SchemaPart{"rooms", later_steps}};
const std::array rooms_and_notes = {SchemaPart{"rooms", first_steps}, SchemaPart{"notes", other_steps}};

std::unique_ptr<Store> opened(const fs::path& file, std::span<const SchemaPart> parts = rooms) {
    auto store = Store::open(file, parts, Opening::create);
    if (!store) FAIL(store.error().message);
    return std::move(*store);
}

/// Why it is not opened.
Error refusal(const fs::path& file, std::span<const SchemaPart> parts = rooms) {
    const auto store = Store::open(file, parts, Opening::existing);
    return store ? Error{Code::bad_input, "it was opened"} : store.error();
}

Status add_room(Store& store, const std::string& name) {
    return store.transaction([&]() -> Status {
        store.query("INSERT INTO rooms(name) VALUES(?)").with(name).run();
        return {};
    });
}

std::vector<std::string> names(Store& store) {
    const auto all = store.read([&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> found;
        auto query = store.query("SELECT name FROM rooms ORDER BY id");
        while (query.next())
            found.push_back(query.text(0));
        return found;
    });
    if (!all) FAIL(all.error().message);
    return *all;
}

void run_sql(const fs::path& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

mode_t mode_of(const fs::path& file) {
    struct stat info {};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    return info.st_mode & 0777U;
}

}  // namespace

TEST_CASE("store: what a transaction wrote is there for the next program, for its owner only") {
    TemporaryFolder folder;
    {
        auto store = opened(folder / "hub.db");
        REQUIRE(add_room(*store, "Boardroom A"));
        CHECK(mode_of(folder / "hub.db") == 0600U);
        CHECK(mode_of(folder / "hub.db-wal") == 0600U);
        CHECK(names(*opened(folder / "hub.db")) == std::vector<std::string>{"Boardroom A"});
    }
    CHECK(names(*opened(folder / "hub.db")) == std::vector<std::string>{"Boardroom A"});
    CHECK(refusal(folder / "other.db").code == Code::not_found);
}

TEST_CASE("store: a body that fails, and one whose query fails, leave nothing") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    const auto refused = store->transaction([&]() -> Status {
        store->query("INSERT INTO rooms(name) VALUES('one')").run();
        return Error{Code::outdated, "no"};
    });
    CHECK(refused.error().code == Code::outdated);
    const auto failed = store->transaction([&]() -> Status {
        store->query("INSERT INTO rooms(name) VALUES('two')").run();
        store->query("INSERT INTO chairs(room, number) VALUES(77, 1)").run();  // there is no such room
        return {};
    });
    CHECK_FALSE(failed);
    CHECK(names(*store).empty());
    REQUIRE(add_room(*store, "three"));
    CHECK(names(*store) == std::vector<std::string>{"three"});
}

TEST_CASE("store: a transaction inside of another one is a part of it") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    const auto kept = store->transaction([&]() -> Status {
        REQUIRE(add_room(*store, "one"));
        const auto inner = store->transaction([&]() -> Status {
            store->query("INSERT INTO rooms(name) VALUES('two')").run();
            return Error{Code::outdated, "only this part"};
        });
        CHECK_FALSE(inner);
        CHECK(names(*store) == std::vector<std::string>{"one"});
        return add_room(*store, "three");
    });
    REQUIRE(kept);
    CHECK(names(*store) == std::vector<std::string>{"one", "three"});
    const auto dropped = store->transaction([&]() -> Status {
        REQUIRE(add_room(*store, "four"));
        return Error{Code::outdated, "all of it"};
    });
    CHECK_FALSE(dropped);
    CHECK(names(*store) == std::vector<std::string>{"one", "three"});
}

TEST_CASE("store: a query outside of a transaction does nothing") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    CHECK_THROWS(store->query("INSERT INTO rooms(name) VALUES('one')").run());
    CHECK(names(*store).empty());
}

TEST_CASE("store: values of all kinds come back as they went in") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    const std::string bytes("a\0b'\xFF", 5);
    const auto stored = store->transaction([&]() -> Status {
        store->query("INSERT INTO rooms(id, name) VALUES(?, ?)").with(std::int64_t{1} << 40, bytes).run();
        store->query("INSERT INTO chairs(room, number) VALUES(?, ?)").with(std::int64_t{1} << 40, std::nullopt).run();
        auto query = store->query("SELECT rooms.id, name, number FROM rooms JOIN chairs ON room = rooms.id");
        REQUIRE(query.next());
        CHECK(query.integer(0) == std::int64_t{1} << 40);
        CHECK(query.text(1) == bytes);
        CHECK_FALSE(query.optional_integer(2).has_value());
        CHECK_FALSE(query.next());
        return {};
    });
    CHECK(stored);
}

TEST_CASE("store: instants are kept as whole seconds since 1970, and one that is not there is none") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    const content::Instant before_1970{std::chrono::seconds(-5)};
    const content::Instant later{std::chrono::seconds(1'800'000'000)};
    const auto kept = store->transaction([&]() -> Status {
        auto query = store->query("SELECT ?, ?, ?, ?");
        REQUIRE(query.with(before_1970, later, std::optional<content::Instant>(), std::optional(later)).next());
        CHECK(query.instant(0) == before_1970);
        CHECK(query.integer(1) == 1'800'000'000);
        CHECK_FALSE(query.optional_instant(2));
        CHECK(query.optional_instant(3) == later);
        return {};
    });
    CHECK(kept);
}

TEST_CASE("store: an older file gets the missing steps once, and a part that is new its tables") {
    TemporaryFolder folder;
    REQUIRE(add_room(*opened(folder / "hub.db"), "Foyer"));
    for (int time = 0; time < 2; ++time) {
        auto store = opened(folder / "hub.db", rooms_later);
        const auto seats = store->read([&]() -> Result<std::int64_t> {
            auto query = store->query("SELECT seats FROM rooms");
            return query.next() ? query.integer(0) : -1;
        });
        CHECK(*seats == 12);
    }
    const auto newer = refusal(folder / "hub.db");
    CHECK(newer.code == Code::unsupported);
    CHECK(newer.message.find("written by a newer one") != std::string::npos);
    REQUIRE(opened(folder / "second.db"));
    REQUIRE(opened(folder / "second.db", rooms_and_notes));
    CHECK(refusal(folder / "second.db").code == Code::unsupported);
}

TEST_CASE("store: the triggers of a part work") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db", rooms_and_notes);
    const auto gone = store->transaction([&]() -> Status {
        store->query("INSERT INTO notes VALUES('one')").run();
        store->query("DELETE FROM notes").run();
        return {};
    });
    REQUIRE_FALSE(gone);
    CHECK(gone.error().message.find("notes stay") != std::string::npos);
}

TEST_CASE("store: what is no database of a hub is refused, and stays as it is") {
    TemporaryFolder folder;
    const fs::path file = folder / "hub.db";
    const auto code = [&] { return refusal(file).code; };
    SUBCASE("no database at all") {
        folder.write("hub.db", std::string(10'000, 'x'));
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        CHECK(code() == Code::bad_input);
        CHECK(*content::read_file(file, 20'000) == std::string(10'000, 'x'));
    }
    SUBCASE("another program's") {
        run_sql(file, "CREATE TABLE songs(name)");
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        CHECK(code() == Code::bad_input);
        CHECK_FALSE(fs::exists(file.string() + "-wal"));
    }
    SUBCASE("a table more") {
        REQUIRE(opened(file));
        run_sql(file, "CREATE TABLE songs(name)");
        CHECK(code() == Code::bad_input);
    }
    SUBCASE("a trigger that a stranger added") {
        REQUIRE(opened(file));
        run_sql(file, "CREATE TRIGGER evil AFTER INSERT ON rooms BEGIN DELETE FROM chairs; END");
        CHECK(code() == Code::bad_input);
    }
    SUBCASE("a table of versions that computes") {
        REQUIRE(opened(file));
        run_sql(file, "DROP TABLE parts; CREATE VIEW parts AS SELECT 'rooms' AS name, 1 AS version");
        CHECK(code() == Code::bad_input);
    }
    SUBCASE("another layout") {
        REQUIRE(opened(file));
        run_sql(file, "PRAGMA user_version = 2");
        CHECK(code() == Code::unsupported);
    }
    SUBCASE("a link") {
        REQUIRE(opened(folder / "real.db"));
        fs::create_symlink(folder / "real.db", file);
        CHECK(code() == Code::bad_input);
        fs::remove(file);
        fs::create_symlink(folder / "nothing", file);
        CHECK_FALSE(Store::open(file, rooms, Opening::create));
        CHECK_FALSE(fs::exists(folder / "nothing"));
    }
    SUBCASE("a link as its log") {
        REQUIRE(opened(file));
        fs::create_symlink(folder / "elsewhere", file.string() + "-wal");
        CHECK(code() == Code::bad_input);
    }
    SUBCASE("a pipe") {
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        CHECK(code() == Code::bad_input);
    }
    SUBCASE("readable by others") {
        REQUIRE(opened(file));
        fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
        CHECK(code() == Code::untrusted);
    }
    SUBCASE("damaged") {
        {
            auto store = opened(file);
            REQUIRE(store->transaction([&]() -> Status {
                for (int i = 0; i < 2000; ++i)
                    store->query("INSERT INTO rooms(name) VALUES('a room with a rather long name')").run();
                return {};
            }));
        }
        auto bytes = *content::read_file(file, 1'000'000);
        REQUIRE(bytes.size() > 40'000);
        std::fill(bytes.begin() + 20'000, bytes.begin() + 30'000, '\x5A');
        folder.write("hub.db", bytes);
        CHECK(code() == Code::bad_input);
    }
}

TEST_CASE("store: a full disk is words, keeps what was there, and passes") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    REQUIRE(add_room(*store, "before"));
    const auto add_many = [&] {
        return store->transaction([&]() -> Status {
            for (int i = 0; i < 5000; ++i)
                store->query("INSERT INTO rooms(name) VALUES(?)").with(std::string(100, 'x')).run();
            return {};
        });
    };
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit full{100'000, before.rlim_max};  // bytes of a file, as of a disk with a rest
    ::setrlimit(RLIMIT_FSIZE, &full);
    const auto refused = add_many();
    const bool was_full = store->is_disk_full();
    ::setrlimit(RLIMIT_FSIZE, &before);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::io);
    INFO(refused.error().message);
    CHECK(refused.error().message.find("the disk is full") != std::string::npos);
    CHECK(was_full);
    CHECK(names(*store) == std::vector<std::string>{"before"});
    REQUIRE(add_many());
    CHECK_FALSE(store->is_disk_full());
    CHECK(names(*store).size() == 5001);
}

TEST_CASE("store: a program that is killed loses nothing that was committed, durable soon or at once") {
    TemporaryFolder folder;
    for (const auto durability : {store::Durability::synced, store::Durability::soon}) {
        const fs::path file = folder / (durability == store::Durability::soon ? "soon.db" : "synced.db");
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto store = opened(file);
            for (char number = 0;; ++number) {
                const auto done = store->transaction(
                    [&]() -> Status {
                        store->query("INSERT INTO rooms(name) VALUES(?)").with(int{number}).run();
                        return {};
                    },
                    durability);
                if (!done || ::write(pipe[1], &number, 1) != 1) ::_exit(1);
            }
        }
        int accepted = 0;
        for (char number = 0; accepted < 50 && ::read(pipe[0], &number, 1) == 1;)
            ++accepted;
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(pipe[0]);
        ::close(pipe[1]);
        CHECK(accepted == 50);
        CHECK(names(*opened(file)).size() >= 50);
    }
}

TEST_CASE("store: sync makes durable what was to be soon") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    CHECK(store->sync());
    const auto soon = [&] {
        return store->transaction(
            [&]() -> Status {
                store->query("INSERT INTO rooms(name) VALUES('soon')").run();
                return {};
            },
            store::Durability::soon);
    };
    REQUIRE(soon());
    CHECK(store->sync());
    REQUIRE(soon());
    REQUIRE(add_room(*store, "now"));
    CHECK(store->sync());
    CHECK(names(*store).size() == 3);
}

TEST_CASE("store: two programs write in turn, and each sees that the other did") {
    TemporaryFolder folder;
    auto hub = opened(folder / "hub.db");
    auto command = opened(folder / "hub.db");
    REQUIRE(add_room(*hub, "by the hub"));
    REQUIRE(add_room(*command, "by a command"));
    CHECK(names(*hub).size() == 2);
    std::thread other([&] {
        for (int i = 0; i < 100; ++i)
            CHECK(add_room(*command, "more"));
    });
    for (int i = 0; i < 100; ++i)
        CHECK(add_room(*hub, "more"));
    other.join();
    CHECK(names(*hub).size() == 202);
}

TEST_CASE("store: a copy is whole while somebody writes, and is checked without being changed") {
    TemporaryFolder folder;
    auto store = opened(folder / "hub.db");
    REQUIRE(add_room(*store, "Foyer"));
    folder.write("copy.db", "an older copy");
    REQUIRE(store->back_up(folder / "copy.db"));
    REQUIRE(add_room(*store, "later"));
    CHECK(mode_of(folder / "copy.db") == 0600U);
    const auto bytes = *content::read_file(folder / "copy.db", 1'000'000);
    CHECK(store::check_copy(folder / "copy.db", rooms));
    CHECK(store::check_copy(folder / "copy.db", rooms_later));  // an older one can be restored
    CHECK(*content::read_file(folder / "copy.db", 1'000'000) == bytes);
    CHECK_FALSE(fs::exists(folder / "copy.db-wal"));
    CHECK(names(*opened(folder / "copy.db")) == std::vector<std::string>{"Foyer"});
    folder.write("copy.db", bytes.substr(0, bytes.size() / 2));
    CHECK(store::check_copy(folder / "copy.db", rooms).error().code == Code::bad_input);
    CHECK(store::check_copy(folder / "none.db", rooms).error().code == Code::not_found);
    CHECK_FALSE(store->back_up(folder / "no folder/copy.db"));
}
