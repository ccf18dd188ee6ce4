#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/lists.h"

/// What browsing scenes with a list share: the navy head, rows of chips, Up and Down with the page between them, small
/// buttons to the neighbours in a list. With low reach the head grows, with art in it, until everything that can be
/// touched lies in the reach of a seated person.
namespace kiosk {

struct Head {
    std::string title;
    std::string subtitle;         ///< may be empty
    std::string back;             ///< label of the button back, or empty: the wordmark stands there
    std::string search;           ///< words in the search field, or empty: none
    std::string low_reach_title;  ///< second line under the title when the head is tall; empty: the subtitle
    ArtShape shape = ArtShape::confluence;
};

/// The upper edge of what a seated visitor reaches, in pixels, when the visitor asked for low reach and the controls
/// move there; none otherwise.
[[nodiscard]] std::optional<float> reach_top(const Composer& composer);
/// Draws the head from the picture's top; returns its lower edge. At least `min_rest` pixels stay free between it and
/// `bottom`.
float draw_head(Composer& composer, const Head& head, float bottom, float min_rest);

/// One item of a list: what opens its neighbours.
struct InList {
    Action action = Action::open_home;
    Neighbours neighbours;
};
/// Back at the start, neighbours in the list, date and clock at the end: the header of a scene about one item. With low
/// reach the buttons are in the bar. Returns its lower edge.
float draw_item_header(Composer& composer, const Rect& box, const InList& list);
/// The bar of a browsing scene; with low reach "Back" and the neighbours are in it, because the head is out of reach.
[[nodiscard]] std::vector<BarItem> browse_items(const Composer& composer, BarPlace here, const InList& list = {});
/// Bottom of a scene that also runs in the attract loop: the browse bar while somebody browses, else pills and language
/// strip in the column. Returns where they begin.
float draw_scene_bottom(Composer& composer, BarPlace here, float x, float width, float bottom, const InList& list = {});
/// Touched anywhere else: a target of the attract loop, none while somebody browses.
void attract_target(Composer& composer, const Rect& rect, Action action, const std::string& id,
                    const std::string& label, int layer = 0);

struct Chip {
    std::string label;
    Action action = Action::open_stories;
    std::string id;
    bool is_here = false;
};
/// Height of the chips at `width`: at most `max_rows` rows.
[[nodiscard]] float chips_height(Composer& composer, const std::vector<Chip>& chips, float width, int max_rows);
/// More chips than fit stand on pages: the page of the chosen one, with a chevron that leads to the first chip beyond.
void draw_chips(Composer& composer, const std::vector<Chip>& chips, const Rect& area, int max_rows);

/// Where Up and Down stand: a column at the end side in landscape, a row at the bottom in portrait.
[[nodiscard]] float pager_size(Composer& composer);
/// Takes its part of the area; what is left is the list's.
Rect cut_pager(Composer& composer, Rect area);
/// `area`: the same as given to cut_pager.
void draw_pager(Composer& composer, const Rect& area, int page, int pages);

/// Round buttons to the neighbours in a list, ending at `end_x`; returns the width taken, 0 when there are none.
float draw_neighbours(Composer& composer, float end_x, float middle_y, const InList& list);
[[nodiscard]] float neighbours_width(const Composer& composer, const InList& list);

/// A tile's corners are cut round after its art was drawn: covers them with the ground around it.
void round_corners(Composer& composer, const Rect& rect, Colour around);

}  // namespace kiosk
