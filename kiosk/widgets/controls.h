#pragma once

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/ground.h"

/// What a visitor of the attract loop can touch: pill buttons and the language strip. Positions are in pixels from the
/// start side. On a screen without touch each function draws nothing and takes no room.
namespace kiosk {

/// The language strip: one touch target per language of the edition, the frame's own lit and bold.
void draw_language_strip(Composer& composer, const Rect& box);
/// Height in pixels of a strip as wide as `width` at this text size; 0 with fewer than two languages.
[[nodiscard]] float language_strip_height(const Composer& composer, float width);

/// Pill buttons, at least as high as the smallest target of the tokens. `x` is the start edge, `end_x` the end edge;
/// each returns the rectangle taken.
Rect draw_explore_pill(Composer& composer, float x, float y);
Rect draw_accessibility_button(Composer& composer, float end_x, float y, Ground ground = Ground::paper);
Rect draw_language_button(Composer& composer, float end_x, float y, Ground ground = Ground::paper);
[[nodiscard]] float language_button_width(const Composer& composer);
[[nodiscard]] float accessibility_button_width(const Composer& composer);
[[nodiscard]] float button_height(const Composer& composer);

/// Explore pill, Accessibility and language strip at the bottom of a column, in that order; returns where they begin.
float draw_bottom_controls(Composer& composer, float x, float width, float bottom);
/// Height of what draw_bottom_controls draws.
[[nodiscard]] float bottom_controls_height(const Composer& composer);

}  // namespace kiosk
