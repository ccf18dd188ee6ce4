#pragma once

#include <cstddef>
#include <vector>

#include "kiosk/display/display.h"

/// Pictures in plain memory, kept as the panel has them: turned and moved.
namespace kiosk {

/// Writes `part` of a picture, which the offset leaves on the panel, turned and moved by `move` into `panel`. The edge
/// that the move uncovers repeats the picture's own. Returns what of the panel has changed.
[[nodiscard]] PixelRect write_on_panel(const Canvas& panel, const PixelRect& part, Offset move, PanelRotation rotation,
                                       const Display::Write& write);

/// Where two pictures of one size differ, row by row: bars and backgrounds often do not.
class Difference {
public:
    Difference() = default;
    Difference(const Canvas& before, const Canvas& next);

    [[nodiscard]] const PixelRect& area() const { return area_; }
    /// Columns of a row, from `left` up to `right`.
    struct Span {
        int left = 0;
        int right = 0;
    };
    /// Where the row differs, between `left` and `right`; empty at `left` when it does not.
    [[nodiscard]] Span span(int row, int left, int right) const;

private:
    std::vector<Span> spans_;  ///< one per row
    PixelRect area_;
};

/// That part of one row of `to` becomes `share` of 256 parts of the next picture and the rest of the one before.
void mix_row(const Canvas& before, const Canvas& next, unsigned share, int row, Difference::Span span,
             const Canvas& to);

/// 0 to 1 in parts of 256.
[[nodiscard]] unsigned share_of_256(float share);

[[nodiscard]] inline std::uint32_t* pixel_of(const Canvas& canvas, int x, int y) {
    return canvas.pixels + std::ptrdiff_t{y} * canvas.pitch + x;
}

}  // namespace kiosk
