#include "kiosk/kms/display_kms.h"

#include <doctest/doctest.h>

#include "tests/kiosk/kms/fake_card.h"

using namespace kiosk;
using namespace kiosk::testing;

namespace {

constexpr Size small{640, 360};
constexpr Size large{800, 600};

/// A machine with one card, and a display on it.
struct Machine {
    FakeHardware card;
    FakeHardware second;
    PanelWish wish;
    PanelRotation rotation = PanelRotation::none;
    int resized = 0;
    std::vector<std::string> lines;
    std::unique_ptr<Display> display;

    Machine() {
        card.connectors = {connected(1, "HDMI-A-1", {small})};
        second.name = "/dev/dri/card1 (fake)";
        second.is_there = false;
    }
    void start() {
        display = make_kms_display(
            cards_of({&card, &second}), wish, rotation, [this] { ++resized; },
            [this](const std::string& line) { lines.push_back(line); });
    }
    void fill(Display::Layer layer, std::uint32_t colour) const { fill(layer, whole(display->size()), colour); }
    void fill(Display::Layer layer, const PixelRect& area, std::uint32_t colour) const {
        display->write(layer, area, {}, [&](const PixelRect& part, Canvas canvas) {
            for (int y = 0; y < part.height; ++y)
                std::fill_n(canvas.pixels + std::ptrdiff_t{y} * canvas.pitch, part.width, colour);
        });
    }
    /// The whole picture in one colour, on the panel.
    void show(std::uint32_t colour) const {
        fill(Display::Layer::showing, colour);
        display->present();
    }
    [[nodiscard]] std::uint32_t seen(int x = 20, int y = 20) const { return display->read_back().at(x, y) & 0xFFFFFFU; }
    [[nodiscard]] bool has_said(const std::string& words) const {
        return std::ranges::any_of(lines, [&](const auto& line) { return line.find(words) != std::string::npos; });
    }
};

}  // namespace

TEST_CASE("kms: the first picture sets the mode of the panel, the next ones flip between two buffers") {
    Machine machine;
    machine.start();
    CHECK(machine.display->panel() == small);
    CHECK(machine.card.modes_set == 0);  // nothing is shown before there is a picture
    machine.show(0x112233);
    CHECK(machine.card.modes_set == 1);
    CHECK(machine.card.shown_by == ModeSetting::atomic);
    CHECK(machine.display->is_shown());
    CHECK(machine.seen() == 0x112233);
    const std::uint32_t first = machine.card.shown;
    machine.show(0x445566);
    CHECK(machine.card.shown != first);
    CHECK(machine.seen() == 0x445566);
    machine.show(0x778899);
    CHECK(machine.card.shown == first);
    CHECK(machine.seen() == 0x778899);
    CHECK(machine.card.modes_set == 1);
    CHECK(machine.card.flips == 2);
    CHECK(machine.has_said("HDMI-A-1, 640x360 at 60.00 Hz, by /dev/dri/card0 (fake), atomic mode setting"));
    machine.display.reset();
    CHECK(machine.card.buffers.empty());
}

TEST_CASE("kms: of a small change only that part is written, and what the other buffer missed") {
    Machine machine;
    machine.start();
    machine.show(1);
    machine.show(2);
    machine.fill(Display::Layer::showing, {10, 10, 5, 5}, 0xA);
    machine.display->present();
    machine.fill(Display::Layer::showing, {300, 100, 5, 5}, 0xB);
    machine.display->present();
    std::int64_t told = 0;
    for (const PixelRect& area : machine.card.told)
        told += area.surface();
    CHECK(told == 50);
    for (int i = 0; i < 2; ++i) {
        CHECK(machine.seen(12, 12) == 0xA);
        CHECK(machine.seen(302, 102) == 0xB);
        CHECK(machine.seen(200, 200) == 2);
        machine.fill(Display::Layer::showing, {600, 300, 5, 5}, 0xC);
        machine.display->present();
    }
}

TEST_CASE("kms: a cross-fade mixes where the pictures differ and ends exactly at the next one") {
    for (const PanelRotation rotation : {PanelRotation::none, PanelRotation::quarter}) {
        Machine machine;
        machine.rotation = rotation;
        machine.start();
        CHECK(machine.display->size() == picture_size(small, rotation));
        machine.show(0x000040);
        machine.fill(Display::Layer::next, 0x000040);
        machine.fill(Display::Layer::next, {0, 0, 100, 100}, 0x000080);
        const Point in_changed = machine.display->panel_point({50, 50}, {});
        const int x = static_cast<int>(in_changed.x);
        const int y = static_cast<int>(in_changed.y);
        for (const float share : {0.25F, 0.5F, 0.5F, 0.75F}) {
            machine.display->present(share);
            CHECK(machine.seen(x, y) == 0x40 + static_cast<unsigned>(share * 0x40));
            CHECK(machine.seen(320, 180) == 0x40);
        }
        machine.display->take_next();
        for (int i = 0; i < 3; ++i) {
            machine.display->present();
            CHECK(machine.seen(x, y) == 0x80);
            CHECK(machine.seen(320, 180) == 0x40);
        }
    }
}

TEST_CASE("kms: a fade that is given up leaves the picture before it on both buffers") {
    Machine machine;
    machine.start();
    machine.show(0x10);
    machine.fill(Display::Layer::next, 0x50);
    machine.display->present(0.5F);
    machine.display->present(0.6F);
    for (int i = 0; i < 3; ++i) {
        machine.display->present();
        CHECK(machine.seen() == 0x10);
    }
}

TEST_CASE("kms: a driver without atomic mode setting, or one that refuses it, is driven the old way") {
    for (const bool has_atomic : {false, true}) {
        Machine machine;
        machine.card.has_atomic = has_atomic;
        machine.card.refused_kinds = {ModeSetting::atomic};
        machine.start();
        machine.show(7);
        machine.show(8);
        CHECK(machine.card.shown_by == ModeSetting::legacy);
        CHECK(machine.card.flips == 1);
        CHECK(machine.seen() == 8);
        CHECK(machine.has_said("legacy mode setting"));
    }
}

TEST_CASE("kms: a card with room for one picture is written while it shows") {
    for (const bool can_make_two : {false, true}) {
        Machine machine;
        machine.card.room = can_make_two ? 2 : 1;
        machine.card.room_to_show = 1;
        machine.start();
        for (const std::uint32_t colour : {1U, 2U, 3U}) {
            machine.show(colour);
            CHECK(machine.seen() == colour);
            CHECK(machine.display->is_shown());
        }
        CHECK(machine.card.modes_set == 1);
        CHECK(machine.card.buffers.size() == 1);
    }
}

TEST_CASE("kms: a mode that is refused leads to the next one, and a picture of its size") {
    Machine machine;
    machine.card.connectors = {connected(1, "DP-1", {{3840, 2160}, large, small})};
    machine.card.refused_sizes = {{3840, 2160}};
    machine.start();
    CHECK(machine.display->panel() == Size{3840, 2160});
    machine.show(1);
    CHECK(machine.resized == 1);
    CHECK(machine.display->adopt_window_size());
    CHECK(machine.display->panel() == large);
    machine.show(2);
    CHECK(machine.card.mode == large);
    CHECK(machine.seen() == 2);
    CHECK(machine.resized == 1);
    CHECK_FALSE(machine.display->adopt_window_size());
}

TEST_CASE("kms: without a panel the machine is well, and the panel that comes shows the picture at once") {
    Machine machine;
    machine.card.connectors = {empty_socket(1, "HDMI-A-1")};
    machine.start();
    CHECK(machine.display->panel() == Size{1920, 1080});
    machine.show(1);
    CHECK(machine.display->is_shown());
    CHECK(machine.card.modes_set == 0);
    CHECK(machine.has_said("none is connected to /dev/dri/card0 (fake) (HDMI-A-1: nothing)"));
    machine.card.connectors = {connected(1, "HDMI-A-1", {{1920, 1080}})};
    CHECK_FALSE(machine.display->adopt_window_size());
    CHECK(machine.seen() == 1);
    CHECK(machine.card.modes_set == 1);
}

TEST_CASE("kms: a panel that was off overnight is begun anew with the picture of the morning") {
    Machine machine;
    machine.start();
    machine.show(1);
    const auto there = machine.card.connectors;
    machine.card.connectors = {empty_socket(1, "HDMI-A-1")};
    CHECK_FALSE(machine.display->adopt_window_size());
    machine.show(2);
    CHECK(machine.display->is_shown());
    CHECK(machine.display->panel() == small);
    SUBCASE("and somebody tells of it") {
        machine.card.connectors = there;
        CHECK_FALSE(machine.display->adopt_window_size());
    }
    SUBCASE("and nobody tells of it") {
        machine.card.connectors = there;
        machine.display->present();
    }
    CHECK(machine.card.switched_off == 1);
    CHECK(machine.card.modes_set == 2);
    CHECK(machine.seen() == 2);
    CHECK(machine.resized == 0);
}

TEST_CASE("kms: a panel that comes back as another one gets a picture of its size, and a broken link a new beginning") {
    Machine machine;
    machine.start();
    machine.show(1);
    machine.card.connectors = {connected(1, "HDMI-A-1", {large})};
    CHECK(machine.display->adopt_window_size());
    CHECK(machine.display->panel() == large);
    machine.show(2);
    CHECK(machine.card.mode == large);
    CHECK(machine.seen() == 2);
    machine.card.connectors.front().is_broken = true;
    CHECK_FALSE(machine.display->adopt_window_size());
    CHECK(machine.card.modes_set == 3);
    CHECK(machine.seen() == 2);
}

TEST_CASE("kms: of several panels the one of the profile shows the picture, on whichever card it is") {
    Machine machine;
    machine.wish.name = "LG ULTRA";
    machine.card.connectors = {connected(1, "HDMI-A-1", {small}, "DELL U2415"), empty_socket(2, "DP-1")};
    machine.start();
    machine.show(1);
    CHECK(machine.card.modes_set == 0);
    CHECK(machine.has_said(
        "\"LG ULTRA\" is not connected to /dev/dri/card0 (fake) (HDMI-A-1 (DELL U2415), DP-1: nothing)"));
    machine.second.is_there = true;
    machine.second.connectors = {connected(9, "DP-2", {large}, "LG ULTRA")};
    CHECK(machine.display->adopt_window_size());
    machine.show(2);
    CHECK(machine.second.shown_on == 9);
    CHECK(machine.seen() == 2);
    CHECK(machine.card.modes_set == 0);
}

TEST_CASE("kms: a card that goes, as the boot's gives way to the real driver's, is replaced by the one that comes") {
    Machine machine;
    machine.start();
    machine.show(1);
    machine.card.is_there = false;
    machine.show(2);
    CHECK_FALSE(machine.display->is_shown());
    machine.show(3);
    CHECK_FALSE(machine.display->is_shown());
    machine.second.is_there = true;
    machine.second.connectors = {connected(1, "HDMI-A-1", {small})};
    machine.show(4);
    CHECK(machine.display->is_shown());
    CHECK(machine.second.modes_set == 1);
    CHECK(machine.seen() == 4);
    CHECK(machine.card.buffers.empty());
}

TEST_CASE("kms: what does not reach the panel is not said to be shown") {
    SUBCASE("the driver refuses everything") {
        Machine machine;
        machine.card.refused_sizes = {small};
        machine.start();
        machine.show(1);
        CHECK_FALSE(machine.display->is_shown());
        CHECK(machine.has_said("refuses every mode of HDMI-A-1"));
        machine.show(2);
        CHECK(machine.lines.size() == 1);  // once, not at each picture
        machine.card.refused_sizes = {};
        machine.show(3);
        CHECK(machine.display->is_shown());
        CHECK(machine.seen() == 3);
    }
    SUBCASE("the driver says yes and shows something else") {
        Machine machine;
        machine.card.is_deaf = true;
        machine.start();
        machine.show(1);
        CHECK_FALSE(machine.display->is_shown());
    }
    SUBCASE("the memory keeps something else") {
        Machine machine;
        machine.card.reads_back = false;
        machine.start();
        machine.show(1);
        CHECK_FALSE(machine.display->is_shown());
    }
    SUBCASE("flips never happen") {
        Machine machine;
        machine.card.ends_flips = false;
        machine.start();
        machine.show(1);
        machine.show(2);
        machine.show(3);  // the mode is set anew, which needs no flip
        CHECK(machine.display->is_shown());
        CHECK(machine.card.modes_set == 2);
        CHECK(machine.seen() == 3);
    }
    SUBCASE("somebody else took the panel") {
        Machine machine;
        machine.start();
        machine.show(1);
        machine.card.shown = 4711;
        machine.display->present();
        CHECK(machine.card.modes_set == 2);
        CHECK(machine.seen() == 1);
    }
}

TEST_CASE("kms: a panel that is switched off takes pictures, and shows the newest when it is on again") {
    Machine machine;
    machine.start();
    machine.show(0x112233);
    REQUIRE(machine.card.shown != 0);
    machine.display->set_power(false);
    CHECK(machine.card.shown == 0);
    CHECK(machine.display->is_shown());  // all is as it should be
    CHECK(machine.display->link() == Display::Link::off);
    const int modes = machine.card.modes_set;
    machine.show(0x445566);
    machine.display->present();
    CHECK(machine.card.shown == 0);
    CHECK(machine.card.modes_set == modes);
    machine.display->set_power(true);
    CHECK(machine.card.shown != 0);
    CHECK(machine.seen() == 0x445566);
    CHECK(machine.display->link() == Display::Link::on);
    machine.display->set_power(true);
    CHECK(machine.card.modes_set == modes + 1);
}

TEST_CASE("kms: a panel that is plugged in while it should be off stays off") {
    Machine machine;
    machine.card.connectors = {empty_socket(1, "HDMI-A-1")};
    machine.start();
    machine.display->set_power(false);
    machine.card.connectors = {connected(1, "HDMI-A-1", {large})};
    static_cast<void>(machine.display->adopt_window_size());
    machine.show(0x112233);
    CHECK(machine.card.shown == 0);
    machine.display->set_power(true);
    CHECK(machine.card.shown != 0);
}
