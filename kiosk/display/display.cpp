#include "kiosk/display/display.h"

namespace kiosk {

Point Display::picture_point(Point on_panel, Offset offset) const {
    const Point point = to_picture(on_panel, panel_, rotation_);
    return {point.x - static_cast<float>(offset.x), point.y - static_cast<float>(offset.y)};
}

Point Display::panel_point(Point in_picture, Offset offset) const {
    return to_panel(Point{in_picture.x + static_cast<float>(offset.x), in_picture.y + static_cast<float>(offset.y)},
                    panel_, rotation_);
}

Offset Display::on_panel(Offset offset) const {
    switch (rotation_) {
        case PanelRotation::none: return offset;
        case PanelRotation::quarter: return {-offset.y, offset.x};
        case PanelRotation::half: return {-offset.x, -offset.y};
        case PanelRotation::three_quarters: return {offset.y, -offset.x};
    }
    return offset;
}

PixelRect Display::visible(Offset offset) const {
    PixelRect area = whole(size());
    area.x -= offset.x;
    area.y -= offset.y;
    return area.intersection(whole(size()));
}

}  // namespace kiosk
