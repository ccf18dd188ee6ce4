#include "kiosk/machine/cards.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "kiosk/machine/edid.h"
#include "tests/kiosk/machine/fake_kernel.h"

namespace {

using namespace kiosk;
namespace limits = content::limits;

bool is_one_short_line(const std::string& text) {
    return text.size() <= limits::device_name && content::is_utf8(text) &&
           !content::has_forbidden_character(text, content::Lines::one);
}

}  // namespace

TEST_CASE("cards: a machine without any has none") {
    const FakeKernel kernel;
    CHECK(read_cards(kernel.root()).empty());
    kernel.write("sys/class/drm/version", "drm 1.1.0 20060810\n");
    CHECK(read_cards(kernel.root()).empty());
}

TEST_CASE("cards: what hangs where is told by card, and changes when it is plugged in and out") {
    const FakeKernel kernel;
    kernel.card("card0", "i915");
    kernel.render_node("card0", "renderD128");
    kernel.card("card1", "");
    kernel.socket("card0-HDMI-A-1");
    kernel.socket("card0-DP-1");
    kernel.plug("card1-Virtual-1", "1280x800\n1024x768\n", "");
    auto cards = read_cards(kernel.root());
    REQUIRE(cards.size() == 2);
    CHECK(cards[0].driver == "i915");
    CHECK(cards[0].has_render_node);
    CHECK(cards[0].access == Access::allowed);
    REQUIRE(cards[0].connectors.size() == 2);
    CHECK(cards[0].connectors[0].name == "DP-1");
    CHECK(cards[0].connectors[1].state == ConnectorFacts::State::disconnected);
    CHECK(cards[1].driver.empty());
    CHECK_FALSE(cards[1].has_render_node);
    REQUIRE(cards[1].connectors.size() == 1);
    CHECK(cards[1].connectors[0].panel.empty());
    CHECK(cards[1].connectors[0].modes == 2);
    CHECK(cards[1].connectors[0].mode.width == 1280);

    kernel.plug("card0-HDMI-A-1", "1920x1080\n1920x1080i\n720x576\n", edid_of("U2414H"));
    cards = read_cards(kernel.root());
    CHECK(cards[0].connectors[1].state == ConnectorFacts::State::connected);
    CHECK(cards[0].connectors[1].panel == "U2414H");
    CHECK(cards[0].connectors[1].diagonal_inches == doctest::Approx(23.98).epsilon(0.01));
    CHECK(cards[0].connectors[1].mode.height == 1080);
    kernel.socket("card0-HDMI-A-1");
    CHECK(read_cards(kernel.root())[0].connectors[1].state == ConnectorFacts::State::disconnected);
}

TEST_CASE("cards: a card without its file in /dev is there, but cannot be opened") {
    const FakeKernel kernel;
    kernel.card("card0", "bochs-drm");
    std::filesystem::remove(kernel.root() / "dev/dri/card0");
    CHECK(read_cards(kernel.root()).front().access == Access::missing);
}

TEST_CASE("cards: a connector for recording shows nothing") {
    const FakeKernel kernel;
    kernel.card("card0", "vc4");
    kernel.set("card0-Writeback-1", "status", "unknown\n");
    CHECK(read_cards(kernel.root()).front().connectors.empty());
}

TEST_CASE("cards: files of nonsense and of any length do no harm") {
    const FakeKernel kernel;
    kernel.card("card0", "x");
    kernel.set("card0-DP-1", "status", std::string(200'000, 'c'));
    kernel.set("card0-DP-1", "modes", "99999999999999x1\n-1x-1\nx\n1920x\n0x0\n70000x70000\nauto\n");
    kernel.set("card0-DP-1", "edid", std::string(limits::kernel_file + 1, '\xFF'));
    kernel.plug("card0-DP-2", std::string(limits::kernel_file + 1, '1'), "\x1B[2J");
    const auto cards = read_cards(kernel.root());
    REQUIRE(cards.front().connectors.size() == 2);
    CHECK(cards.front().connectors[0].state == ConnectorFacts::State::unknown);
    for (const ConnectorFacts& connector : cards.front().connectors) {
        CHECK(connector.modes == 0);
        CHECK(connector.panel.empty());
    }
}

TEST_CASE("cards: of thousands of entries so many are looked at as the limit says") {
    const FakeKernel kernel;
    kernel.card("card0", "x");
    for (int i = 0; i < 1200; ++i)
        std::filesystem::create_directories(kernel.root() / "sys/class/drm" / ("card0-DP-" + std::to_string(i)));
    CHECK(names_in(kernel.root() / "sys/class/drm").size() == limits::kernel_entries);
    CHECK(read_cards(kernel.root()).size() <= 1);  // the folder's own order decides which are seen
}

TEST_CASE("edid: name and size are read; what is cut, damaged or no EDID is none") {
    const std::string good = edid_of("U2414H");
    const auto edid = read_edid(good);
    REQUIRE(edid);
    CHECK(edid->name == "U2414H");
    CHECK(read_edid(good + std::string(128, '\x02')));
    CHECK_FALSE(read_edid(""));
    CHECK_FALSE(read_edid(good.substr(0, 127)));
    for (const std::size_t at : {0U, 8U, 60U, 80U, 127U}) {
        std::string damaged = good;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        CAPTURE(at);
        CHECK_FALSE(read_edid(damaged));
    }
}

TEST_CASE("edid: a name that a terminal would obey is only its letters") {
    CHECK(read_edid(edid_of("\x1B[31mRED"))->name == "[31mRED");
    CHECK(read_edid(edid_of("\xE2\x80\xAE\x9B\x7F"))->name == "DEL 40E1");
    CHECK(read_edid(edid_of("   "))->name == "DEL 40E1");
    CHECK(read_edid(edid_of("A\nB"))->name == "A");
    CHECK(read_edid(edid_of("thirteen chars"))->name == "thirteen char");
}

TEST_CASE("edid: whatever bytes a panel sends, its name is one short line") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string block = edid_of("x");
        unsigned sum = 0;
        for (std::size_t i = 8; i < 127; ++i)
            block[i] = static_cast<char>(i >= 54 && i < 59 ? block[i + 18] : static_cast<char>(random()));
        for (std::size_t i = 0; i < 127; ++i)
            sum += static_cast<unsigned char>(block[i]);
        block[127] = static_cast<char>((256 - sum % 256) % 256);
        const auto edid = read_edid(block);
        REQUIRE(edid);
        CHECK(is_one_short_line(edid->name));
    }
}

TEST_CASE("kernel files: what a device calls itself is one short printable line") {
    for (const std::string name : {"\x1B]0;title\x07", "two\nlines", "\xFF\xFE\xFD", "a\xE2\x80\xAE b"}) {
        CHECK(is_one_short_line(told(name)));
        CHECK_FALSE(told(name).empty());
    }
    CHECK(told(std::string(500, '\x1B')).size() <= limits::device_name);
    CHECK(told("  ILITEK \n") == "ILITEK");
    std::string long_name;
    for (int i = 0; i < 40; ++i)
        long_name += "屏";
    CHECK(is_one_short_line(told(long_name)));
}
