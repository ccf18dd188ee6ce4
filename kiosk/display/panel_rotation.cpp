#include "kiosk/display/panel_rotation.h"

#include <cassert>

namespace kiosk {

Size picture_size(Size panel, PanelRotation rotation) {
    return rotation == PanelRotation::quarter || rotation == PanelRotation::three_quarters
               ? Size{panel.height, panel.width}
               : panel;
}

Point to_picture(Point on_panel, Size panel, PanelRotation rotation) {
    const auto width = static_cast<float>(panel.width);
    const auto height = static_cast<float>(panel.height);
    switch (rotation) {
        case PanelRotation::none: return on_panel;
        case PanelRotation::quarter: return {on_panel.y, width - on_panel.x};
        case PanelRotation::half: return {width - on_panel.x, height - on_panel.y};
        case PanelRotation::three_quarters: return {height - on_panel.y, on_panel.x};
    }
    return on_panel;
}

Point to_panel(Point in_picture, Size panel, PanelRotation rotation) {
    const auto width = static_cast<float>(panel.width);
    const auto height = static_cast<float>(panel.height);
    switch (rotation) {
        case PanelRotation::none: return in_picture;
        case PanelRotation::quarter: return {width - in_picture.y, in_picture.x};
        case PanelRotation::half: return {width - in_picture.x, height - in_picture.y};
        case PanelRotation::three_quarters: return {in_picture.y, height - in_picture.x};
    }
    return in_picture;
}

PixelRect to_panel(const PixelRect& in_picture, Size panel, PanelRotation rotation) {
    const PixelRect& area = in_picture;
    switch (rotation) {
        case PanelRotation::none: return area;
        case PanelRotation::quarter: return {panel.width - area.bottom(), area.x, area.height, area.width};
        case PanelRotation::half:
            return {panel.width - area.right(), panel.height - area.bottom(), area.width, area.height};
        case PanelRotation::three_quarters: return {area.y, panel.height - area.right(), area.height, area.width};
    }
    return area;
}

PanelRotation opposite(PanelRotation rotation) {
    switch (rotation) {
        case PanelRotation::quarter: return PanelRotation::three_quarters;
        case PanelRotation::three_quarters: return PanelRotation::quarter;
        default: return rotation;
    }
}

void copy_rotated(const Canvas& from, const Canvas& to, PanelRotation rotation) {
    assert(to.size == picture_size(from.size, rotation));
    // The picture's pixel (0, 0) and the steps to its right and lower neighbours, in the target.
    const std::ptrdiff_t right = to.size.width - 1;
    const std::ptrdiff_t below = std::ptrdiff_t{to.pitch} * (to.size.height - 1);
    std::ptrdiff_t origin = 0;
    std::ptrdiff_t step_x = 1;
    std::ptrdiff_t step_y = to.pitch;
    if (rotation == PanelRotation::quarter) {
        origin = right, step_x = to.pitch, step_y = -1;
    } else if (rotation == PanelRotation::half) {
        origin = right + below, step_x = -1, step_y = -std::ptrdiff_t{to.pitch};
    } else if (rotation == PanelRotation::three_quarters) {
        origin = below, step_x = -std::ptrdiff_t{to.pitch}, step_y = 1;
    }
    // In tiles, so that the far-apart lines written to stay in the processor's cache.
    constexpr int tile = 32;
    for (int top = 0; top < from.size.height; top += tile) {
        for (int left = 0; left < from.size.width; left += tile) {
            for (int y = top; y < std::min(top + tile, from.size.height); ++y) {
                const std::uint32_t* read = from.pixels + std::ptrdiff_t{y} * from.pitch + left;
                std::uint32_t* write = to.pixels + origin + y * step_y + left * step_x;
                for (int x = left; x < std::min(left + tile, from.size.width); ++x, write += step_x)
                    *write = *read++;
            }
        }
    }
}

}  // namespace kiosk
