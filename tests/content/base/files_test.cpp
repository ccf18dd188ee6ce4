#include "content/base/files.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "content/base/sha256.h"
#include "tests/support/temporary_folder.h"

namespace content {

namespace fs = std::filesystem;

TEST_CASE("files: what is written replaces the old file whole, and leaves no other behind") {
    const TemporaryFolder folder;
    for (const char* text : {"one", "another"}) {
        REQUIRE(write_file(folder / "a.txt", text));
        CHECK(*read_file(folder / "a.txt", 100) == text);
        CHECK(list_files(folder.path(), 10)->size() == 1);
    }
    CHECK(write_file(folder / "none/a.txt", "x").error().code == Code::not_found);
}

TEST_CASE("files: a link or file that waits in the place of the temporary one is neither followed nor kept") {
    const TemporaryFolder folder;
    folder.write("victim", "precious");
    const std::string temporary = "a.txt.tmp" + std::to_string(::getpid());
    fs::create_symlink(folder / "victim", folder / temporary);
    REQUIRE(write_file(folder / "a.txt", "new"));
    CHECK(*read_file(folder / "victim", 100) == "precious");
    CHECK(*read_file(folder / "a.txt", 100) == "new");
    CHECK_FALSE(fs::is_symlink(folder / "a.txt"));
    folder.write(temporary, "left by a process of the same number");
    REQUIRE(write_file(folder / "a.txt", "newer"));
    CHECK(*read_file(folder / "a.txt", 100) == "newer");
    // A second name of somebody's file, in each way of writing.
    fs::create_hard_link(folder / "victim", folder / temporary);
    REQUIRE(write_unsynced(folder / "a.txt", "newest"));
    fs::create_hard_link(folder / "victim", folder / temporary);
    REQUIRE(write_file(folder / "a.txt", "newest"));
    CHECK(*read_file(folder / "victim", 100) == "precious");
    CHECK(*read_file(folder / "a.txt", 100) == "newest");
}

TEST_CASE("files: a secret that others may read or change is refused, and read by nobody") {
    const TemporaryFolder folder;
    folder.write("secret", "x");
    const auto mode = [&](unsigned bits) { fs::permissions(folder / "secret", static_cast<fs::perms>(bits)); };
    for (const unsigned bits : {0640U, 0604U, 0620U, 0602U, 0644U, 0666U}) {
        mode(bits);
        CHECK(read_private_file(folder / "secret", 10).error().code == Code::untrusted);
    }
    mode(0600);
    CHECK(read_private_file(folder / "secret", 10).value() == "x");
    CHECK(read_private_file(folder / "secret", 0).error().code == Code::too_large);
    CHECK(read_private_file(folder / "none", 10).error().code == Code::not_found);
}

TEST_CASE("files: a file is read within its cap, and compared with its hash where that is known") {
    const TemporaryFolder folder;
    folder.write("a", "12345");
    CHECK(read_file(folder / "a", 5).has_value());
    CHECK(read_file(folder / "a", 4).error().code == Code::too_large);
    CHECK(read_file(folder / "b", 4).error().code == Code::not_found);
    CHECK(*read_file_checked(folder / "a", sha256("12345"), 5) == "12345");
    CHECK(read_file_checked(folder / "a", sha256("1234"), 5).error().code == Code::untrusted);
}

TEST_CASE("files: what a killed program left half written goes; what a running one writes stays") {
    const TemporaryFolder folder;
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    REQUIRE(::waitpid(gone, nullptr, 0) == gone);
    const std::string dead = "floor.json.tmp" + std::to_string(gone);
    const std::string parent = "floor.json.tmp" + std::to_string(::getppid());
    for (const std::string& name : {dead, parent, std::string("notes.tmp"), std::string("x.tmp12a")})
        folder.write(name, "half");
    remove_leftovers(folder.path());
    CHECK_FALSE(fs::exists(folder.path() / dead));
    for (const std::string& name : {parent, std::string("notes.tmp"), std::string("x.tmp12a")})
        CHECK(fs::exists(folder.path() / name));
    remove_leftovers(folder.path() / "nowhere");
}

TEST_CASE("files: an unsynced file is replaced as a whole, and leaves nothing beside it") {
    const TemporaryFolder folder;
    REQUIRE(write_unsynced(folder.path() / "state", "one"));
    REQUIRE(write_unsynced(folder.path() / "state", "two"));
    CHECK(read_file(folder.path() / "state", 10).value() == "two");
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    CHECK_FALSE(write_unsynced(folder.path() / "no/state", "x"));
}

}  // namespace content
