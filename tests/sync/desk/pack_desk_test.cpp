#include "sync/desk/pack_desk.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/import/write/staging.h"
#include "sync/desk/desk_schema.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using content::Code;
using content::ItemKind;
using content::Language;
using content::edit::FileChanges;
using content::edit::Place;
using desk::FileVersions;
using desk::PackDesk;
using desk::PackView;

constexpr const char* pack_toml =
    "id = \"t\"\ndefault_language = \"en\"\nlanguages = [\"en\", \"fr\"]\nzone = \"Europe/Vienna\"\ntitle = \"T\"\n";

std::string story(const std::string& headline) {
    return "+++\nheadline = \"" + headline + "\"\n+++\n";
}

/// A hub's folder with a pack of two stories, one of them in French too, and a draft that is an edit of one of them.
struct Folder {
    Folder() {
        files.write("pack/pack.toml", pack_toml);
        files.write("pack/stories/one.md", story("One"));
        files.write("pack/stories/one.fr.md", story("Un"));
        files.write("pack/stories/two.md", story("Two"));
        files.write("pack/drafts/stories/one.md", story("One, edited"));
        reopen();
    }
    /// As after a restart of the hub.
    void reopen() {
        desk.reset();
        database.reset();
        const std::array parts = {desk::schema()};
        auto opened = store::Store::open(files / "hub.db", parts, store::Opening::create);
        REQUIRE(opened);
        database = std::move(*opened);
        desk = std::make_unique<PackDesk>(*database, files / "pack");
    }
    [[nodiscard]] std::shared_ptr<const PackView> look() const {
        auto view = desk->look();
        if (!view) FAIL(view.error().message);
        return *view;
    }
    [[nodiscard]] std::string text(const std::string& path) const {
        return content::read_file(files / ("pack/" + path), content::limits::source_file).value();
    }
    content::Status save(const FileChanges& changes) const {
        const auto view = look();
        return desk->save(changes, desk::versions_of(changes, view->tree));
    }

    TemporaryFolder files;
    std::unique_ptr<store::Store> database;
    std::unique_ptr<PackDesk> desk;
};

TEST_CASE("a pack and its drafts are seen, and seen again only when a file changed") {
    const Folder folder;
    const auto view = folder.look();
    CHECK(view->pack.stories.size() == 2);
    REQUIRE(view->drafts.stories.size() == 1);
    CHECK(view->drafts.stories[0].texts.at(Language::en).headline == "One, edited");
    CHECK(view->findings.empty());
    CHECK(folder.look() == view);  // the same object: nothing was read

    folder.files.write("pack/stories/three.md", story("Three"));
    const auto later = folder.look();
    CHECK(later->number != view->number);
    CHECK(later->pack.stories.size() == 3);
    fs::remove(folder.files / "pack/stories/three.md");
    CHECK(folder.look()->pack.stories.size() == 2);
    CHECK(view->pack.stories.size() == 2);  // who still has the old view keeps it
}

TEST_CASE("an edit in place of the same length is seen") {
    const Folder folder;
    (void)folder.look();
    folder.files.write("pack/stories/two.md", story("Owt"));
    const std::array<timespec, 2> later = {timespec{2'000'000'000, 0}, timespec{2'000'000'000, 0}};
    REQUIRE(::utimensat(AT_FDCWD, (folder.files / "pack/stories/two.md").c_str(), later.data(), 0) == 0);
    CHECK(folder.look()->tree.texts.at("stories/two.md") == story("Owt"));
}

TEST_CASE("faults of the pack and of its drafts are named with their files") {
    const Folder folder;
    folder.files.write("pack/stories/two.md", "no front matter");
    folder.files.write("pack/drafts/stories/bad.md", "+++\nheadlin = 1\n+++\n");
    const auto view = folder.look();
    REQUIRE(content::has_errors(view->findings));
    CHECK(view->findings[0].file == "stories/two.md");
    REQUIRE(content::has_errors(view->draft_findings));
    CHECK(view->draft_findings[0].file == "drafts/stories/bad.md");
}

TEST_CASE("a folder that is not there is an error, and is seen once it is") {
    const Folder folder;
    PackDesk other(*folder.database, folder.files / "elsewhere");
    CHECK(other.look().error().code == Code::not_found);
    folder.files.write("elsewhere/pack.toml", pack_toml);
    CHECK(other.look());
}

TEST_CASE("what was saved is on the disk after apply, in new folders too, and what goes is gone") {
    const Folder folder;
    REQUIRE(folder.save({{"stories/two.md", story("Two, mended")},
                         {"drafts/calls/new.md", "+++\nheadline = \"C\"\ndeadline = \"2024-01-01\"\n+++\n"},
                         {"stories/one.fr.md", ""}}));
    CHECK(folder.text("stories/two.md") == story("Two"));  // not before
    CHECK(folder.desk->is_waiting().value());
    REQUIRE(folder.desk->apply());
    CHECK(!folder.desk->is_waiting().value());
    CHECK(folder.text("stories/two.md") == story("Two, mended"));
    CHECK(!fs::exists(folder.files / "pack/stories/one.fr.md"));
    CHECK(folder.look()->drafts.calls.size() == 1);
    CHECK(!fs::exists(folder.files / ".pack.import"));
}

TEST_CASE("a change that takes away a file which never was, in a folder that is not there, is no failure") {
    const Folder folder;
    REQUIRE(folder.save({{"drafts/calls/never.md", ""}, {"stories/two.md", story("2")}}));
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/two.md") == story("2"));
    CHECK(!folder.desk->is_waiting().value());
}

TEST_CASE("a file that somebody else changed meanwhile is a conflict, and then nothing is written") {
    const Folder folder;
    const FileChanges changes = {{"stories/one.md", story("Mine")}, {"stories/two.md", story("Mine too")}};
    const FileVersions seen = desk::versions_of(changes, folder.look()->tree);
    folder.files.write("pack/stories/two.md", story("Theirs"));
    const auto saved = folder.desk->save(changes, seen);
    REQUIRE(!saved);
    CHECK(saved.error().code == Code::outdated);
    CHECK(saved.error().message.find("stories/two.md") != std::string::npos);
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/one.md") == story("One"));
    CHECK(folder.text("stories/two.md") == story("Theirs"));
}

TEST_CASE("a file that came meanwhile, or went, is a conflict") {
    const Folder folder;
    const FileChanges create = {{"stories/new.md", story("New")}};
    const auto view = folder.look();
    folder.files.write("pack/stories/new.md", story("Another new one"));
    fs::remove(folder.files / "pack/stories/two.md");
    CHECK(folder.desk->save(create, desk::versions_of(create, view->tree)).error().code == Code::outdated);
    const FileChanges edit = {{"stories/two.md", story("2")}};
    CHECK(folder.desk->save(edit, desk::versions_of(edit, view->tree)).error().code == Code::outdated);
}

TEST_CASE("what was saved in a transaction that fails is not saved") {
    const Folder folder;
    const auto done = folder.database->transaction([&]() -> content::Status {
        if (auto saved = folder.save({{"stories/two.md", story("Never")}}); !saved) return saved;
        return content::Error{Code::bad_input, "the rest of the form is wrong"};
    });
    CHECK(!done);
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/two.md") == story("Two"));
}

TEST_CASE("a hub that ends between two files finishes the change when it is started again") {
    Folder folder;
    // The second file cannot be written, because a folder is where it would be: as far as this a killed hub got.
    REQUIRE(folder.save({{"drafts/stories/one.md", ""}, {"stories/one.md", story("One, edited")}}));
    fs::remove(folder.files / "pack/stories/one.md");
    fs::create_directory(folder.files / "pack/stories/one.md");
    CHECK(!folder.desk->apply());
    CHECK(!fs::exists(folder.files / "pack/drafts/stories/one.md"));
    CHECK(folder.desk->is_waiting().value());
    CHECK(folder.save({{"stories/two.md", story("2")}}).error().code == Code::unavailable);

    fs::remove(folder.files / "pack/stories/one.md");
    folder.files.write("pack/stories/one.md", story("One"));
    folder.reopen();
    CHECK(folder.desk->is_waiting().value());
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/one.md") == story("One, edited"));
    CHECK(!folder.desk->is_waiting().value());
}

TEST_CASE("a change that is finished late leaves a file alone that somebody changed since") {
    Folder folder;
    REQUIRE(folder.save({{"stories/one.md", story("From the page")}, {"stories/two.md", story("2 from the page")}}));
    folder.files.write("pack/stories/one.md", story("By hand, while the hub was down"));
    folder.reopen();
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/one.md") == story("By hand, while the hub was down"));
    CHECK(folder.text("stories/two.md") == story("2 from the page"));
}

TEST_CASE("while an import is at work nothing is written, and afterwards it is") {
    const Folder folder;
    REQUIRE(folder.save({{"stories/two.md", story("2")}}));
    // The lock is one of processes: another one must hold it.
    const pid_t child = ::fork();
    if (child == 0) {
        const auto staging = content::Staging::beside(folder.files / "pack");
        if (staging) std::ofstream(folder.files / "locked") << "1";
        ::pause();
        ::_exit(0);
    }
    for (int i = 0; i < 1000 && !fs::exists(folder.files / "locked"); ++i)
        ::usleep(10'000);
    CHECK(folder.desk->apply().error().code == Code::unavailable);
    CHECK(folder.text("stories/two.md") == story("Two"));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    REQUIRE(folder.desk->apply());
    CHECK(folder.text("stories/two.md") == story("2"));
}

TEST_CASE("a file larger than a row of the database comes whole, and one larger than a source is refused") {
    const Folder folder;
    std::string bytes = story("Long");
    while (bytes.size() < content::limits::source_file - 10)
        bytes += static_cast<char>('a' + bytes.size() % 26);
    REQUIRE(folder.save({{"stories/two.md", bytes}}));
    REQUIRE(folder.desk->apply());
    CHECK(content::sha256(folder.text("stories/two.md")) == content::sha256(bytes));
    bytes.resize(content::limits::source_file + 1, 'x');
    CHECK(folder.save({{"stories/two.md", bytes}}).error().code == Code::too_large);
}

TEST_CASE("only sources of a pack are written, whatever an edit says") {
    const Folder folder;
    for (const char* path : {"", "../pack.toml", "stories/../../x.md", "/etc/x.md", ".git/config.toml", "stories//x.md",
                             "stories/.x.md", "media/x.md", "stories/x.sh", "stories\\x.md", "a\nb.md"}) {
        CAPTURE(path);
        const auto saved = folder.desk->save({{path, "x"}}, {{path, ""}});
        REQUIRE(!saved);
        CHECK(saved.error().code == Code::bad_input);
    }
    CHECK(folder.desk->save({{"stories/x.md", "x"}}, {}).error().code == Code::bad_input);
}

TEST_CASE("the version of an item is another one exactly when the item is") {
    const Folder folder;
    folder.files.write("pack/links.toml",
                       "[[links]]\nid = \"a\"\nurl = \"https://a.example.org/\"\nlabel = \"A\"\n"
                       "[[links]]\nid = \"b\"\nurl = \"https://b.example.org/\"\nlabel = \"B\"\n");
    const auto before = folder.look();
    const auto version = [](const PackView& view, ItemKind kind, Place place, const char* id, Language language) {
        return desk::version_of(view, kind, place, id, language);
    };
    const auto link_a = version(*before, ItemKind::link, Place::published, "a", Language::en);
    const auto link_b = version(*before, ItemKind::link, Place::published, "b", Language::en);
    const auto english = version(*before, ItemKind::story, Place::published, "one", Language::en);
    const auto french = version(*before, ItemKind::story, Place::published, "one", Language::fr);
    CHECK(version(*before, ItemKind::story, Place::drafts, "one", Language::en) != english);
    CHECK(version(*before, ItemKind::story, Place::published, "three", Language::en).empty());
    CHECK(version(*before, ItemKind::event, Place::published, "x", Language::en).empty());

    folder.files.write("pack/links.toml",
                       "[[links]]\nid = \"a\"\nurl = \"https://a.example.org/\"\nlabel = \"A\"  # the same\n"
                       "[[links]]\nid = \"b\"\nurl = \"https://b.example.org/\"\nlabel = \"C\"\n");
    folder.files.write("pack/stories/one.fr.md", story("Un, corrigé"));
    const auto after = folder.look();
    CHECK(version(*after, ItemKind::link, Place::published, "a", Language::en) == link_a);
    CHECK(version(*after, ItemKind::link, Place::published, "b", Language::en) != link_b);
    CHECK(version(*after, ItemKind::story, Place::published, "one", Language::en) == english);
    CHECK(version(*after, ItemKind::story, Place::published, "one", Language::fr) != french);
}

}  // namespace
