#pragma once

#include <vector>

#include "kiosk/items/event_facts.h"

/// The facts of an event as a table. A scene lays it out first, chooses how much fits, and then draws it.
namespace kiosk {

/// `terse` keeps a value, its label and what is new about it close together, for large text on a low picture.
enum class CellStyle { full, terse };

/// A fact laid out in the width of its cell.
struct Cell {
    Fact fact;
    TextSpec label;
    TextSpec value;
    TextSpec way;  ///< the arrow in words, under the value
    TextSpec replaced;
    TextSpec detail;
    bool replaced_beside = false;
    bool tag_beside = false;
    float direction_width = 0;  ///< kept free at the end of the value's line
    float height = 0;
};

/// The facts in rows of one or two cells.
struct Grid {
    std::vector<std::vector<Cell>> rows;
    std::vector<float> heights;
    float padding = 0;  ///< over and under a cell's words
    float height = 0;
};

[[nodiscard]] Grid make_grid(Composer& composer, std::vector<Fact> facts, float width, CellStyle style);
void draw_grid(Composer& composer, const Grid& grid, float x, float y, float width);

}  // namespace kiosk
