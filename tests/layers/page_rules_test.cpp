#include "tests/layers/page_rules.h"

#include <doctest/doctest.h>

#include "tests/layers/made_tree.h"

namespace {

/// A tree with what the tests name.
class Pages : public layers::MadeTree {
public:
    Pages() {
        write("kiosk/SCENES.md",
              "# Scenes\n\n## 2. The scenes\n\n### 2.0 Rules for all\n**Touch.** A tap.\n\n### 2.12 Ends\n");
        write("DECISIONS.md", "# Decisions\n\n## 1. One mirror, at the end\n");
        write("kiosk/text/text.h", "#include <stb/stb_image.h>\n");
        write("kiosk/scenes/scene_day.cpp");
        write("dev");
    }
    [[nodiscard]] std::string violations() const { return layers::lines_of(layers::check_references(read())); }
};

}  // namespace

TEST_CASE("layers: a path that leads nowhere is found") {
    const Pages tree;
    SUBCASE("on a page") {
        tree.write("README.md", "One.\nSee `kiosk/text/text.h` and\n`kiosk/text/words.h`, or kiosk/words/.\n");
        CHECK(tree.violations() ==
              "README.md:3: there is no kiosk/text/words.h\nREADME.md:3: there is no kiosk/words/");
    }
    SUBCASE("in a comment of a source") {
        tree.write("kiosk/text/fonts.h",
                   "#pragma once\n/// As in kiosk/text/texts.h; int is not.\nint a;  // kiosk/a.h\n");
        CHECK(tree.violations() ==
              "kiosk/text/fonts.h:2: there is no kiosk/text/texts.h\nkiosk/text/fonts.h:3: there is no kiosk/a.h");
    }
    SUBCASE("in a comment of a script, a CMake list, a profile") {
        tree.write("dev", "echo cmake/none.cmake\n  # writes cmake/some.cmake\n");
        tree.write("CMakeLists.txt", "add(a.cpp)  # as in tests/a/\n");
        tree.write("deploy/screen.toml", "# see deploy/RUNBOOK.md\na = 1\n");
        CHECK(tree.violations() ==
              "CMakeLists.txt:1: there is no tests/a/\n"
              "deploy/screen.toml:1: there is no deploy/RUNBOOK.md\n"
              "dev:2: there is no cmake/some.cmake");
    }
    SUBCASE("not in strings, nor outside of the repository") {
        tree.write("kiosk/text/fonts.h",
                   "auto a = \"kiosk/none.h\"; auto b = R\"(// kiosk/none.h\n// kiosk/none.h)\";\n"
                   "auto c = '\"';  // https://example.org/kiosk/none.h, /srv/kiosk/none.h, build/kiosk\n"
                   "auto d = 1'000;  /* kiosk/text/ */\n");
        CHECK(tree.violations().empty());
    }
    SUBCASE("placeholders, stars and braces") {
        tree.write("README.md",
                   "kiosk/scenes/scene_NAME.cpp, kiosk/*/text.h, kiosk/{text,scenes}/, kiosk/scenes/overlay_NAME.cpp,\n"
                   "kiosk/{text,word}.h\n");
        CHECK(tree.violations() ==
              "README.md:1: there is no kiosk/scenes/overlay_NAME.cpp\n"
              "README.md:2: there is no kiosk/text.h\n"
              "README.md:2: there is no kiosk/word.h");
    }
}

TEST_CASE("layers: the name of a file that is nowhere is found") {
    const Pages tree;
    tree.write("README.md", "text.h, `scene_day.cpp`, stb_image.h, scene_NAME.cpp; story.fr.md, NAME.md\n");
    CHECK(tree.violations().empty());
    tree.write("kiosk/text/fonts.h", "/// See words.h.\n/// Rules: WORDS.md, SCENES.md.\n");
    CHECK(tree.violations() ==
          "kiosk/text/fonts.h:1: no file is called words.h\nkiosk/text/fonts.h:2: no file is called WORDS.md");
}

TEST_CASE("layers: a section that a page does not have is found") {
    const Pages tree;
    SUBCASE("by its number") {
        tree.write("kiosk/text/fonts.h",
                   "/// SCENES.md 2.12, 2.0; SCENES.md 2. Not SCENES.md 2.13.\n/// (SCENES.md\n/// 2.12 and 2.14)\n");
        CHECK(
            tree.violations() ==
            "kiosk/text/fonts.h:1: SCENES.md has no section 2.13\nkiosk/text/fonts.h:3: SCENES.md has no section 2.14");
    }
    SUBCASE("by its words") {
        tree.write("kiosk/text/fonts.h", "/// SCENES.md 2.0, \"Touch\"; SCENES.md, \"Ends\"; SCENES.md, \"Grid\".\n");
        CHECK(tree.violations() == "kiosk/text/fonts.h:1: SCENES.md has no section \"Grid\"");
    }
    SUBCASE("a decision") {
        tree.write("kiosk/text/fonts.h",
                   "/// DECISIONS 1, decision 1, [DECISIONS.md 1]; of the United Nations 63/1.\n"
                   "/// See DECISIONS 2, and decision 3.\n");
        CHECK(
            tree.violations() ==
            "kiosk/text/fonts.h:2: DECISIONS.md has no section 2\nkiosk/text/fonts.h:2: DECISIONS.md has no section 3");
    }
    SUBCASE("not what only looks like one") {
        tree.write("README.md", "SCENES.md: 3.1 is pi. SCENES.md 1,220 mm, SCENES.md 4th, decision 67/1.\n");
        CHECK(tree.violations().empty());
    }
}

TEST_CASE("layers: a link that leads nowhere is found") {
    const Pages tree;
    tree.write(
        "kiosk/OTHER.md",
        "[a](SCENES.md) [b](../DECISIONS.md#1-one-mirror-at-the-end) [c](https://example.org/x) [d](text/text.h)\n"
        "[e](DECISIONS.md) [f](SCENES.md#nowhere) `[g](media/photo.jpg)`\n"
        "```\n![h](media/photo.jpg)\n```\n");
    CHECK(tree.violations() ==
          "kiosk/OTHER.md:2: the link DECISIONS.md leads nowhere\n"
          "kiosk/OTHER.md:2: the link SCENES.md#nowhere leads to no heading");
}
