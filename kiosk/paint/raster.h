#pragma once

#include <vector>

#include "kiosk/frame/frame.h"
#include "kiosk/paint/pixels.h"

/// Anti-aliased coverage of the shapes that are not upright rectangles, from distances to their outline. SDL's software
/// triangles have whole-pixel corners, so edges drawn as triangles would be jagged and thick lines would show seams;
/// a coverage mask drawn as one image has neither, and is the same on every renderer.
namespace kiosk {

struct Mask {
    PixelRect area;
    std::vector<std::uint8_t> coverage;  ///< row by row; empty when nothing is covered
};

/// The first part of the stroke, `drawn` (0 to 1) of its length, inside `within` and the stroke's own clip.
[[nodiscard]] Mask stroke_mask(const Stroke& stroke, float drawn, const PixelRect& within);
/// The part of the polyline between two fractions of its length.
[[nodiscard]] std::vector<Point> part_of(const std::vector<Point>& points, float from, float to);
/// A convex polygon; its corners may turn in either sense.
[[nodiscard]] Mask polygon_mask(const std::vector<Point>& points, const PixelRect& within);

enum class Corner { top_left, top_right, bottom_left, bottom_right };
/// A quarter of a disc of radius `outer` with its `inner` disc cut out (0: none), in a square of ceil(outer) pixels.
[[nodiscard]] Mask corner_mask(float outer, float inner, Corner corner);

}  // namespace kiosk
