#pragma once

#include <string>

#include "kiosk/frame/composer.h"

/// What the highlight and the reader of one story share.
namespace kiosk {

/// Photo with its credit, or the topic's lines. The ground under it is drawn too.
void draw_story_picture(Composer& composer, const Rect& rect, const content::Story& story);
/// Where the code beside the story leads; empty: nowhere.
[[nodiscard]] std::string story_address(const Composer& composer, const content::Story& story);

/// What stands after the topic above the headline: "In English · Atlanta, 10 December 2023". The language is named
/// when it is not the wanted one.
struct StoryDetail {
    std::string with_date;
    std::string without_date;
};
[[nodiscard]] StoryDetail story_detail(const Composer& composer, const content::Story& story);

}  // namespace kiosk
