#pragma once

#include "kiosk/frame/composer.h"

namespace kiosk {

/// The six lines (SCENES.md 3.6): ground and six strokes of a topic, the line of the frame's language lit, clipped to
/// `panel`. `seed` varies zoom and radius by at most 10 % (a hash of the item's id). In high contrast nothing is drawn:
/// a scene gives the room to its words and code.
void draw_art(Composer& composer, const Rect& panel, const TopicLook& look, std::uint32_t seed);
void draw_art(Composer& composer, const Rect& panel, const TopicLook& look, ArtShape shape, std::uint32_t seed);
/// The shape `rise` drawn around what must stay clear: along the panel's lower edge under `clear`, then up after it.
/// Where there is no room for that, the same shape in the room between `clear` and the lower edge, if there is any. The
/// ground is the caller's.
void draw_rise_around(Composer& composer, const Rect& panel, const TopicLook& look, const Rect& clear);
/// A hash of an item's id: FNV-1a of 32 bits.
[[nodiscard]] std::uint32_t art_seed(std::string_view id);

}  // namespace kiosk
