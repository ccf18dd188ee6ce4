#include "tests/layers/layers.h"

#include <doctest/doctest.h>
#include <fstream>

#include "tests/layers/made_tree.h"
#include "tests/layers/unit_rules.h"
#include "tests/layers/word_rules.h"

namespace {

const std::vector<layers::Permission> few_permissions = {{"SDL2/*", {"kiosk/window.cpp"}},
                                                         {"sqlite3.h", {"content/cache.cpp"}}};

}  // namespace

TEST_CASE("layers: this project keeps its rules") {
    const auto found = layers::find_violations(layers::read_tree(ROTUNDA_ROOT));
    for (const auto& violation : found) {
        FAIL_CHECK(layers::to_string(violation));
    }
}

TEST_CASE("layers: every file of the table exists and includes its header") {
    for (const auto& permission : layers::permissions()) {
        for (const auto file : permission.files) {
            if (file == "*.cpp") continue;
            std::ifstream stream(std::filesystem::path(ROTUNDA_ROOT) / file);
            const std::string text{std::istreambuf_iterator<char>(stream), {}};
            auto header = std::string(permission.header);
            if (header.ends_with('*')) header.pop_back();
            CAPTURE(file);
            CHECK(text.find("#include <" + header) != std::string::npos);
        }
    }
}

TEST_CASE("layers: a tree that keeps the rules has no violations") {
    const layers::MadeTree tree;
    tree.write("content/cache/cache.cpp", "#include \"content/cache/cache.h\"\n#include <sys/stat.h>\n");
    tree.write("content/cache/cache.h",
               "#pragma once\n#include <vector>\nnamespace content {\nusing namespace_name = int;\n}\n");
    tree.write("content/cache/cache_database.cpp", "#include <sqlite3.h>\n#include \"content/items/items.h\"\n");
    tree.write("content/items/items.h", "// for all\n");
    tree.write("kiosk/frame/frame.h", "#include \"content/cache/cache.h\"\n");
    tree.write("kiosk/scenes/scene_day.cpp", "#include \"kiosk/frame/frame.h\"\n#include \"content/items/items.h\"\n");
    tree.write("kiosk/app/kiosk_main.cpp", "auto now = std::chrono::system_clock::now();\n");
    tree.write("sync/agent/agent.cpp", "#include \"content/cache/cache.h\"\n// system_clock::now is read by main\n");
    tree.write("sync/agent/agent.h");
    tree.write("tests/kiosk/any.cpp", "#include \"sync/agent/agent.h\"\n#include \"kiosk/frame/frame.h\"\n");
    CHECK(layers::lines_of(layers::find_violations(tree.read())).empty());
}

TEST_CASE("layers: what is built, fetched or hidden is no part of the tree") {
    const layers::MadeTree tree;
    for (const std::string folder : {"build", "build-test", "demo", ".cache", "tests/conformance/node_modules"})
        tree.write(folder + "/content/a.cpp", "#include <boost/asio.hpp>\n");
    tree.write(".ci/run");
    const auto files = tree.read().files;
    CHECK(files == std::set<std::string>{".ci/run"});
}

TEST_CASE("layers: a third-party header outside its files is found") {
    const layers::MadeTree tree;
    const auto violations = [&] { return layers::lines_of(layers::check_third_party(tree.read(), few_permissions)); };
    SUBCASE("in another file") {
        tree.write("kiosk/frame/scene.cpp", "\n#include <SDL2/SDL.h>\n");
        CHECK(violations() ==
              "kiosk/frame/scene.cpp:2: <SDL2/SDL.h> belongs to other files; see the table of "
              "third-party headers");
    }
    SUBCASE("in a header") {
        tree.write("content/cache/cache.h", "#include <sqlite3.h>\n");
        CHECK(layers::check_third_party(tree.read(), few_permissions).size() == 1);
    }
    SUBCASE("that nobody was given") {
        tree.write("sync/agent/agent.cpp", "#include <boost/asio.hpp>\n");
        CHECK(violations() ==
              "sync/agent/agent.cpp:1: <boost/asio.hpp> is in no row of the table of third-party headers");
    }
    SUBCASE("that sources may have, in a header") {
        tree.write("kiosk/text/words.cpp", "#include <fmt/format.h>\n");
        tree.write("kiosk/text/words.h", "#include <fmt/format.h>\n");
        CHECK(layers::lines_of(layers::check_third_party(tree.read(), {{"fmt/*", {"*.cpp"}}})) ==
              "kiosk/text/words.h:1: <fmt/format.h> belongs to other files; see the table of third-party headers");
    }
    SUBCASE("not in its own file, and not in a test") {
        tree.write("kiosk/window.cpp", "#include <SDL2/SDL.h>\n#include <sys/stat.h>\n#include <vector>\n");
        tree.write("tests/kiosk/window_test.cpp", "#include <doctest/doctest.h>\n");
        CHECK(violations().empty());
    }
}

TEST_CASE("layers: a header that shows third-party types stays inside its library") {
    const layers::MadeTree tree;
    const std::vector<layers::Permission> table = {{"sqlite3.h", {"content/statement.h"}}};
    const auto violations = [&] { return layers::lines_of(layers::check_third_party(tree.read(), table)); };
    tree.write("content/statement.h", "#include <sqlite3.h>\n");
    tree.write("content/cache.cpp", "#include \"content/statement.h\"\n");
    CHECK(violations().empty());
    SUBCASE("not in another library") {
        tree.write("sync/agent/agent.cpp", "#include \"content/statement.h\"\n");
        CHECK(violations() ==
              "sync/agent/agent.cpp:1: content/statement.h is private to content/: it shows third-party types");
    }
    SUBCASE("but a source of another library that may have the types anyhow may include it") {
        const std::vector<layers::Permission> both = {{"sqlite3.h", {"content/statement.h", "sync/store.cpp"}}};
        tree.write("sync/store.cpp", "#include \"content/statement.h\"\n");
        CHECK(layers::lines_of(layers::check_third_party(tree.read(), both)).empty());
    }
    SUBCASE("not through another header") {
        tree.write("content/cache/cache.h", "#include \"content/statement.h\"\n");
        CHECK(violations() ==
              "content/cache/cache.h:1: content/statement.h shows third-party types: include it in .cpp files only");
    }
}

TEST_CASE("layers: the wall clock outside main files is found") {
    const layers::MadeTree tree;
    tree.write("kiosk/clock.cpp", "int x;\nauto now = std::chrono::system_clock::now();\n");
    tree.write("kiosk/clock_main.cpp", "auto now = std::chrono::system_clock::now();\n");
    CHECK(layers::lines_of(layers::check_words(tree.read())) ==
          "kiosk/clock.cpp:2: the wall clock is read in *_main.cpp only; take `now` as an argument");
}

TEST_CASE("layers: a using namespace in a header and unfinished work are found") {
    const layers::MadeTree tree;
    SUBCASE("using namespace") {
        tree.write("kiosk/a.h", "using namespace std;\n");
        CHECK(layers::lines_of(layers::check_words(tree.read())) == "kiosk/a.h:1: using namespace in a header");
    }
    SUBCASE("unfinished") {
        tree.write("kiosk/a.cpp", "int a;  // TODO: mend\n");
        tree.write("kiosk/b.cpp", "int a;  // a VTODO of RFC 5545\n");
        CHECK(layers::lines_of(layers::check_words(tree.read())) ==
              "kiosk/a.cpp:1: TODO: finish it, or write it down where work is planned");
    }
}
