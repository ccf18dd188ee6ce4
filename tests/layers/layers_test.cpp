#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "tests/layers/layers.h"

#include <unistd.h>

#include <doctest/doctest.h>
#include <fstream>

namespace {

namespace fs = std::filesystem;

/// A source tree of a test's own, removed at its end.
class Tree {
public:
    Tree() : root_(fs::temp_directory_path() / ("rotunda-layers-" + std::to_string(getpid()))) {
        fs::remove_all(root_);
        fs::create_directories(root_);
    }
    ~Tree() { fs::remove_all(root_); }
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    [[nodiscard]] std::vector<std::string> violations(const std::vector<layers::Permission>& table = {
                                                          {"SDL2/*", {"kiosk/window.cpp"}},
                                                          {"sqlite3.h", {"content/cache.cpp"}}}) const {
        return layers::find_violations(root_, table);
    }
    /// The only violation, or all of them, one per line, when there is not exactly one.
    [[nodiscard]] std::string violation() const {
        std::string all;
        for (const auto& one : violations())
            all += (all.empty() ? "" : "\n") + one;
        return all;
    }

private:
    fs::path root_;
};

}  // namespace

TEST_CASE("layers: this project keeps its rules") {
    const auto found = layers::find_violations(ROTUNDA_ROOT, layers::permissions());
    for (const auto& violation : found)
        MESSAGE(violation);
    CHECK(found.empty());
}

TEST_CASE("layers: every file of the table exists and includes its header") {
    for (const auto& permission : layers::permissions()) {
        for (const auto file : permission.files) {
            std::ifstream stream(fs::path(ROTUNDA_ROOT) / file);
            const std::string text{std::istreambuf_iterator<char>(stream), {}};
            auto header = std::string(permission.header);
            if (header.ends_with('*')) header.pop_back();
            CAPTURE(file);
            CHECK(text.find("#include <" + header) != std::string::npos);
        }
    }
}

TEST_CASE("layers: a tree that keeps the rules has no violations") {
    const Tree tree;
    tree.write("content/cache.cpp",
               "#include \"content/cache/cache.h\"\n#include <sqlite3.h>\n#include <sys/stat.h>\n");
    tree.write("content/cache/cache.h",
               "#pragma once\n#include <vector>\nnamespace content {\nusing namespace_name = int;\n}\n");
    tree.write("kiosk/window.cpp", "#include <SDL2/SDL.h>\n#include \"content/cache/cache.h\"\n");
    tree.write("kiosk/app/kiosk_main.cpp", "auto now = std::chrono::system_clock::now();\n");
    tree.write("sync/agent/agent.cpp", "#include \"content/cache/cache.h\"\n// system_clock::now is read by main\n");
    CHECK(tree.violation().empty());
}

TEST_CASE("layers: an include against the direction is found") {
    const Tree tree;
    SUBCASE("content knows nobody") {
        tree.write("content/a.cpp", "\n#include \"kiosk/frame/frame.h\"\n");
        CHECK(tree.violation() == "content/a.cpp:2: content may not include kiosk/");
    }
    SUBCASE("kiosk does not know sync") {
        tree.write("kiosk/a.cpp", "#include \"sync/agent/agent.h\"\n");
        CHECK(tree.violation() == "kiosk/a.cpp:1: kiosk may not include sync/");
    }
    SUBCASE("sync does not know kiosk") {
        tree.write("sync/a.h", "#include <kiosk/frame/frame.h>\n");
        CHECK(tree.violation() == "sync/a.h:1: sync may not include kiosk/");
    }
    SUBCASE("no program includes tests") {
        tree.write("kiosk/a.cpp", "#include \"tests/support/samples.h\"\n");
        CHECK(tree.violation() == "kiosk/a.cpp:1: a program may not include its tests");
    }
}

TEST_CASE("layers: a third-party header outside its files is found") {
    const Tree tree;
    SUBCASE("in another file") {
        tree.write("kiosk/frame/scene.cpp", "\n#include <SDL2/SDL.h>\n");
        CHECK(tree.violation() ==
              "kiosk/frame/scene.cpp:2: <SDL2/SDL.h> belongs to other files; see the table of "
              "third-party headers");
    }
    SUBCASE("in a header") {
        tree.write("content/cache/cache.h", "#include <sqlite3.h>\n");
        CHECK(tree.violations().size() == 1);
    }
    SUBCASE("that nobody was given") {
        tree.write("sync/agent/agent.cpp", "#include <boost/asio.hpp>\n");
        CHECK(tree.violation() ==
              "sync/agent/agent.cpp:1: <boost/asio.hpp> is in no row of the table of third-party headers");
    }
}

TEST_CASE("layers: a header that shows third-party types stays inside its library") {
    const Tree tree;
    const std::vector<layers::Permission> table = {{"sqlite3.h", {"content/statement.h"}}};
    tree.write("content/statement.h", "#include <sqlite3.h>\n");
    tree.write("content/cache.cpp", "#include \"content/statement.h\"\n");
    CHECK(tree.violations(table).empty());
    SUBCASE("not in another library") {
        tree.write("sync/agent/agent.cpp", "#include \"content/statement.h\"\n");
        CHECK(tree.violations(table) ==
              std::vector<std::string>{"sync/agent/agent.cpp:1: content/statement.h is private to "
                                       "content/: it shows third-party types"});
    }
    SUBCASE("not through another header") {
        tree.write("content/cache/cache.h", "#include \"content/statement.h\"\n");
        CHECK(tree.violations(table) == std::vector<std::string>{"content/cache/cache.h:1: content/statement.h shows "
                                                                 "third-party types: include it in .cpp files only"});
    }
}

TEST_CASE("layers: the wall clock outside main files is found") {
    const Tree tree;
    tree.write("kiosk/clock.cpp", "int x;\nauto now = std::chrono::system_clock::now();\n");
    CHECK(tree.violation() ==
          "kiosk/clock.cpp:2: the wall clock is read in *_main.cpp only; take `now` as an argument");
}

TEST_CASE("layers: a long file, a using namespace in a header and unfinished work are found") {
    const Tree tree;
    SUBCASE("401 lines") {
        std::string text;
        for (int line = 0; line < 401; ++line)
            text += "int a;\n";
        tree.write("tests/long.cpp", text);
        CHECK(tree.violation() == "tests/long.cpp:401: a file of over 400 lines; split it by concern");
    }
    SUBCASE("using namespace") {
        tree.write("kiosk/a.h", "using namespace std;\n");
        CHECK(tree.violation() == "kiosk/a.h:1: using namespace in a header");
    }
    SUBCASE("unfinished") {
        tree.write("kiosk/a.cpp", "int a;  // TODO: mend\n");
        CHECK(tree.violations().size() == 1);
    }
}
