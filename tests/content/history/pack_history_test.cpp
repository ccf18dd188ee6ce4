#include "content/history/pack_history.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

using content::Author;
using content::Code;
using content::FileChange;
using content::PackHistory;

namespace {

namespace fs = std::filesystem;
const content::Instant monday{std::chrono::seconds(1'773'651'600)};
const Author maria{"Maria", "maria@example.org"};

PackHistory open(const TemporaryFolder& folder) {
    auto history = PackHistory::open(folder.path());
    REQUIRE_MESSAGE(history, (history ? "" : history.error().message));
    return std::move(*history);
}

std::string keep(PackHistory& history, const std::string& words) {
    const auto kept = history.keep(maria, words, monday);
    REQUIRE_MESSAGE(kept, (kept ? "" : kept.error().message));
    return *kept;
}

std::string read(const TemporaryFolder& folder, const std::string& name) {
    const auto bytes = content::read_file(folder / name, 1'000'000);
    return bytes ? *bytes : std::string("(none)");
}

std::string changes(const PackHistory& history) {
    const auto all = history.changes();
    REQUIRE(all);
    std::string words;
    for (const auto& [path, change] : *all)
        words += std::string(content::name_of(content::file_change_names, change)) + " " + path + "; ";
    return words;
}

}  // namespace

TEST_CASE("history: a pack that never had one gets one, whose first version is what it is") {
    const TemporaryFolder folder;
    folder.write("pack.toml", "id = \"x\"\n");
    folder.write("stories/a.md", "one\n");
    auto history = open(folder);
    CHECK(history.versions(10)->empty());
    CHECK(changes(history) == "added pack.toml; added stories/a.md; ");
    const auto id = keep(history, "Release 1");
    CHECK(id.size() == 40);
    CHECK(changes(history).empty());
    const auto versions = history.versions(10);
    REQUIRE(versions);
    REQUIRE(versions->size() == 1);
    CHECK(versions->front().id == id);
    CHECK(versions->front().author.name == "Maria");
    CHECK(versions->front().author.email == "maria@example.org");
    CHECK(versions->front().words == "Release 1");
    CHECK(versions->front().at == monday);
}

TEST_CASE("history: what was edited, added and removed since is told, and nothing is kept twice") {
    const TemporaryFolder folder;
    folder.write("stories/a.md", "one\n");
    folder.write("stories/b.md", "two\n");
    auto history = open(folder);
    static_cast<void>(keep(history, "Release 1"));
    CHECK(keep(history, "Release 2").empty());
    folder.write("stories/a.md", "ONE\n");
    folder.write("media/c.jpg", "c");
    fs::remove(folder / "stories/b.md");
    CHECK(changes(history) == "added media/c.jpg; edited stories/a.md; removed stories/b.md; ");
    CHECK_FALSE(keep(history, "Release 3").empty());
    CHECK(changes(history).empty());
    CHECK(history.versions(10)->size() == 2);
    CHECK(history.versions(1)->front().words == "Release 3");
    folder.write("stories/a.md", "anybody's\n");
    REQUIRE(history.keep({"Somebody without an address", ""}, "Release 4", monday));
    CHECK(history.versions(1)->front().author.name == "Somebody without an address");
}

TEST_CASE("history: a version comes back byte for byte, whatever the pack's own attributes say") {
    const TemporaryFolder folder;
    const std::string odd = "line\r\n\tno end, $Id$, \xff\xfe and\r";
    folder.write(".gitattributes", "* text=auto ident eol=lf\n*.md working-tree-encoding=UTF-16\n");
    folder.write("stories/a.md", odd);
    folder.write("stories/b.md", "b\n");
    auto history = open(folder);
    const auto first = keep(history, "Release 1");
    folder.write("stories/a.md", "other\n");
    folder.write("stories/new.md", "new\n");
    fs::remove(folder / "stories/b.md");
    const auto second = keep(history, "Release 2");
    REQUIRE(history.restore(first));
    CHECK(read(folder, "stories/a.md") == odd);
    CHECK(read(folder, "stories/b.md") == "b\n");
    CHECK(read(folder, "stories/new.md") == "(none)");
    CHECK(history.versions(10)->size() == 2);
    CHECK_FALSE(keep(history, "Release 3").empty());
    REQUIRE(history.restore(second));
    CHECK(read(folder, "stories/a.md") == "other\n");
    CHECK(read(folder, "stories/b.md") == "(none)");
    CHECK(read(folder, "stories/new.md") == "new\n");
}

TEST_CASE("history: an id that is no version changes nothing") {
    const TemporaryFolder folder;
    folder.write("a.md", "a\n");
    auto history = open(folder);
    static_cast<void>(keep(history, "Release 1"));
    folder.write("a.md", "edited\n");
    for (const std::string& id : {std::string(), std::string("x"), std::string(40, '0'), std::string(41, 'a')}) {
        CAPTURE(id);
        CHECK(history.restore(id).error().code == Code::not_found);
    }
    CHECK(read(folder, "a.md") == "edited\n");
}

TEST_CASE("history: a git that keeps the files of another folder is refused, and one around the pack does not count") {
    const TemporaryFolder folder;
    folder.write("pack/a.md", "a\n");
    folder.write("secret/b.md", "b\n");
    { REQUIRE(PackHistory::open(folder.path())); }  // around it
    {
        auto history = PackHistory::open(folder / "pack");
        REQUIRE(history);
        REQUIRE(history->keep(maria, "Release 1", monday));
    }
    CHECK(fs::exists(folder / "pack/.git"));
    folder.write("pack/.git/config", "[core]\n\trepositoryformatversion = 0\n\tworktree = ../../secret\n");
    const auto refused = PackHistory::open(folder / "pack");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::bad_input);
    CHECK(PackHistory::open(folder / "none").error().code == Code::not_found);
}

TEST_CASE("history: while another git is at work nothing is kept, and one that was killed long ago stops nobody") {
    const TemporaryFolder folder;
    folder.write("a.md", "a\n");
    auto history = open(folder);
    folder.write(".git/index.lock", "");
    const auto refused = history.keep(maria, "Release 1", monday);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Code::unavailable);
    fs::last_write_time(folder / ".git/index.lock", fs::file_time_type::clock::now() - std::chrono::hours(1));
    auto later = open(folder);
    CHECK_FALSE(keep(later, "Release 1").empty());
}

TEST_CASE("history: a repository that is damaged is an error in words") {
    const TemporaryFolder folder;
    folder.write("a.md", "a\n");
    {
        auto history = open(folder);
        static_cast<void>(keep(history, "Release 1"));
    }
    for (const char* damage :
         {"garbage", "ref: refs/heads/../../../etc", "0123456789012345678901234567890123456789\n"}) {
        CAPTURE(damage);
        folder.write(".git/HEAD", damage);
        auto opened = PackHistory::open(folder.path());
        if (!opened) continue;
        CHECK_FALSE(opened->keep(maria, "Release 2", monday));
        const auto versions = opened->versions(3);
        CHECK((!versions || versions->empty()));
    }
    CHECK(read(folder, "a.md") == "a\n");
}

TEST_CASE("history: an author is a name in one line, and maybe an address") {
    CHECK(content::read_author("Maria <maria@example.org>")->email == "maria@example.org");
    CHECK(content::read_author(" Maria Ávila ")->name == "Maria Ávila");
    CHECK(content::read_author("Maria")->email.empty());
    for (const char* wrong : {"", "  ", "<a@example.org>", "Maria\nEvil", "Maria <a\r>"}) {
        CAPTURE(wrong);
        CHECK_FALSE(content::read_author(wrong));
    }
}
