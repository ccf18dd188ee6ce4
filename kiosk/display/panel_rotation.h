#pragma once

#include "kiosk/paint/pixels.h"

namespace kiosk {

/// How far the picture is rotated clockwise for a panel that hangs on its side. Touches are rotated with it.
enum class PanelRotation { none, quarter, half, three_quarters };

/// Size of the picture on a panel of this size.
[[nodiscard]] Size picture_size(Size panel, PanelRotation rotation);
/// From panel pixels to picture pixels.
[[nodiscard]] Point to_picture(Point on_panel, Size panel, PanelRotation rotation);
/// The other way round.
[[nodiscard]] Point to_panel(Point in_picture, Size panel, PanelRotation rotation);
/// Where an area of the picture lies on the panel.
[[nodiscard]] PixelRect to_panel(const PixelRect& in_picture, Size panel, PanelRotation rotation);
/// What turns a picture back that was rotated like this.
[[nodiscard]] PanelRotation opposite(PanelRotation rotation);
/// Turns `from`, an area of the picture, and copies it to `to`, which is as large as that area on the panel.
void copy_rotated(const Canvas& from, const Canvas& to, PanelRotation rotation);

}  // namespace kiosk
