#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/lists.h"

/// What browsing scenes with a list share: rows of chips, Up and Down with the page between them, small buttons to the
/// neighbours in a list.
namespace kiosk {

/// One item of a list: what opens its neighbours.
struct InList {
    Action action = Action::open_home;
    Neighbours neighbours;
};

struct Chip {
    std::string label;
    Action action = Action::open_stories;
    std::string id;
    bool is_here = false;  ///< the list that is shown
};
/// Height of the chips at `width`: at most `max_rows` rows.
[[nodiscard]] float chips_height(Composer& composer, const std::vector<Chip>& chips, float width, int max_rows);
/// When not all chips fit, they stand on pages. The page of the chosen chip shows, and a chevron leads to the first
/// chip beyond.
void draw_chips(Composer& composer, const std::vector<Chip>& chips, const Rect& area, int max_rows);

/// Room for Up and Down: the width of a column at the end side in landscape, the height of a row at the bottom in
/// portrait.
[[nodiscard]] float pager_size(Composer& composer);
/// What is left of `area` for the list, beside the pager.
Rect cut_pager(Composer& composer, Rect area);
/// Draws the pager in its part of `area`, the same as given to cut_pager. `page` from 0.
void draw_pager(Composer& composer, const Rect& area, int page, int pages);

/// Round buttons to the neighbours in a list, ending at `end_x`; returns the width taken, 0 when there are none.
float draw_neighbours(Composer& composer, float end_x, float middle_y, const InList& list);
[[nodiscard]] float neighbours_width(const Composer& composer, const InList& list);

/// Makes the corners of a tile look round after its art was drawn: covers them with the ground around it.
void round_corners(Composer& composer, const Rect& rect, Colour around);

}  // namespace kiosk
