#pragma once

#include <string>

#include "kiosk/frame/composer.h"

/// What a story's slide and its article share.
namespace kiosk {

/// Draws the photo with its credit, or the topic's six lines, and the ground under either.
void draw_story_panel(Composer& composer, const Rect& rect, const content::Story& story);
/// The web address in the code beside the story; empty: the story has none.
[[nodiscard]] std::string story_address(const Composer& composer, const content::Story& story);

/// What stands after the topic above the headline: "In English · Atlanta, 10 December 2023". The language is named
/// when it is not the wanted one.
[[nodiscard]] std::string story_detail(const Composer& composer, const content::Story& story);

}  // namespace kiosk
