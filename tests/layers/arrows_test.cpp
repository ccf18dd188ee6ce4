#include "tests/layers/arrows.h"

#include <doctest/doctest.h>
#include <algorithm>

#include "tests/layers/made_tree.h"

namespace {

std::string violations(const layers::MadeTree& tree) {
    return layers::lines_of(layers::check_arrows(tree.read(), layers::arrows()));
}

}  // namespace

TEST_CASE("layers: an include against the direction is found") {
    const layers::MadeTree tree;
    SUBCASE("content knows nobody") {
        tree.write("content/base/a.cpp", "\n#include \"kiosk/frame/frame.h\"\n");
        CHECK(violations(tree) == "content/base/a.cpp:2: content/base may not include kiosk/frame");
    }
    SUBCASE("kiosk does not know sync") {
        tree.write("kiosk/app/a.cpp", "#include \"sync/agent/agent.h\"\n");
        CHECK(violations(tree) == "kiosk/app/a.cpp:1: kiosk/app may not include sync/agent");
    }
    SUBCASE("sync does not know kiosk") {
        tree.write("sync/agent/a.h", "#include <kiosk/frame/frame.h>\n");
        CHECK(violations(tree) == "sync/agent/a.h:1: sync/agent may not include kiosk/frame");
    }
    SUBCASE("no program includes tests") {
        tree.write("kiosk/app/a.cpp", "#include \"tests/support/samples.h\"\n");
        CHECK(violations(tree) == "kiosk/app/a.cpp:1: a program may not include its tests");
    }
    SUBCASE("a lower folder does not know a higher one of its library") {
        tree.write("kiosk/frame/a.cpp", "#include \"kiosk/text/text.h\"\n#include \"kiosk/scenes/scenes.h\"\n");
        CHECK(violations(tree) == "kiosk/frame/a.cpp:2: kiosk/frame may not include kiosk/scenes");
    }
    SUBCASE("an importer does not know another") {
        tree.write("content/import/feed/a.cpp",
                   "#include \"content/import/common/dates.h\"\n#include \"content/import/table/table.h\"\n");
        CHECK(violations(tree) ==
              "content/import/feed/a.cpp:2: content/import/feed may not include content/import/table");
    }
    SUBCASE("the program kiosk-pack knows of kiosk the checks alone") {
        tree.write("content/tool/a.cpp",
                   "#include \"content/depot/depot.h\"\n#include \"content/import/web/fetch.h\"\n"
                   "#include \"kiosk/check/pack_layout.h\"\n#include \"kiosk/scenes/scenes.h\"\n");
        CHECK(violations(tree) == "content/tool/a.cpp:4: content/tool may not include kiosk/scenes");
    }
    SUBCASE("a folder that no row is about") {
        tree.write("kiosk/attic/a.cpp");
        tree.write("kiosk/attic/b.cpp");
        CHECK(violations(tree) ==
              "kiosk/attic/a.cpp:1: kiosk/attic is in no row of the table of folders: tests/layers/arrows.cpp");
    }
    SUBCASE("tests may include all") {
        tree.write("tests/kiosk/a.cpp", "#include \"sync/agent/agent.h\"\n#include \"kiosk/app/app.h\"\n");
        CHECK(violations(tree).empty());
    }
}

TEST_CASE("layers: a folder may include what its own library's folders below may, and no library goes around") {
    const layers::Arrows table = {{"content/base", {}},
                                  {"content/items", {"content/base"}},
                                  {"kiosk/text", {"content/items"}},
                                  {"kiosk/frame", {"kiosk/text"}}};
    CHECK(layers::reachable(table, "kiosk/frame") == std::set<std::string>{"content/items", "kiosk/text"});
    CHECK(layers::reachable(table, "content/items") == std::set<std::string>{"content/base"});
}

TEST_CASE("layers: the arrows have no circle, and no library of content or sync knows a screen") {
    for (const auto& arrow : layers::arrows()) {
        for (const auto& folder : layers::expand(arrow.from)) {
            CAPTURE(folder);
            const auto below = layers::reachable(layers::arrows(), folder);
            // A row with '*' names its own folder too; nothing may name the program, which has it.
            if (folder != "content/tool") CHECK(!below.contains(folder));
            for (const auto& one : below) {
                CAPTURE(one);
                CHECK(!one.starts_with("tests"));
                if (folder.starts_with("kiosk/")) CHECK(!one.starts_with("sync/"));
                if (folder.starts_with("sync/")) CHECK(!one.starts_with("kiosk/"));
                if (folder.starts_with("content/") && folder != "content/tool") CHECK(one.starts_with("content/"));
                CHECK(one != "content/tool");
            }
        }
    }
}

TEST_CASE("layers: every folder of the table exists, and every arrow is taken") {
    const auto tree = layers::read_tree(ROTUNDA_ROOT);
    for (const auto& arrow : layers::arrows()) {
        for (const auto& folder : layers::expand(arrow.from)) {
            CAPTURE(folder);
            CHECK(tree.folders.contains(folder));
        }
    }
    for (const auto& [from, to] : layers::unused_arrows(tree, layers::arrows()))
        FAIL_CHECK(from << " includes nothing of " << to << "; take the arrow away");
}

TEST_CASE("layers: an arrow that no include takes is found") {
    const layers::MadeTree tree;
    tree.write("content/items/items.h", "#include \"content/base/text.h\"\n");
    tree.write("content/tool/a.cpp", "#include \"content/items/items.h\"\n");
    const layers::Arrows table = {{"content/items", {"content/base", "content/tuf"}},
                                  {"content/{cache,depot}", {"content/items"}},
                                  {"content/tool", {"content/*"}}};
    CHECK(layers::unused_arrows(tree.read(), table) ==
          std::vector<std::pair<std::string, std::string>>{{"content/items", "content/tuf"},
                                                           {"content/{cache,depot}", "content/items"}});
}

TEST_CASE("layers: ARCHITECTURE.md has the same table") {
    const auto tree = layers::read_tree(ROTUNDA_ROOT);
    const auto page = std::ranges::find(tree.texts, "ARCHITECTURE.md", &layers::File::path);
    REQUIRE(page != tree.texts.end());
    for (const auto& violation : layers::check_page_of_arrows(*page, layers::arrows()))
        FAIL_CHECK(layers::to_string(violation));
}

TEST_CASE("layers: a page whose table differs is found") {
    const layers::Arrows table = {{"content/base", {}},
                                  {"content/import/{feed,web}", {"content/base"}},
                                  {"content/tool", {"content/*", "kiosk/check"}}};
    const auto differences = [&](const std::string& rows) {
        layers::File page{"ARCHITECTURE.md", {}, {}};
        for (std::size_t at = 0; at < rows.size(); at = rows.find('\n', at) + 1)
            page.lines.push_back(rows.substr(at, rows.find('\n', at) - at));
        return layers::lines_of(layers::check_page_of_arrows(page, table));
    };
    const std::string base = "| `content/base` | words | nothing of ours |\n";
    const std::string import = "| `content/import/{feed,web}` | reading | base |\n";
    const std::string tool = "| `content/tool` | a program | content/*, kiosk/check |\n";
    CHECK(differences("| folder | what | may include |\n|---|---|---|\n" + base + import + tool).empty());
    CHECK(differences(base + "| `content/import/{feed,web}` | reading | base, items |\n" + tool) ==
          "ARCHITECTURE.md:2: content/import/{feed,web} may include \"base, items\" here, and \"base\" in "
          "tests/layers/arrows.cpp");
    CHECK(differences(base + tool) ==
          "ARCHITECTURE.md:1: no row for content/import/{feed,web}, which may include base");
    CHECK(differences(base + import + tool + "| `sync/hub` | a program | content/* |\n") ==
          "ARCHITECTURE.md:4: sync/hub is in no row of tests/layers/arrows.cpp");
}
