#pragma once

#include <optional>

#include "kiosk/frame/composer.h"

/// How high a seated visitor reaches on this screen, and what that means for its controls (SCENES.md 1.5).
namespace kiosk {

/// What a seated person can reach, in u above the bottom edge: 1,220 mm above the floor; a large number when the
/// screen's size is unknown.
[[nodiscard]] float reach_units(const Screen& screen, Size size);
/// The visitor asked for low reach and this screen hangs so high that only its bottom can be reached.
[[nodiscard]] bool uses_focus_bar(const Composer& composer);
/// The upper edge of what a seated visitor reaches, in pixels, when the visitor asked for low reach and the controls
/// move there; none otherwise. What is shown keeps the whole height: buttons move a ring over what is out of reach.
[[nodiscard]] std::optional<float> reach_top(const Composer& composer);

}  // namespace kiosk
