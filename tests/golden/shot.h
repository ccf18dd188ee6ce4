#pragma once

#include <optional>
#include <set>
#include <string>

#include "content/items/snapshot.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/paint/pixels.h"

/// Painted scenes of the demonstration packs, at the times those packs are about.
namespace golden {

/// What a visitor did before the picture.
struct Visitor {
    kiosk::Overlay overlay = kiosk::Overlay::none;
    kiosk::Reach reach = kiosk::Reach::standard;
    kiosk::Scroll scroll;
    std::string query;
    int focus = -1;
    bool sees_banner = false;  ///< of the pack's first notice
};

struct Shot {
    std::string name;
    std::string pack;
    std::string scene;
    content::Language language;
    kiosk::Size size;
    kiosk::ThemeName theme = kiosk::ThemeName::light;
    float text_scale = 1;
    std::optional<Visitor> visitor = std::nullopt;
    bool knows_ways = false;  ///< the screen's profile says where rooms lie
};

/// A picture, and what its codes say.
struct Painted {
    kiosk::Pixels pixels;
    std::set<std::string> codes;
};

[[nodiscard]] content::Snapshot load(const std::string& pack);
[[nodiscard]] kiosk::Screen example_screen(bool knows_ways = false);
/// When the pack's scenes are looked at.
[[nodiscard]] content::Instant time_of(const std::string& pack);
[[nodiscard]] std::set<std::string> codes_of(const kiosk::Frame& frame);
[[nodiscard]] Painted paint(const Shot& shot, const content::Snapshot& snapshot);

/// Share of the pixels that differ visibly in two pictures of one size; 1 when the sizes differ.
[[nodiscard]] double difference(const kiosk::Pixels& a, const kiosk::Pixels& b);
/// Writes the picture over tests/golden/NAME.png when ROTUNDA_UPDATE_GOLDEN is set; else the stored one.
[[nodiscard]] std::optional<kiosk::Pixels> stored_or_updated(const std::string& name, const kiosk::Pixels& pixels);
/// Leaves a picture that was not as approved beside the test program.
void keep_differing(const std::string& name, const kiosk::Pixels& pixels);

}  // namespace golden
