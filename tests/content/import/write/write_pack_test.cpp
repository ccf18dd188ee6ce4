#include "content/import/write/write_pack.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "content/base/files.h"
#include "content/import/write/merge.h"
#include "content/import/write/pack_toml.h"
#include "content/import/write/staging.h"
#include "content/pack/pack_reader.h"
#include "tests/support/temporary_folder.h"

namespace fs = std::filesystem;
using content::Language;
using content::Pack;

namespace {

content::SourceTree demonstration() {
    return *content::load_source_tree(fs::path(ROTUNDA_SOURCE_DIR) / "assets/packs/csu-2024-01");
}

content::SourceTree with_changes(content::SourceTree tree, const std::map<std::string, std::string>& changes) {
    for (const auto& [path, bytes] : changes) {
        tree.texts.erase(path);
        if (!bytes.empty()) tree.texts[path] = bytes;
    }
    return tree;
}

}  // namespace

TEST_CASE("write_pack: a whole pack in six languages reads back as the same items") {
    const content::SourceTree tree = demonstration();
    const Pack pack = content::read_pack(tree).pack;
    Pack empty;
    empty.edition = pack.edition;
    content::SourceTree bare;
    bare.texts["pack.toml"] = tree.texts.at("pack.toml");
    const auto reading = content::read_pack(with_changes(bare, content::pack_changes(bare, empty, pack)));
    CHECK(!content::has_errors(reading.findings));
    CHECK(reading.pack.stories == pack.stories);
    CHECK(reading.pack.events == pack.events);
    CHECK(reading.pack.calls == pack.calls);
    CHECK(reading.pack.links == pack.links);
}

TEST_CASE("write_pack: what did not change stays byte by byte") {
    const content::SourceTree tree = demonstration();
    const Pack pack = content::read_pack(tree).pack;
    CHECK(content::pack_changes(tree, pack, pack).empty());
    Pack next = pack;
    next.events.at(2).texts.at(Language::en).title =
        "Another title; with signs, and a very long end that must be folded";
    const auto changes = content::pack_changes(tree, pack, next);
    REQUIRE(changes.size() == 1);
    const std::string& calendar = changes.at("events.ics");
    const std::string& before = tree.texts.at("events.ics");
    const auto webinar = before.find("UID:2024-01-26");
    CHECK(calendar.find(before.substr(webinar, before.find("END:VCALENDAR") - webinar)) != std::string::npos);
    CHECK(content::read_pack(with_changes(tree, changes)).pack == next);
}

TEST_CASE("write_pack: every kind of event and sign survives") {
    Pack pack;
    pack.edition.id = "x";
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages = {Language::en};
    pack.edition.title[Language::en] = "X";
    content::Event event;
    event.id = "a,b;c@x";
    event.texts[Language::en].title =
        "Öffnung \\ Überraschung, ein langer Titel; über fünfundsiebzig Bytes hinaus – ganz";
    event.texts[Language::en].description = "two\nlines";
    event.when = content::TimedSpan{*content::parse_instant("2024-10-27T02:30", "Europe/Vienna"),
                                    *content::parse_instant("2024-10-27T01:30Z", "UTC"), "Europe/Vienna"};
    event.status = content::EventStatus::moved;
    event.old_room[Language::en] = "Room A";
    event.languages = {Language::en, Language::fr};
    event.is_virtual = true;
    pack.events.push_back(event);
    event.id = "months@x";
    event.when = content::MonthSpan{*content::parse_month("2024-02"), *content::parse_month("2024-03")};
    pack.events.push_back(event);
    content::Story story;
    story.id = "s";
    story.texts[Language::en] = {"A \"title\" \\ with signs", "Gist\tand tab.", "# Body\n\n+++\n\nend", "", ""};
    pack.stories.push_back(story);
    Pack empty;
    empty.edition = pack.edition;
    content::SourceTree tree;
    tree.texts["pack.toml"] = content::edition_source(pack.edition);
    const auto reading = content::read_pack(with_changes(tree, content::pack_changes(tree, empty, pack)));
    for (const auto& finding : reading.findings)
        CAPTURE(finding.message);
    CHECK(!content::has_errors(reading.findings));
    CHECK(reading.pack == pack);
}

TEST_CASE("write_pack: a folder is changed as a whole, and a new one is made") {
    const TemporaryFolder folder;
    const fs::path pack = folder.path() / "pack";
    const auto write = [&](const std::map<std::string, std::string>& changes) {
        const auto staging = content::Staging::beside(pack);
        REQUIRE(staging);
        return content::write_changes(**staging, changes, {}).has_value();
    };
    REQUIRE(write({{"pack.toml", "one"}, {"stories/a.md", "a"}}));
    REQUIRE(write({{"pack.toml", "two"}, {"stories/a.md", ""}, {"stories/b.md", "b"}}));
    CHECK(*content::read_file(pack / "pack.toml", 10) == "two");
    CHECK(!fs::exists(pack / "stories/a.md"));
    CHECK(*content::read_file(pack / "stories/b.md", 10) == "b");
    // A file where a folder must be: nothing changes, nothing is left behind.
    CHECK(!write({{"pack.toml", "three"}, {"pack.toml/x", "y"}}));
    CHECK(*content::read_file(pack / "pack.toml", 10) == "two");
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("write_pack: one program at a time writes into a pack, and what a killed one left goes") {
    const TemporaryFolder folder;
    const fs::path pack = folder.path() / "pack";
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t other = ::fork();
    if (other == 0) {
        const auto staging = content::Staging::beside(pack);
        if (!staging || !content::write_file((*staging)->folder() / "half a photo", "x")) ::_exit(1);
        if (::write(ready[1], "x", 1) == 1) ::pause();
        ::_exit(1);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    const auto refused = content::Staging::beside(pack);
    REQUIRE(!refused);
    CHECK(refused.error().code == content::Code::unavailable);
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
    {
        const auto staging = content::Staging::beside(pack);
        REQUIRE(staging);
        CHECK(!fs::exists((*staging)->folder() / "half a photo"));
    }
    CHECK(fs::is_empty(folder.path()));
    fs::create_directories(folder.path() / "elsewhere/kept");
    fs::create_directory_symlink(folder.path() / "elsewhere", folder.path() / ".pack.import");
    CHECK(!content::Staging::beside(pack));
    CHECK(fs::exists(folder.path() / "elsewhere/kept"));
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("merge: what people edited stays, the rest follows the source") {
    const Pack last = content::read_pack(demonstration()).pack;
    Pack now = last;
    now.stories.at(0).texts.at(Language::en).headline = "Edited";
    Pack next = last;
    next.stories.at(0).texts.at(Language::en).headline = "From the source";
    next.stories.at(0).texts.at(Language::en).place = "Moved";
    const auto merge = content::merge_import(last, now, next, content::Prune::no);
    CHECK(merge.pack.stories.at(0).texts.at(Language::en).headline == "Edited");
    CHECK(merge.pack.stories.at(0).texts.at(Language::en).place == "Moved");
    REQUIRE(merge.changes.size() == 2);
    CHECK(merge.changes[0].fields == std::vector<std::string>{"texts.en.place"});
    CHECK(merge.changes[1].kind == content::ChangeKind::kept);
    CHECK(merge.changes[1].fields == std::vector<std::string>{"texts.en.headline"});
}

TEST_CASE("merge: a second time there is nothing new, and translations stay") {
    const Pack pack = content::read_pack(demonstration()).pack;
    Pack source = pack;
    for (auto& story : source.stories) {
        for (const Language language : {Language::ar, Language::zh, Language::fr, Language::ru, Language::es}) {
            story.texts.erase(language);
            for (auto& figure : story.figures)
                figure.label.erase(language);
            for (auto& link : story.links)
                link.text.erase(language);
        }
    }
    const auto merge = content::merge_import(source, pack, source, content::Prune::yes);
    CHECK(merge.changes.empty());
    CHECK(merge.pack == pack);
}

TEST_CASE("merge: gone items stay unless pruned, deleted ones stay away, others' are not touched") {
    const Pack last = content::read_pack(demonstration()).pack;
    Pack now = last;
    now.events.erase(now.events.begin());
    now.events.at(0).texts.at(Language::en).title = "Edited";
    content::Event own = last.events.at(0);
    own.id = "own@x";
    now.events.push_back(own);
    Pack next = last;
    next.events.erase(next.events.begin() + 1, next.events.begin() + 3);
    const auto kept = content::merge_import(last, now, next, content::Prune::no);
    CHECK(kept.pack.events == now.events);
    const auto pruned = content::merge_import(last, now, next, content::Prune::yes);
    CHECK(pruned.pack.events.size() == now.events.size() - 1);
    CHECK(pruned.pack.events.at(0).texts.at(Language::en).title == "Edited");
    CHECK(pruned.pack.events.back().id == "own@x");
}

TEST_CASE("merge: the last import is kept as JSON and reads back") {
    Pack pack = content::read_pack(demonstration()).pack;
    const auto again = content::decode_import(content::encode_import(pack));
    REQUIRE(again);
    CHECK(again->stories == pack.stories);
    CHECK(again->events == pack.events);
    CHECK(!content::decode_import("{}"));
    CHECK(!content::decode_import("[{\"kind\":\"x\"}]"));
}
