#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_parts.h"

/// Above and below what a browsing scene shows: the navy head, the header of one item, what the bar holds. With low
/// reach the controls of a head stand at the foot of the picture; what is under the head keeps its place (reach.h).
namespace kiosk {

struct Head {
    std::string title;
    std::string subtitle;  ///< may be empty
    std::string venue;     ///< stands alone where there is no room for the whole subtitle
    std::string back;      ///< label of the button back, or empty: the wordmark stands there
    std::string search;    ///< words in the search field, or empty: none
};

/// Draws the head from the picture's top; returns its lower edge.
float draw_head(Composer& composer, const Head& head);
/// The head of a scene that is nothing but tiles. With low reach they are small and stand in it, and the head grows
/// down to them, with art and `low_reach_subtitle` in it; at least `min_rest` pixels stay free between it and `bottom`.
float draw_head_over_tiles(Composer& composer, const Head& head, const std::string& low_reach_subtitle, float bottom,
                           float min_rest);
/// Back at the start, neighbours in the list, date and clock at the end: the header of a scene about one item. With low
/// reach the buttons are in the bar. Returns its lower edge.
float draw_item_header(Composer& composer, const Rect& box, const InList& list);
/// The bar of a browsing scene; with low reach "Back" and the neighbours are in it, because the head is out of reach.
[[nodiscard]] std::vector<BarItem> browse_items(const Composer& composer, BarPlace here, const InList& list = {});
/// Where a list may end: over the browse bar, and with low reach over the buttons that move a ring over the list.
[[nodiscard]] float list_bottom(const Composer& composer);
/// Draws what is under a list: the browse bar and those buttons.
void draw_list_bottom(Composer& composer, const std::vector<BarItem>& items);
/// Bottom of a scene that also runs in the attract loop: the browse bar while somebody browses, else pills and language
/// strip in the column. Returns where they begin.
float draw_scene_bottom(Composer& composer, BarPlace here, float x, float width, float bottom, const InList& list = {});
/// A target of the attract loop alone: while somebody browses there is none.
void attract_target(Composer& composer, const Rect& rect, Action action, const std::string& id,
                    const std::string& label, int layer = 0);

}  // namespace kiosk
