#include "kiosk/machine/probe.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "content/base/text.h"
#include "kiosk/machine/sound.h"
#include "tests/kiosk/machine/fake_kernel.h"

namespace {

using namespace kiosk;

const FakeKernel::Bits touch_panel{"2", "260800000000003", "0", "400 0 0 0 0 0"};
const FakeKernel::Bits touchpad{"5", "e73800000000003", "0", "e520 10000 0 0 0 0"};
const FakeKernel::Bits mouse{"0", "0", "903", "1f0000 0 0 0 0"};
const FakeKernel::Bits tablet_of_qemu{"0", "3", "900", "1f0000 0 0 0 0"};
const FakeKernel::Bits keyboard{"0", "0", "0", "402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe"};

/// A machine that has all that a screen needs.
class WholeKernel : public FakeKernel {
public:
    WholeKernel() {
        card("card0", "i915");
        socket("card0-DP-1");
        plug("card0-HDMI-A-1", "1920x1080\n1280x720\n", edid_of("U2414H"));
        input(5, "ILITEK ILITEK-TP", touch_panel);
        write("proc/asound/cards",
              " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n"
              "                      HDA Intel PCH at 0xf7d30000 irq 30\n");
        write("dev/snd/pcmC0D0p", "");
    }
    [[nodiscard]] ProbedMachine probe() const {
        ProbedMachine machine = probe_machine(root());
        machine.users = card_users(root(), 1);
        machine.sound.has_voice = true;
        machine.renderer = "software";
        machine.clock = "2024-03-18 10:42:00 UTC";
        return machine;
    }
};

std::string words_of(const ProbedMachine& machine, const std::string& name) {
    for (const Fact& fact : facts_of(machine))
        if (fact.name == name) return fact.words;
    return "not told";
}

std::string missing(const ProbedMachine& machine) {
    return what_is_missing(machine).value_or("nothing");
}

}  // namespace

TEST_CASE("probe: a whole machine can be a screen, and each fact is one line") {
    const WholeKernel kernel;
    const ProbedMachine machine = kernel.probe();
    CHECK(missing(machine) == "nothing");
    CHECK(words_of(machine, "card") == "card0, driver i915");
    CHECK(words_of(machine, "connector") == "DP-1 has no panel; HDMI-A-1 has a panel: U2414H, 24.0 inches");
    CHECK(words_of(machine, "mode") == "1920x1080, the panel's own of 2");
    CHECK(words_of(machine, "touch") == "ILITEK ILITEK-TP (event5)");
    CHECK(words_of(machine, "sound") == "PCH, reads aloud");
    CHECK(words_of(machine, "fonts") == "all there");
    CHECK(words_of(machine, "profile") == "none, the defaults are used");
    std::vector<std::string> names;
    for (const Fact& fact : facts_of(machine)) {
        names.push_back(fact.name);
        CHECK_FALSE(content::has_forbidden_character(fact.words, content::Lines::one));
    }
    CHECK(names == std::vector<std::string>{"card", "connector", "mode", "renderer", "touch", "sound", "clock", "fonts",
                                            "profile"});
}

TEST_CASE("probe: the report begins with what is missing, or that nothing is, and ends with who shows") {
    const WholeKernel kernel;
    kernel.process(412, "kiosk", {"/dev/dri/card0"});
    const ProbedMachine machine = kernel.probe();
    auto lines = report_of(machine, what_is_missing(machine));
    REQUIRE(lines.size() == 11);
    CHECK(lines.front() == "this machine can be a screen");
    CHECK(lines[1] == "card: card0, driver i915");
    CHECK(lines.back() == "shows: kiosk (process 412)");
    lines = report_of(machine, "no window: refused");
    CHECK(lines.front() == "no window: refused");
    CHECK(lines.size() == 11);
}

TEST_CASE("probe: in a container with nothing the missing card is named, and every fact is told") {
    const FakeKernel kernel;
    const ProbedMachine machine = probe_machine(kernel.root());
    CHECK(missing(machine).starts_with("no graphics card: "));
    CHECK(words_of(machine, "card") == "none");
    CHECK(words_of(machine, "connector") == "none");
    CHECK(words_of(machine, "mode") == "none");
    CHECK(words_of(machine, "touch") == "no touch panel");
    CHECK(words_of(machine, "sound") == "no sound card");
}

TEST_CASE("probe: the panel is missing while it is unplugged, and no longer when it hangs again") {
    const WholeKernel kernel;
    kernel.socket("card0-HDMI-A-1");
    CHECK(missing(kernel.probe()).starts_with("no panel: "));
    kernel.plug("card0-DP-1", "3840x2160\n", "");
    CHECK(missing(kernel.probe()) == "nothing");
    CHECK(words_of(kernel.probe(), "mode") == "3840x2160, the panel's own of 1");
    kernel.plug("card0-DP-1", "", "");
    CHECK(missing(kernel.probe()).starts_with("no mode: the panel on DP-1 "));
}

TEST_CASE("probe: a panel that names no size is not where the picture is while another one names its own") {
    const WholeKernel kernel;
    kernel.plug("card0-DP-1", "", "");
    CHECK(missing(kernel.probe()) == "nothing");
    CHECK(panel_in_words(kernel.probe()) == "HDMI-A-1, U2414H");
    CHECK(words_of(kernel.probe(), "mode") == "1920x1080, the panel's own of 2");
}

TEST_CASE("probe: a connector that cannot tell, as old sockets, counts when it has a mode") {
    const WholeKernel kernel;
    kernel.socket("card0-HDMI-A-1");
    kernel.set("card0-VGA-1", "status", "unknown\n");
    CHECK(missing(kernel.probe()).starts_with("no panel: "));
    kernel.set("card0-VGA-1", "modes", "1024x768\n");
    CHECK(missing(kernel.probe()) == "nothing");
    CHECK(words_of(kernel.probe(), "mode") == "1024x768, the panel's own of 1");
}

TEST_CASE("probe: of several panels it is the profile's, by connector or by name, capitals or not") {
    const WholeKernel kernel;
    kernel.plug("card0-DP-1", "3840x2160\n", edid_of("EIZO EV3285"));
    ProbedMachine machine = kernel.probe();
    CHECK(panel_in_words(machine) == "DP-1, EIZO EV3285");
    for (const char* wanted : {"HDMI-A-1", "hdmi-a-1", "u2414h"}) {
        machine.profile.wanted_panel = wanted;
        CAPTURE(wanted);
        CHECK(panel_in_words(machine) == "HDMI-A-1, U2414H");
        CHECK(panel_size(machine) == Size{1920, 1080});
        CHECK(missing(machine) == "nothing");
    }
    machine.profile.wanted_panel = "DP-7";
    CHECK(missing(machine).starts_with("no panel \"DP-7\": "));
    CHECK(panel_in_words(machine).empty());
    CHECK(panel_size(machine) == Size{});
}

TEST_CASE("probe: a card that may not be opened is missing, with the way to open it") {
    ProbedMachine machine = WholeKernel().probe();
    machine.cards.front().access = Access::forbidden;
    CHECK(missing(machine).starts_with("/dev/dri/card0 may not be opened by this user: "));
    CHECK(missing(machine).find("group video") != std::string::npos);
    CHECK(words_of(machine, "card") == "card0, driver i915, /dev/dri/card0 may not be opened");
    machine.pointers.front().access = Access::forbidden;
    CHECK(words_of(machine, "touch") == "ILITEK ILITEK-TP (event5, may not be read)");
}

TEST_CASE("probe: beside the running display it says who shows; another program on the panel is in the way") {
    const WholeKernel kernel;
    kernel.process(1, "kiosk", {"/dev/dri/card0"});  // the caller
    kernel.process(2, "systemd-logind", {"/dev/dri/card0"});
    kernel.process(3, "bash", {"/dev/tty1", "/dev/dri/renderD128"});
    CHECK(users_in_words(kernel.probe().users) == "nobody");
    kernel.process(412, "kiosk", {"/dev/null", "/dev/dri/card0"});
    CHECK(missing(kernel.probe()) == "nothing");
    CHECK(users_in_words(kernel.probe().users) == "kiosk (process 412)");
    kernel.process(500, "Xorg", {"/dev/dri/card0"});
    CHECK(missing(kernel.probe()).starts_with("the panel is taken: Xorg (process 500) "));
    CHECK(users_in_words(kernel.probe().users) == "kiosk (process 412), Xorg (process 500)");
}

TEST_CASE("probe: who may not look into other programs does not say that nobody shows") {
    CardUsers users;
    CHECK(users_in_words(users) == "nobody that this user may see; root sees all");
}

TEST_CASE("probe: with a window system the cards are not ours to judge") {
    ProbedMachine machine = probe_machine(FakeKernel().root());
    machine.carrier = Carrier::window_system;
    CHECK(missing(machine) == "nothing");
    CHECK(words_of(machine, "card") == "of the window system");
    machine.missing_fonts = {"fonts-inter", "fonts-noto-cjk"};
    CHECK(missing(machine) == "fonts are missing: apt-get install fonts-inter fonts-noto-cjk");
    CHECK(words_of(machine, "fonts") == "missing: apt-get install fonts-inter fonts-noto-cjk");
}

TEST_CASE("probe: touch panels are told from pads, mice and keyboards") {
    const FakeKernel kernel;
    kernel.input(0, "Power Button", keyboard);
    kernel.input(1, "Synaptics", touchpad);
    kernel.input(2, "Logitech", mouse);
    CHECK(words_of(probe_machine(kernel.root()), "touch") ==
          "no touch panel, but a pointer: Synaptics (event1); Logitech (event2)");
    kernel.input(3, "QEMU Virtio Tablet", tablet_of_qemu);
    kernel.input(11, "eGalax", touch_panel);
    const auto pointers = read_pointers(kernel.root());
    REQUIRE(pointers.size() == 4);
    CHECK(pointers.front().name == "eGalax");
    CHECK(pointers.front().node == "event11");
    CHECK(words_of(probe_machine(kernel.root()), "touch") == "eGalax (event11)");
}

TEST_CASE("probe: devices that call themselves what they like stay on their line") {
    const FakeKernel kernel;
    kernel.input(1, "eGalax\x1B[2J\x1B]0;x\x07", touch_panel);
    kernel.input(2, std::string(4000, 'A') + "\nN: Name=\"no\"", touch_panel);
    kernel.input(3, "bits", {"zz", "fffffffffffffffff", "-1", "0x3"});
    kernel.write("proc/asound/cards", " 0 [\x1B[31m]: x\n]: [\n[no end\n");
    const ProbedMachine machine = probe_machine(kernel.root());
    CHECK(machine.pointers.size() == 2);
    for (const Fact& fact : facts_of(machine)) {
        CHECK(fact.words.size() < 400);
        CHECK_FALSE(content::has_forbidden_character(fact.words, content::Lines::one));
    }
}

TEST_CASE("probe: what the profile switches off is said so") {
    ProbedMachine machine = WholeKernel().probe();
    machine.profile.wants_touch = false;
    machine.profile.wants_sound = false;
    CHECK(words_of(machine, "touch") == "ILITEK ILITEK-TP (event5), switched off by touch = false");
    CHECK(words_of(machine, "sound") == "PCH, switched off by audio = false");
}

TEST_CASE("probe: sound says what it lacks") {
    ProbedMachine machine = WholeKernel().probe();
    machine.sound.has_voice = false;
    CHECK(words_of(machine, "sound") == "PCH, but no voice: install the package espeak-ng");
    machine.sound.may_play = false;
    CHECK(words_of(machine, "sound") == "PCH, which may not be used");
    machine.sound.cards.clear();
    CHECK(words_of(machine, "sound") == "no sound card");
}

TEST_CASE("probe: every mistake of the profile has a line of its own, and none of them keeps the screen dark") {
    ProbedMachine machine = WholeKernel().probe();
    machine.profile.file = "/etc/rotunda/screen.toml";
    CHECK(words_of(machine, "profile") == "/etc/rotunda/screen.toml, no mistakes");
    machine.profile.findings = {
        {content::Severity::error, "screen.toml", 4, "\"rotation\": expected 0, 90, 180 or 270"},
        {content::Severity::warning, "screen.toml", 7, "unknown key \"colour\""}};
    const auto facts = facts_of(machine);
    REQUIRE(facts.size() == 11);
    CHECK(facts[8].words == "/etc/rotunda/screen.toml, 2 mistakes:");
    CHECK(facts[9].words == "screen.toml:4: error: \"rotation\": expected 0, 90, 180 or 270");
    CHECK(facts[10].name == "profile");
    CHECK(missing(machine) == "nothing");
    machine.profile.findings.clear();
    machine.profile.unreadable = "/etc/rotunda/screen.toml: cannot open: Permission denied";
    CHECK(words_of(machine, "profile") ==
          "/etc/rotunda/screen.toml: cannot open: Permission denied; the defaults are used");
}

TEST_CASE("probe: what a hub says of the screen is named beside the technician's own file, and opening hours") {
    ProbedMachine machine = WholeKernel().probe();
    CHECK(words_of(machine, "opening hours") == "not told");
    machine.profile.hub = "/var/lib/rotunda/sync/profile.toml";
    machine.profile.hours = "daily 07:30-20:00";
    CHECK(words_of(machine, "profile") == "the hub's, /var/lib/rotunda/sync/profile.toml, no mistakes");
    CHECK(words_of(machine, "opening hours") == "daily 07:30-20:00");
    machine.profile.file = "/etc/rotunda/screen.toml";
    CHECK(words_of(machine, "profile") ==
          "/etc/rotunda/screen.toml, then the hub's, /var/lib/rotunda/sync/profile.toml, no mistakes");
    machine.profile.unreadable = "/etc/rotunda/screen.toml: cannot open: Permission denied";
    CHECK(words_of(machine, "profile") ==
          "/etc/rotunda/screen.toml: cannot open: Permission denied; the hub's counts, "
          "/var/lib/rotunda/sync/profile.toml; the defaults are used");
}

TEST_CASE("probe: sound cards are read by name, and a way out is a file that may be written") {
    const WholeKernel kernel;
    CHECK(sound_cards(kernel.root()) == std::vector<std::string>{"PCH"});
    CHECK(has_sound(kernel.root()));
    std::filesystem::remove(kernel.root() / "dev/snd/pcmC0D0p");
    kernel.write("dev/snd/pcmC0D0c", "");
    CHECK_FALSE(has_sound(kernel.root()));
    kernel.write("proc/asound/cards", "--- no soundcards ---\n");
    CHECK(sound_cards(kernel.root()).empty());
}
