#include "kiosk/display/panel_memory.h"

#include <algorithm>
#include <cmath>

#include "kiosk/display/mix.h"

namespace kiosk {
namespace {

/// Where the picture does not reach because it is moved, its outermost pixels are repeated. Returns `place` with what
/// was added to it.
PixelRect stretch_edges(const Canvas& panel, PixelRect place, Offset move) {
    const int width = panel.size.width;
    const int height = panel.size.height;
    const auto row_at = [&](int y) { return pixel_of(panel, 0, y); };
    if (move.x > 0 && place.x == move.x) {
        for (int y = place.y; y < place.bottom(); ++y)
            std::fill_n(row_at(y), move.x, row_at(y)[move.x]);
        place = place.united({0, place.y, 1, place.height});
    } else if (move.x < 0 && place.right() == width + move.x) {
        for (int y = place.y; y < place.bottom(); ++y)
            std::fill_n(row_at(y) + place.right(), -move.x, row_at(y)[place.right() - 1]);
        place.width -= move.x;
    }
    if (move.y > 0 && place.y == move.y) {
        for (int y = 0; y < move.y; ++y)
            std::copy_n(row_at(move.y) + place.x, place.width, row_at(y) + place.x);
        place = place.united({place.x, 0, place.width, 1});
    } else if (move.y < 0 && place.bottom() == height + move.y) {
        for (int y = place.bottom(); y < height; ++y)
            std::copy_n(row_at(place.bottom() - 1) + place.x, place.width, row_at(y) + place.x);
        place.height -= move.y;
    }
    return place;
}

}  // namespace

PixelRect write_on_panel(const Canvas& panel, const PixelRect& part, Offset move, PanelRotation rotation,
                         const Display::Write& write) {
    PixelRect place = to_panel(part, panel.size, rotation);
    place.x += move.x;
    place.y += move.y;
    const Canvas inside = {pixel_of(panel, place.x, place.y), panel.pitch, {place.width, place.height}};
    if (rotation == PanelRotation::none) {
        write(part, inside);
    } else {
        Pixels upright = make_pixels({part.width, part.height});
        write(part, canvas_of(upright));
        copy_rotated(canvas_of(upright), inside, rotation);
    }
    return stretch_edges(panel, place, move);
}

Difference::Difference(const Canvas& before, const Canvas& next) : spans_(static_cast<std::size_t>(next.size.height)) {
    const int width = next.size.width;
    for (int y = 0; y < next.size.height; ++y) {
        const std::uint32_t* one = pixel_of(before, 0, y);
        const std::uint32_t* other = pixel_of(next, 0, y);
        const auto left = static_cast<int>(std::mismatch(one, one + width, other).first - one);
        if (left == width) continue;
        int right = width;
        while (one[right - 1] == other[right - 1])
            --right;
        spans_[static_cast<std::size_t>(y)] = {left, right};
        area_ = area_.united({left, y, right - left, 1});
    }
}

Difference::Span Difference::span(int row, int left, int right) const {
    const Span& differing = spans_[static_cast<std::size_t>(row)];
    const Span span = {std::max(left, differing.left), std::min(right, differing.right)};
    return span.left < span.right ? span : Span{left, left};
}

void mix_row(const Canvas& before, const Canvas& next, unsigned share, int row, Difference::Span span,
             const Canvas& to) {
    mix(pixel_of(before, span.left, row), pixel_of(next, span.left, row), pixel_of(to, span.left, row),
        static_cast<std::size_t>(span.right - span.left), share);
}

unsigned share_of_256(float share) {
    return static_cast<unsigned>(std::lround(std::clamp(share, 0.0F, 1.0F) * 256));
}

}  // namespace kiosk
