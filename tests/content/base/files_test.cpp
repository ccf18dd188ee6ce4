#include "content/base/files.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/pack_files.h"

TEST_CASE("files: what a killed program left half written goes; what a running one writes stays") {
    const pack_files::Folder folder;
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    REQUIRE(::waitpid(gone, nullptr, 0) == gone);
    const std::string dead = "floor.json.tmp" + std::to_string(gone);
    const std::string parent = "floor.json.tmp" + std::to_string(::getppid());
    for (const std::string& name : {dead, parent, std::string("notes.tmp"), std::string("x.tmp12a")})
        folder.write(name, "half");
    content::remove_leftovers(folder.path());
    CHECK_FALSE(std::filesystem::exists(folder.path() / dead));
    for (const std::string& name : {parent, std::string("notes.tmp"), std::string("x.tmp12a")})
        CHECK(std::filesystem::exists(folder.path() / name));
    content::remove_leftovers(folder.path() / "nowhere");
}

TEST_CASE("files: an unsynced file is replaced as a whole, and leaves nothing beside it") {
    const pack_files::Folder folder;
    REQUIRE(content::write_unsynced(folder.path() / "state", "one"));
    REQUIRE(content::write_unsynced(folder.path() / "state", "two"));
    CHECK(content::read_file(folder.path() / "state", 10).value() == "two");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK_FALSE(content::write_unsynced(folder.path() / "no/state", "x"));
}
