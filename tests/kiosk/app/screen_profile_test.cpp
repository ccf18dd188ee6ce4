#include "kiosk/app/screen_profile.h"

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "content/base/files.h"
#include "kiosk/app/screen_facts.h"
#include "kiosk/visit/pin.h"
#include "tests/support/temporary_folder.h"

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
panel = "DELL U2415"
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
    CHECK(reading.profile.rotation == PanelRotation::quarter);
    CHECK(reading.profile.panel == "DELL U2415");
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
    CHECK(reading.profile.rotation == PanelRotation::none);
    REQUIRE(reading.findings.size() == 3);
    for (const auto& finding : reading.findings)
        CHECK(finding.file == "s.toml");
    CHECK(std::ranges::count(reading.findings, 2, &content::Finding::line) == 1);
    CHECK(std::ranges::count(reading.findings, 3, &content::Finding::line) == 1);
    CHECK(std::ranges::count(reading.findings, 4, &content::Finding::line) == 1);
}

TEST_CASE("screen profile: the zone of the clock without content is one that exists, or none") {
    CHECK(read_screen_profile("zone = \"Europe/Vienna\"\n", "s.toml").profile.zone == "Europe/Vienna");
    CHECK(read_screen_profile("", "s.toml").profile.zone.empty());
    for (const char* wrong : {"Vienna", "UTC+1", "CET/Vienna"}) {
        const auto reading = read_screen_profile("name = \"A\"\nzone = \"" + std::string(wrong) + "\"\n", "s.toml");
        CAPTURE(wrong);
        CHECK(reading.profile.zone.empty());
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings.front().line == 2);
    }
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

TEST_CASE("screen profile: the ways to rooms are read, under every name of a room") {
    const auto reading = read_screen_profile(R"([[room]]
name = "Boardroom D"
arrow = "up_left"
step_free = true
[[room]]
name = ["Press room", "Salle de presse"]
arrow = "right"
)",
                                             "screen.toml");
    CHECK(reading.findings.empty());
    const auto& rooms = reading.profile.screen.rooms;
    REQUIRE(rooms.size() == 3);
    CHECK(rooms.at("Boardroom D") == RoomDirection{Arrow::up_left, true});
    CHECK(rooms.at("Salle de presse") == RoomDirection{Arrow::right, false});
}

TEST_CASE("screen profile: the doors that it hangs at are names in a list") {
    const auto reading = read_screen_profile("door_of = [\"Room M2\", \"Salle M2\"]\n", "s.toml");
    CHECK(reading.findings.empty());
    CHECK(reading.profile.screen.door_of == std::vector<std::string>{"Room M2", "Salle M2"});
    for (const char* wrong : {"door_of = \"Room M2\"\n", "door_of = [3]\n"}) {
        const auto refused = read_screen_profile(wrong, "s.toml");
        CHECK(refused.profile.screen.door_of.empty());
        CHECK(refused.findings.size() == 1);
    }
}

TEST_CASE("screen profile: a room that is wrong in any way gets no arrow, and its line is named") {
    struct Case {
        const char* text;
        int line;
    };
    for (const Case& one :
         {Case{"[[room]]\nname = \"A\"\narrow = \"there\"\n", 3}, Case{"[[room]]\nname = \"A\"\n", 1},
          Case{"[[room]]\narrow = \"left\"\n", 1}, Case{"[[room]]\nname = 3\narrow = \"left\"\n", 2},
          Case{"[[room]]\nname = \"A\"\narrow = \"left\"\nstep_free = \"yes\"\n", 4},
          Case{"[[room]]\nname = \"A\"\narrow = \"left\"\nstairs = true\n", 4}, Case{"room = \"A\"\n", 1}}) {
        CAPTURE(one.text);
        const auto reading = read_screen_profile(one.text, "s.toml");
        CHECK(reading.profile.screen.rooms.empty());
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings.front().severity == content::Severity::error);
        CHECK(reading.findings.front().line == one.line);
    }
}

TEST_CASE("screen profile: a PIN that is no hash opens nothing and is reported") {
    const auto reading = read_screen_profile("[staff]\npin = \"1234\"\n", "s.toml");
    CHECK(reading.profile.staff_pin.empty());
    REQUIRE(reading.findings.size() == 1);
    CHECK(reading.findings.front().line == 2);
}

TEST_CASE("screen profile: [service], the old name of [staff], is read with a warning, and not beside the new one") {
    const auto hash = hash_of_pin("4928");
    REQUIRE(hash);
    const std::string pin = "pin = \"" + *hash + "\"\n";
    const auto current = read_screen_profile("[staff]\n" + pin, "s.toml");
    CHECK(current.findings.empty());
    CHECK_FALSE(current.profile.staff_pin.empty());
    CHECK(current.profile.screen.has_staff_page);
    const auto old = read_screen_profile("[service]\n" + pin, "s.toml");
    CHECK(old.profile.staff_pin == current.profile.staff_pin);
    REQUIRE(old.findings.size() == 1);
    CHECK(old.findings.front().severity == content::Severity::warning);
    CHECK(old.findings.front().line == 1);
    const auto both = read_screen_profile("[service]\npin = \"x\"\n[staff]\n" + pin, "s.toml");
    CHECK(both.profile.staff_pin == current.profile.staff_pin);
    REQUIRE(both.findings.size() == 1);
    CHECK(both.findings.front().severity == content::Severity::error);
}

TEST_CASE("screen profile: a person can answer for the clock, and nobody does unless it says so") {
    CHECK_FALSE(read_screen_profile("", "s.toml").profile.clock_set_by_hand);
    CHECK(read_screen_profile("clock_set_by_hand = true\n", "s.toml").profile.clock_set_by_hand);
    const auto wrong = read_screen_profile("clock_set_by_hand = \"yes\"\n", "s.toml");
    CHECK_FALSE(wrong.profile.clock_set_by_hand);
    CHECK(wrong.findings.size() == 1);
}

TEST_CASE("screen profile: sound can be unwanted") {
    CHECK(read_screen_profile("", "s.toml").profile.audio);
    CHECK_FALSE(read_screen_profile("audio = false\n", "s.toml").profile.audio);
}

TEST_CASE("screen profile: opening hours for all days, and for single ones") {
    const auto reading = read_screen_profile(
        "[hours]\ndaily = \"07:30-20:00\"\nfri = \"18:00-02:00\"\nsat = \"closed\"\nsun = \"00:00-24:00\"\n", "s.toml");
    CHECK(reading.findings.empty());
    REQUIRE(reading.profile.screen.hours);
    const auto& days = reading.profile.screen.hours->days;
    CHECK(days[0] == DayHours{450, 1200});
    CHECK(days[4] == DayHours{1080, 120});
    CHECK_FALSE(days[5]);
    CHECK(days[6] == DayHours{0, 1440});
    CHECK(in_words(*reading.profile.screen.hours) ==
          "mon 07:30-20:00, tue 07:30-20:00, wed 07:30-20:00, thu 07:30-20:00, fri 18:00-02:00, sat closed, "
          "sun 00:00-24:00");
}

TEST_CASE("screen profile: hours that are wrong leave the screen open, with a line") {
    for (const char* wrong : {"\"7:30-20:00\"", "\"07:30\"", "\"07:30-25:00\"", "\"08:00-08:00\"", "\"07:61-09:00\"",
                              "\"24:00-02:00\"", "\"-1:00-02:00\"", "7"}) {
        CAPTURE(wrong);
        const auto reading = read_screen_profile("[hours]\nmon = " + std::string(wrong) + "\n", "s.toml");
        REQUIRE(reading.findings.size() == 1);
        CHECK(reading.findings.front().line == 2);
        REQUIRE(reading.profile.screen.hours);
        CHECK(reading.profile.screen.hours->days[0] == DayHours{});
    }
    const auto never = read_screen_profile("[hours]\ndaily = \"closed\"\n", "s.toml");
    CHECK(never.findings.size() == 1);
    CHECK_FALSE(never.profile.screen.hours);
}

TEST_CASE("screen profile: what the screen's own file says counts before what the hub says") {
    const TemporaryFolder folder;
    folder.write("profile.toml", "name = \"Foyer M\"\nrotation = 90\n[hours]\ndaily = \"08:00-18:00\"\n");
    folder.write("screen.toml", "rotation = 270\n");
    const auto loaded = load_screen_profile((folder / "screen.toml").string(), {folder / "profile.toml", {}});
    CHECK(loaded.state.findings.empty());
    CHECK(loaded.profile.screen.name == "Foyer M");
    CHECK(loaded.profile.rotation == PanelRotation::three_quarters);
    CHECK(loaded.profile.screen.hours->days[0] == DayHours{480, 1080});
    CHECK(loaded.state.hub == (folder / "profile.toml").string());
    CHECK(loaded.state.hours == "daily 08:00-18:00");
    CHECK(load_screen_profile("", {folder / "profile.toml", {}}).profile.rotation == PanelRotation::quarter);
}

TEST_CASE("screen profile: no hub opens the page for staff, sets the way out by itself, or says which panel to use") {
    const auto reading = read_hub_profile(
        "name = \"A\"\nplace = \"M Building\"\npanel = \"HDMI-A-9\"\n[exit]\narrow = \"left\"\n[staff]\npin = "
        "\"$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA\"\n",
        "hub.toml");
    REQUIRE(reading.findings.size() == 2);
    CHECK_FALSE(content::has_errors(reading.findings));
    CHECK(reading.findings[0].line == 3);
    CHECK(reading.profile.panel.empty());
    CHECK_FALSE(reading.profile.screen.exit);
    REQUIRE(reading.profile.proposed_exit);
    CHECK(reading.profile.proposed_exit->arrow == Arrow::left);
    CHECK(reading.profile.staff_pin.empty());
    CHECK_FALSE(reading.profile.screen.has_staff_page);
    CHECK(reading.profile.screen.name == "A");
    CHECK(reading.profile.screen.place == "M Building");
}

TEST_CASE("screen profile: the way out of the screen's own file is the only one, also when it is wrong") {
    const TemporaryFolder folder;
    const HubProfile hub{folder / "profile.toml", {}};
    folder.write("profile.toml", "[exit]\narrow = \"left\"\n");
    folder.write("screen.toml", "name = \"A\"\n");
    const std::string file = (folder / "screen.toml").string();
    CHECK(load_screen_profile(file, hub).profile.proposed_exit);
    folder.write("screen.toml", "[exit]\narrow = \"right\"\n");
    CHECK_FALSE(load_screen_profile(file, hub).profile.proposed_exit);
    CHECK(load_screen_profile(file, hub).profile.screen.exit->arrow == Arrow::right);
    folder.write("screen.toml", "[exit]\narrow = \"sideways\"\n");
    CHECK_FALSE(load_screen_profile(file, hub).profile.proposed_exit);
    CHECK_FALSE(load_screen_profile(file, hub).profile.screen.exit);
}

TEST_CASE("screen profile: languages and theme are read, and wrong ones are named with their line") {
    const auto reading = read_hub_profile("languages = [\"fr\", \"en\"]\ntheme = \"hc\"\n", "hub.toml");
    CHECK(reading.findings.empty());
    CHECK(reading.profile.screen.languages == std::vector{content::Language::fr, content::Language::en});
    CHECK(reading.profile.screen.theme == ThemeName::high_contrast);
    const auto local = read_screen_profile("theme = \"auto\"\nlanguages = []\n", "screen.toml", reading.profile);
    CHECK(local.findings.empty());
    CHECK_FALSE(local.profile.screen.theme);
    CHECK(local.profile.screen.languages.empty());
    for (const char* wrong : {"languages = [\"en\", \"en\"]", "languages = [\"tlh\"]", "languages = \"en\"",
                              "languages = [1]", "theme = \"sepia\"", "theme = 1", "theme = \"\""}) {
        CAPTURE(wrong);
        const auto refused = read_hub_profile(std::string("touch = true\n") + wrong + "\n", "hub.toml");
        REQUIRE(refused.findings.size() == 1);
        CHECK(content::has_errors(refused.findings));
        CHECK(refused.findings.front().line == 2);
        CHECK(refused.profile.screen.languages.empty());
        CHECK_FALSE(refused.profile.screen.theme);
    }
}

TEST_CASE("screen profile: a wrong one of the hub is named with its line, and the one before it counts on") {
    const TemporaryFolder folder;
    const HubProfile hub{folder / "profile.toml", folder / "kept.toml"};
    folder.write("profile.toml", "name = \"Foyer M\"\n");
    CHECK(load_screen_profile("", hub).profile.screen.name == "Foyer M");
    folder.write("profile.toml", "name = \"Foyer N\"\nrotation = 91\n");
    const auto wrong = load_screen_profile("", hub);
    REQUIRE(wrong.state.findings.size() == 1);
    CHECK(wrong.state.findings.front().line == 2);
    CHECK(wrong.profile.screen.name == "Foyer M");
    CHECK(wrong.state.hub == hub.kept.string());
    folder.write("profile.toml", "name = \"Foyer N\"\nrotation = 90\n");
    CHECK(load_screen_profile("", hub).profile.screen.name == "Foyer N");
    std::filesystem::remove(folder / "profile.toml");  // it was taken back
    CHECK(load_screen_profile("", hub).profile.screen.name.empty());
    folder.write("profile.toml", "rubbish");
    CHECK(load_screen_profile("", hub).profile.screen.name.empty());
}

/// A screen whose hub has said "rotation = 90", and a display that runs with it.
struct WatchBench {
    explicit WatchBench(const std::string& text) {
        if (!text.empty()) folder.write("profile.toml", text);
        loaded = load_screen_profile("", hub);
        watch.emplace(hub.file, loaded, [this](const std::string& line) { lines.push_back(line); });
    }
    /// A minute later, as a display at rest looks.
    bool has_changed() { return watch->has_changed(now += std::chrono::minutes(1)); }
    void say(const std::string& text) const { folder.write("profile.toml", text); }
    void remove() const { std::filesystem::remove(hub.file); }

    TemporaryFolder folder;
    HubProfile hub{folder / "profile.toml", folder / "kept.toml"};
    LoadedProfile loaded;
    std::vector<std::string> lines;
    std::optional<HubProfileWatch> watch;
    content::Steady now{};
};

TEST_CASE("screen profile: a running display begins anew for another one of the hub, and not for a wrong one") {
    WatchBench bench("");
    CHECK_FALSE(bench.has_changed());
    bench.say("rotation = 91\n");
    CHECK_FALSE(bench.has_changed());
    CHECK_FALSE(bench.has_changed());
    CHECK(bench.lines.size() == 1);
    bench.say("rotation = 90\n");
    CHECK(bench.has_changed());
    CHECK(bench.has_changed());  // until the display has it
    bench.remove();
    CHECK_FALSE(bench.has_changed());
}

TEST_CASE("screen profile: a display keeps its picture when the hub's word goes wrong and comes back, or goes away") {
    WatchBench bench("rotation = 90\n");
    bench.say("rotation = 91\n");
    CHECK_FALSE(bench.has_changed());
    bench.say("rotation = 90\n");
    CHECK_FALSE(bench.has_changed());
    bench.remove();
    CHECK_FALSE(bench.has_changed());
    bench.say("rotation = 90\n");
    CHECK_FALSE(bench.has_changed());
    WatchBench nothing("");
    nothing.say("rubbish");
    CHECK_FALSE(nothing.has_changed());
    nothing.remove();
    for (int look = 0; look < 5; ++look)
        CHECK_FALSE(nothing.has_changed());
}

TEST_CASE(
    "screen profile: a file of the hub that cannot be read is no word of it, and one that stays away is taken back") {
    WatchBench bench("rotation = 90\n");
    bench.remove();
    std::filesystem::create_directory(bench.hub.file);  // nothing that can be read, for root neither
    for (int look = 0; look < 5; ++look)
        CHECK_FALSE(bench.has_changed());
    bench.remove();
    CHECK_FALSE(bench.has_changed());
    CHECK_FALSE(bench.has_changed());
    CHECK_FALSE(bench.has_changed());
    CHECK(bench.has_changed());
}

TEST_CASE("screen profile: a display that began while the hub's word was wrong waits for a right one that is new") {
    const TemporaryFolder folder;
    const HubProfile hub{folder / "profile.toml", folder / "kept.toml"};
    folder.write("kept.toml", "rotation = 90\n");
    folder.write("profile.toml", "rotation = 91\n");
    std::vector<std::string> lines;
    HubProfileWatch watch(hub.file, load_screen_profile("", hub),
                          [&](const std::string& line) { lines.push_back(line); });
    CHECK_FALSE(watch.has_changed({}));
    CHECK(lines.empty());  // the start has told its mistakes
    folder.write("profile.toml", "rotation = 90\n");
    CHECK_FALSE(watch.has_changed({}));
    folder.write("profile.toml", "rotation = 180\n");
    CHECK(watch.has_changed({}));
}

}  // namespace
