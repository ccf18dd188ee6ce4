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
    /// `row` of `to` becomes a mix where the pictures differ, `share` of 256 of the next one; the rest of the row is
    /// left as it is. Only columns from `left` up to `right`.
    void mix_row(const Canvas& before, const Canvas& next, unsigned share, int row, int left, int right,
                 const Canvas& to) const;

private:
    struct Span {
        int left = 0;
        int right = 0;
    };
    std::vector<Span> spans_;  ///< one per row
    PixelRect area_;
};

/// 0 to 1 in parts of 256.
[[nodiscard]] unsigned share_of_256(float share);

[[nodiscard]] inline std::uint32_t* pixel_of(const Canvas& canvas, int x, int y) {
    return canvas.pixels + std::ptrdiff_t{y} * canvas.pitch + x;
}

}  // namespace kiosk
