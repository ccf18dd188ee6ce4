#pragma once

#include <vector>

#include "kiosk/frame/frame.h"

namespace kiosk {

/// The layer of an overlay's targets. While there are any, nothing beneath them can be touched or focused.
inline constexpr int overlay_layer = 10;

/// Indices of the targets that keys can reach, in reading order: those of the topmost sheet, else those of the scene.
/// The catch-all area behind a scene (layer below 0) and the focus bar's own buttons are not among them.
[[nodiscard]] std::vector<int> focus_order(const Frame& frame);

/// The four arrows of a keypad, as they point on the panel.
enum class FocusMove { left, right, up, down };

/// The target that an arrow leads to from target `from`: the nearest one that way; index, or `from` when it is alone.
/// Where a row ends, left and right lead to its other end in the lowest row (the bar), and to the last target of all
/// (Accessibility) in every other; up and down lead around.
[[nodiscard]] int focus_after(const Frame& frame, int from, FocusMove move);

/// What a touch at `point` hits: the topmost target there; index, or -1.
[[nodiscard]] int target_at(const Frame& frame, Point point);

/// The ring around target `index`: two strokes, dark outside and saffron inside, visible on every ground (WCAG 2.4.13).
void draw_focus_ring(Frame& frame, int index, float u);

}  // namespace kiosk
