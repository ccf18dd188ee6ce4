#pragma once

#include <functional>

#include "kiosk/frame/frame.h"
#include "kiosk/paint/pixels.h"
#include "kiosk/text/lru_cache.h"

/// Draws a Frame through Dear ImGui's draw lists. Everything is composed by SDL's software renderer, on machines with a
/// GPU too: a scene is painted once and then only presented, and the pixels are the same everywhere.
namespace kiosk {

/// How far an element has entered; by default it is at rest.
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
using FindPhoto = std::function<const Pixels*(const PhotoElement& photo)>;

/// Where an element can leave ink.
[[nodiscard]] PixelRect painted_area(const Element& element, const Pose& pose);

/// Keeps rasterized text between calls, at most `text_budget` bytes of it.
class Painter {
public:
    Painter(Text& text, std::size_t text_budget) : text_(text), budget_(text_budget) {}

    /// Paints the part of `frame` inside `area` to `out`, which is as large as `area`. Every pixel of `out` is written
    /// and opaque.
    void paint(const Frame& frame, const PixelRect& area, const PoseOf& pose_of, const FindPhoto& find_photo,
               Canvas out);
    /// Drops what is kept of the texts that were painted.
    void forget_text();

private:
    friend class Painting;
    struct DrawnText {
        TextSpec spec;
        float box_width = 0;
        bool operator==(const DrawnText&) const = default;
    };
    struct DrawnTextHash {
        std::size_t operator()(const DrawnText& text) const;
    };
    /// Valid until the next call.
    const TextBitmap& bitmap_of(const TextBlock& block);

    Text& text_;
    std::size_t budget_;
    LruCache<DrawnText, TextBitmap, DrawnTextHash> texts_;
};

}  // namespace kiosk
