#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/icons.h"

/// Search results in words: one row for each hit that this screen may show now.
namespace kiosk {

struct SearchRow {
    Icon icon = Icon::story;
    std::string title;
    std::string meta;                                    ///< topic, place, date; may be empty
    content::Language language = content::Language::en;  ///< of the title
    Action action = Action::open_story;
    std::string id;
    Colour ink;  ///< of the icon
};

/// Rows in the order of the view's hits; hits of items that are no longer in the pack are left out. The composer learns
/// when an item's window ends.
[[nodiscard]] std::vector<SearchRow> search_rows(Composer& composer);
/// Height that one row needs, in pixels.
[[nodiscard]] float search_row_height(Composer& composer);
/// Draws page `page` (from 0) of the rows, in as many columns as have room, with buttons to the other pages.
void draw_search_rows(Composer& composer, const std::vector<SearchRow>& rows, const Rect& area, int page);

}  // namespace kiosk
