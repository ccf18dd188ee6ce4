#include "content/cache/glass.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

using content::Code;
using content::Glass;
using content::load_glass;

namespace {

Glass glass() {
    Glass glass;
    glass.release = 42;
    glass.scene = "event:opening";
    glass.language = "fr";
    glass.since = content::Instant(std::chrono::seconds(1'705'572'000));
    glass.look = std::string(64, 'e');
    glass.frame = std::string(64, 'a');
    glass.width = 3840;
    glass.height = 2160;
    glass.panel = content::PanelPower::off;
    return glass;
}

}  // namespace

TEST_CASE("glass: what the display writes is what the agent reads") {
    const TemporaryFolder folder;
    REQUIRE(content::save_glass(folder.path(), glass()));
    CHECK(*load_glass(folder.path()) == glass());
    Glass visited = glass();
    visited.has_visit = true;
    visited.scene.clear();
    visited.frame.clear();
    visited.release = 0;
    REQUIRE(content::save_glass(folder.path(), visited));
    CHECK(*load_glass(folder.path()) == visited);
}

TEST_CASE("glass: while no display writes there is none") {
    const TemporaryFolder folder;
    CHECK(load_glass(folder.path()).error().code == Code::not_found);
    CHECK(content::save_glass(folder / "missing", glass()).error().code == Code::not_found);
}

TEST_CASE("glass: a damaged file is no report") {
    const TemporaryFolder folder;
    const auto code_of = [&](std::string_view bytes) {
        folder.write("glass.json", bytes);
        return load_glass(folder.path()).error().code;
    };
    CHECK(code_of("") == Code::bad_input);
    CHECK(code_of("[1]") == Code::bad_input);
    CHECK(code_of(std::string(3000, ' ')) == Code::too_large);
    CHECK(code_of(R"({"language":"en","since":"2024-01-18T10:00:00Z","width":0,"height":1})") == Code::bad_input);
    CHECK(code_of(R"({"language":"xx","since":"2024-01-18T10:00:00Z","width":1,"height":1})") == Code::bad_input);
    CHECK(code_of(R"({"frame":"../x","language":"en","since":"2024-01-18T10:00:00Z","width":1,"height":1})") ==
          Code::bad_input);
}
