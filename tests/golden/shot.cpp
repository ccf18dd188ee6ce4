#include "tests/golden/shot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "content/base/files.h"
#include "content/base/time.h"
#include "content/pack/pack_snapshot.h"
#include "kiosk/paint/image.h"
#include "kiosk/paint/png.h"
#include "kiosk/render/gallery.h"
#include "kiosk/scenes/build_frame.h"
#include "kiosk/visit/search_hits.h"
#include "tests/support/resources.h"

namespace golden {
namespace {

using namespace kiosk;
namespace fs = std::filesystem;

const fs::path source = ROTUNDA_SOURCE;
const fs::path differing = ROTUNDA_BINARY;  // where pictures that differ are written

constexpr int tolerated_level = 24;  // of 255: anti-aliasing of another font or compiler version
constexpr std::string_view newsletter_time = "2024-01-18T10:42";
constexpr std::string_view foyer_time = "2024-03-18T10:42";
constexpr std::size_t max_picture_bytes = 8 * 1024 * 1024;  // bytes of a stored one

void browse(const Visitor& visitor, const content::Snapshot& snapshot, View& view) {
    Browsing browsing;
    browsing.preferences.language = view.language;
    browsing.preferences.text_scale = view.text_scale;
    browsing.preferences.reach = visitor.reach;
    browsing.overlay = visitor.overlay;
    browsing.scroll = visitor.scroll;
    browsing.query = visitor.query;
    browsing.focus = visitor.focus;
    browsing.warning_seconds_left = 20;
    browsing.can_go_back = true;
    view.browsing = browsing;
    if (visitor.sees_banner) view.browsing->notice = snapshot.pack.notices.front().id;
    if (visitor.query.empty()) return;
    const auto search = content::search_of_pack(snapshot.pack);
    REQUIRE(search.has_value());
    view.browsing->hits = search_hits(**search, view, snapshot.pack);
    CHECK_FALSE(view.browsing->hits.empty());
}

int channel(std::uint32_t argb, unsigned shift) {
    return static_cast<int>((argb >> shift) & 0xFFU);
}

}  // namespace

content::Snapshot load(const std::string& pack) {
    auto snapshot = content::snapshot_of_pack(source / "assets/packs" / pack);
    REQUIRE_MESSAGE(snapshot.has_value(), pack);
    return std::move(snapshot).value();
}

Screen example_screen(bool knows_ways) {
    Screen screen;
    if (knows_ways) {
        screen.rooms = {{"Boardroom D", {Arrow::up_left, true}},
                        {"Room C3", {Arrow::up, true}},
                        {"M Plenary", {Arrow::right, false}},
                        {"Room M6", {Arrow::down_right, true}}};
    }
    screen.name = "M-Lobby-2";
    Exit exit;
    exit.arrow = Arrow::left;
    exit.distance_m = 40;
    screen.exit = exit;
    return screen;
}

content::Instant time_of(const std::string& pack) {
    return *content::parse_instant(pack == "foyer-example" ? foyer_time : newsletter_time, "Europe/Vienna");
}

std::set<std::string> codes_of(const Frame& frame) {
    std::set<std::string> payloads;
    for (const Element& element : frame.elements) {
        if (const auto* code = std::get_if<QrCode>(&element.what)) payloads.insert(code->payload);
    }
    return payloads;
}

Painted paint(const Shot& shot, const content::Snapshot& snapshot) {
    std::string name = shot.scene;
    if (name == "notice:") name += snapshot.pack.notices.front().id;
    const auto scene = parse_scene(name);
    REQUIRE_MESSAGE(scene.has_value(), name);
    REQUIRE_MESSAGE(exists(*scene, snapshot.pack), name);
    View view;
    view.size = shot.size;
    view.language = shot.language;
    view.theme = shot.theme;
    view.text_scale = shot.text_scale;
    view.now = time_of(shot.pack);
    view.pairing = {"lusab babad", "https://www.unodc.org/unodc/en/ngos/cst.html", "10.20.4.17", "displays.example"};
    if (shot.visitor) browse(*shot.visitor, snapshot, view);
    const Screen screen = example_screen(shot.knows_ways);
    std::vector<std::string> reports;
    Painted painted{paint_scene(*scene, snapshot, screen, view, sample::resources(), reports),
                    codes_of(build_frame(*scene, snapshot, screen, view, sample::resources()))};
    CHECK(reports.empty());
    return painted;
}

double difference(const Pixels& a, const Pixels& b) {
    if (a.size != b.size) return 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.argb.size(); ++i) {
        int most = 0;
        for (const unsigned shift : {0U, 8U, 16U}) {
            most = std::max(most, std::abs(channel(a.argb[i], shift) - channel(b.argb[i], shift)));
        }
        count += most > tolerated_level ? 1 : 0;
    }
    return static_cast<double>(count) / static_cast<double>(a.argb.size());
}

std::optional<Pixels> stored_or_updated(const std::string& name, const Pixels& pixels) {
    const fs::path stored = source / "tests/golden" / (name + ".png");
    if (std::getenv("ROTUNDA_UPDATE_GOLDEN") != nullptr) {
        REQUIRE(write_png(stored.string(), pixels).has_value());
        return std::nullopt;
    }
    const auto bytes = content::read_file(stored, max_picture_bytes);
    REQUIRE_MESSAGE(bytes.has_value(), stored.string());
    auto expected = decode_picture(*bytes, Crop{pixels.size, 0.5F, 0.5F});
    REQUIRE_MESSAGE(expected.has_value(), stored.string());
    return std::move(*expected);
}

void keep_differing(const std::string& name, const Pixels& pixels) {
    CHECK(write_png((differing / (name + ".actual.png")).string(), pixels).has_value());
}

}  // namespace golden
