#pragma once

#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kiosk/frame/frame.h"
#include "kiosk/paint/pixels.h"

/// Draws a Frame through Dear ImGui's draw lists. Everything is composed by SDL's software renderer, on machines with a
/// GPU too: a scene is painted once and then only presented, and the pixels are the same everywhere.
namespace kiosk {

/// How far an element has entered. The default is at rest.
struct Pose {
    float opacity = 1;
    float dy = 0;     ///< pixels below its place
    float drawn = 1;  ///< fraction of a stroke's length

    [[nodiscard]] bool is_hidden() const { return opacity <= 0 || drawn <= 0; }
    bool operator==(const Pose&) const = default;
};
using PoseOf = std::function<Pose(const Element&)>;
[[nodiscard]] inline Pose at_rest(const Element&) {
    return {};
}

/// The photo in exactly the size of `picture.rect` snapped to pixels, or null when it cannot be shown. The pixels must
/// live until paint returns.
using FindPicture = std::function<const Pixels*(const Picture& picture)>;
[[nodiscard]] inline const Pixels* no_pictures(const Picture&) {
    return nullptr;
}

/// Where an element can leave ink.
[[nodiscard]] PixelRect painted_area(const Element& element, const Pose& pose);

/// Keeps rasterized text between calls, at most `text_budget` bytes of it.
class Painter {
public:
    Painter(Text& text, std::size_t text_budget) : text_(text), budget_(text_budget) {}

    /// Paints the part of `frame` inside `area` to `out`, which is as large as `area`. Every pixel of `out` is written
    /// and opaque.
    void paint(const Frame& frame, const PixelRect& area, const PoseOf& pose_of, const FindPicture& find_picture,
               Canvas out);
    [[nodiscard]] std::size_t text_bytes() const { return bytes_; }
    void forget_text();

private:
    friend class Painting;
    struct CachedText {
        std::string key;
        TextBitmap bitmap;
    };
    /// Valid until the next call.
    const TextBitmap& bitmap_of(const TextBlock& block);

    Text& text_;
    std::size_t budget_;
    std::size_t bytes_ = 0;
    std::list<CachedText> recent_;  ///< latest first
    std::unordered_map<std::string_view, std::list<CachedText>::iterator> by_key_;
};

}  // namespace kiosk
