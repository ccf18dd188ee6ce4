#include "sync/desk/story_preview.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "content/pack/pack_reader.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using content::edit::Place;

desk::PackView view_in(const TemporaryFolder& folder) {
    auto tree = content::load_source_tree(folder / "pack");
    REQUIRE(tree);
    return desk::view_of(std::move(*tree));
}

std::string listed(const fs::path& folder) {
    std::string all;
    const auto names = content::list_files(folder, 100);
    REQUIRE(names);
    for (const std::string& name : *names)
        all += name + " ";
    return all;
}

TEST_CASE("a preview is a pack of the one story, of its draft where that is wanted, with its photo") {
    const TemporaryFolder folder;
    folder.write(
        "pack/pack.toml",
        "id = \"t\"\ndefault_language = \"en\"\nlanguages = [\"en\", \"fr\"]\nzone = \"UTC\"\ntitle = \"T\"\n");
    folder.write("pack/stories/one.md", "+++\nheadline = \"One\"\n+++\n");
    folder.write("pack/stories/one.fr.md", "+++\nheadline = \"Un\"\n+++\n");
    folder.write("pack/stories/one-more.md", "+++\nheadline = \"Another\"\n+++\n");
    folder.write("pack/drafts/stories/one.md",
                 "+++\nheadline = \"One, edited\"\n[photo]\nfile = \"a.jpg\"\nalt = \"A\"\n+++\n");
    folder.write("pack/media/a.jpg", "not looked into");
    folder.write("pack/media/b.jpg", "of somebody else");
    const auto view = view_in(folder);

    const auto published =
        desk::keep_story_preview(view, folder / "pack", "one", Place::published, folder / "previews");
    REQUIRE(published);
    CHECK(listed(*published) == "pack.toml stories/one.fr.md stories/one.md ");
    const auto draft = desk::keep_story_preview(view, folder / "pack", "one", Place::drafts, folder / "previews");
    REQUIRE(draft);
    CHECK(listed(*draft) == "media/a.jpg pack.toml stories/one.md ");
    const auto read = content::read_pack(content::load_source_tree(*draft).value());
    CHECK_FALSE(content::has_errors(read.findings));
    REQUIRE(read.pack.stories.size() == 1);
    CHECK(read.pack.stories[0].texts.begin()->second.headline == "One, edited");

    // The same bytes are the same preview; other ones are another.
    CHECK(*desk::keep_story_preview(view, folder / "pack", "one", Place::drafts, folder / "previews") == *draft);
    folder.write("pack/drafts/stories/one.md", "+++\nheadline = \"Edited again\"\n+++\n");
    CHECK(*desk::keep_story_preview(view_in(folder), folder / "pack", "one", Place::drafts, folder / "previews") !=
          *draft);
    CHECK(desk::keep_story_preview(view, folder / "pack", "none", Place::drafts, folder / "previews").error().code ==
          content::Code::not_found);
}

TEST_CASE("only so many previews are kept") {
    const TemporaryFolder folder;
    folder.write("pack/pack.toml",
                 "id = \"t\"\ndefault_language = \"en\"\nlanguages = [\"en\"]\nzone = \"UTC\"\ntitle = \"T\"\n");
    for (std::size_t i = 0; i < desk::kept_previews + 5; ++i) {
        folder.write("pack/stories/one.md", "+++\nheadline = \"Number " + std::to_string(i) + "\"\n+++\n");
        REQUIRE(
            desk::keep_story_preview(view_in(folder), folder / "pack", "one", Place::published, folder / "previews"));
    }
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder / "previews"))
        count += entry.is_directory() ? 1 : 0;
    CHECK(count <= desk::kept_previews + 1);
    CHECK(count > 0);
}

}  // namespace
