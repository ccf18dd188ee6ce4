#include "kiosk/screen_profile.h"

#include <doctest/doctest.h>

namespace {

using namespace kiosk;

TEST_CASE("screen profile: everything that can be said is read") {
    const auto reading = read_screen_profile(R"(name = "Foyer M"
groups = ["foyer", "m-building"]
diagonal_inches = 55.0
bottom_mm = 900
touch_distance_mm = 700
touch = false
rotation = 90
[exit]
arrow = "up_left"
distance_m = 40
[exit.assembly_point]
en = "Memorial Plaza"
ar = "الساحة"
)",
                                             "screen.toml");
    CHECK(reading.findings.empty());
    const Screen& screen = reading.profile.screen;
    CHECK(screen.name == "Foyer M");
    CHECK(screen.groups == std::vector<std::string>{"foyer", "m-building"});
    CHECK(screen.diagonal_inches == 55.0);
    CHECK(screen.bottom_mm == 900);
    CHECK(screen.touch_distance_mm == 700);
    CHECK_FALSE(screen.has_touch);
    CHECK(reading.profile.turn == Turn::quarter);
    REQUIRE(screen.exit);
    CHECK(screen.exit->arrow == Arrow::up_left);
    CHECK(screen.exit->distance_m == 40);
    CHECK(screen.exit->assembly_point.at(content::Language::en) == "Memorial Plaza");
    CHECK(screen.exit->assembly_point.size() == 2);
}

TEST_CASE("screen profile: a wrong value keeps its default and is reported with its line") {
    const auto reading =
        read_screen_profile("name = \"A\"\nbottom_mm = \"high\"\nrotation = 45\ncolour = 1\n", "s.toml");
    CHECK(reading.profile.screen.name == "A");
    CHECK(reading.profile.screen.bottom_mm == Screen{}.bottom_mm);
    CHECK(reading.profile.turn == Turn::none);
    REQUIRE(reading.findings.size() == 3);
    for (const auto& finding : reading.findings)
        CHECK(finding.file == "s.toml");
    CHECK(std::ranges::count(reading.findings, 2, &content::Finding::line) == 1);
    CHECK(std::ranges::count(reading.findings, 3, &content::Finding::line) == 1);
    CHECK(std::ranges::count(reading.findings, 4, &content::Finding::line) == 1);
}

TEST_CASE("screen profile: a file that is no TOML gives the defaults and one error") {
    const auto reading = read_screen_profile("name = \n= 3", "s.toml");
    CHECK(reading.profile.screen.name.empty());
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.front().line == 1);
}

TEST_CASE("screen profile: an exit without a valid arrow is not shown at all") {
    CHECK_FALSE(read_screen_profile("[exit]\narrow = \"there\"\n", "s.toml").profile.screen.exit);
    CHECK_FALSE(read_screen_profile("[exit]\ndistance_m = 20\n", "s.toml").profile.screen.exit);
}

}  // namespace
