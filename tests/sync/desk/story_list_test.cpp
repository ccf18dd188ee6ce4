#include "sync/desk/story_list.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "sync/desk/desk_schema.h"
#include "sync/desk/undo_book.h"
#include "tests/support/temporary_folder.h"

namespace {

using content::Instant;
using desk::StoryState;

constexpr const char* list_pack =
    "id = \"t\"\ndefault_language = \"en\"\nlanguages = [\"en\", \"fr\"]\nzone = \"UTC\"\ntitle = \"T\"\n";

std::string listed(const std::string& keys, const std::string& body = "") {
    return "+++\n" + keys + "\n+++\n\n" + body;
}

desk::PackView sample() {
    content::SourceTree tree;
    tree.texts["pack.toml"] = list_pack;
    tree.texts["stories/shown.md"] = listed("headline = \"Beta\"", "With Ärzte in it.");
    tree.texts["stories/shown.fr.md"] = listed("headline = \"Bêta\"");
    tree.texts["stories/over.md"] = listed("headline = \"Alpha\"\nuntil = 2024-01-01");
    tree.texts["stories/later.md"] = listed("headline = \"Gamma\"\nfrom = 2024-06-01");
    tree.texts["stories/edited.md"] = listed("headline = \"Old words\"");
    tree.texts["drafts/stories/edited.md"] = listed("headline = \"New words\"");
    tree.texts["drafts/stories/new.md"] = listed("headline = \"Delta\"");
    return desk::view_of(std::move(tree));
}

const Instant now = content::parse_instant("2024-03-18T12:00", "UTC").value();

TEST_CASE("a list has drafts first, then edits that wait, then what is shown, comes, and is over") {
    const auto rows = desk::story_rows(sample());
    const auto found = desk::find_stories(rows, {}, now);
    std::string all;
    for (const auto& row : found)
        all += row.headline + " ";
    CHECK(all == "Delta New words Beta Gamma Alpha ");
    CHECK(desk::state_of(found[0], now) == StoryState::draft);
    CHECK(desk::state_of(found[1], now) == StoryState::edited);
    CHECK(desk::state_of(found[2], now) == StoryState::shown);
    CHECK(desk::state_of(found[3], now) == StoryState::coming);
    CHECK(desk::state_of(found[4], now) == StoryState::over);
    CHECK(found[2].languages.size() == 2);
    CHECK(desk::find_stories(rows, {"", StoryState::over}, now).size() == 1);
}

TEST_CASE("stories are found by all words of any language and text, in capitals or not, old and new ones") {
    const auto rows = desk::story_rows(sample());
    const auto count = [&](const std::string& words) { return desk::find_stories(rows, {words, {}}, now).size(); };
    CHECK(count("bêta ÄRZTE") == 1);
    CHECK(count("old") == 1);
    CHECK(count("new words") == 1);
    CHECK(count("  ") == 5);
    CHECK(count("nowhere") == 0);
}

TEST_CASE("the way back from what was published is kept until it is gone, and only the last hundred ways") {
    const TemporaryFolder folder;
    const std::array parts = {desk::schema()};
    const auto database = store::Store::open(folder / "hub.db", parts, store::Opening::create);
    REQUIRE(database);
    desk::UndoBook book(**database);
    content::SourceTree tree;
    tree.texts["stories/a.md"] = std::string(1'500'000, 'a');
    REQUIRE(book.keep(7, {{"stories/a.md", "new"}, {"drafts/stories/a.md", ""}, {"stories/b.md", "b"}}, tree));
    const auto undo = book.find(7);
    REQUIRE(undo);
    REQUIRE(*undo);
    CHECK((*undo)->changes.at("stories/a.md") == tree.texts["stories/a.md"]);
    CHECK((*undo)->changes.at("stories/b.md").empty());
    CHECK((*undo)->expected.at("stories/b.md").size() == 64);
    CHECK((*undo)->expected.at("drafts/stories/a.md").empty());
    CHECK(!book.find(8).value());
    REQUIRE(book.keep(106, {{"x.md", "x"}}, tree));
    CHECK(book.find(7).value());
    REQUIRE(book.keep(107, {{"x.md", "x"}}, tree));
    CHECK(!book.find(7).value());
    REQUIRE(book.forget(107));
    CHECK(!book.find(107).value());
}

}  // namespace
