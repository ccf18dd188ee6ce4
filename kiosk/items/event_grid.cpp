#include "kiosk/items/event_grid.h"

#include <algorithm>

#include "kiosk/widgets/icons.h"

namespace kiosk {
namespace {

constexpr float cell_column_gap = 3.6F;      // u
constexpr float cell_direction_side = 4.0F;  // u, arrow to the room
constexpr float direction_gap = 0.8F;        // u

/// Over and under a cell's words.
float cell_padding(const Composer& composer, CellStyle style) {
    if (style == CellStyle::terse) return composer.u(0.5F);
    return composer.u(composer.is_compact() ? 1.2F : 2.2F);
}

float direction_width(const Composer& composer, const Fact& fact) {
    if (!fact.direction) return 0;
    const float icons = fact.direction->step_free ? 2.0F : 1.0F;
    return icons * composer.u(cell_direction_side + direction_gap);
}

/// A fact is never cut: where it is long it is smaller, and has as many lines as it needs.
TextSpec value_spec(const Composer& composer, const Fact& fact, float width, CellStyle style) {
    const TypeScale& scale = composer.scale();
    const bool is_large = fact.is_prominent && style == CellStyle::full;
    const int lines = style == CellStyle::full ? 3 : 2;
    TextSpec spec =
        composer.spec(isolate(fact.value), is_large ? scale.lead : scale.row_title, fact.is_prominent ? 700 : 650);
    spec.width = width;
    spec.is_fact = true;
    for (const float token : {scale.row_title, scale.label, scale.meta}) {
        const TextExtent extent = composer.measure(spec);
        if (extent.lines <= lines && !extent.truncated) break;
        spec.style.size = std::min(spec.style.size, composer.type(token));
    }
    return spec;
}

Cell make_cell(Composer& composer, const Fact& fact, float width, CellStyle style) {
    const TypeScale& scale = composer.scale();
    Cell cell;
    cell.fact = fact;
    cell.label = composer.spec(fact.label, scale.meta, 400);
    cell.label.width = width;
    cell.direction_width = direction_width(composer, fact);
    cell.value = value_spec(composer, fact, width - cell.direction_width, style);
    const TextExtent value = composer.measure(cell.value);
    cell.height = composer.measure(cell.label).height + composer.u(0.4F) + value.height;
    if (fact.direction) {
        cell.way = composer.spec(spoken_direction(composer, *fact.direction), scale.meta * 1.05F, 600);
        cell.way.width = width;
        cell.height += composer.measure(cell.way).height;
    }
    if (!fact.replaced.empty()) {
        cell.replaced = composer.spec(isolate(fact.replaced), scale.label, 400);
        cell.replaced.style.strike_through = true;
        const TextExtent replaced = composer.measure(cell.replaced);
        cell.replaced_beside =
            value.lines == 1 && value.width + composer.u(1.0F) + replaced.width + cell.direction_width <= width;
        if (!cell.replaced_beside) cell.height += replaced.height;
    }
    float detail_width = 0;
    float detail_height = 0;
    if (!fact.detail.empty()) {
        cell.detail = composer.spec(fact.detail, scale.meta * 1.05F, 400);
        cell.detail.width = width;
        const TextExtent detail = composer.measure(cell.detail);
        detail_width = detail.lines == 1 ? detail.width + composer.u(1.2F) : width;
        detail_height = detail.height;
    }
    if (!fact.tag.empty()) {
        const Size tag = measure_tag(composer, fact.tag, fact.tag_kind);
        const auto tag_height = static_cast<float>(tag.height) + composer.u(0.5F);
        cell.tag_beside = detail_width + static_cast<float>(tag.width) <= width;
        detail_height = cell.tag_beside ? std::max(detail_height, tag_height) : detail_height + tag_height;
    }
    cell.height += detail_height;
    return cell;
}

void draw_cell(Composer& composer, const Cell& cell, float x, float y) {
    const Palette& palette = composer.palette();
    y = composer.text(x, y, cell.label, palette.ink3, 2).bottom() + composer.u(0.4F);
    const Rect value = composer.text(x, y, cell.value, palette.ink, 2);
    y = value.bottom();
    if (cell.fact.direction) {
        // Beside the first line, before the room that no longer holds.
        const TextExtent extent = composer.measure(cell.value);
        const float side = composer.u(cell_direction_side);
        const float middle = value.y + extent.first_baseline - extent.cap_height / 2;
        float icon_x = x + cell.value.width + cell.direction_width - side;
        if (cell.fact.direction->step_free) {
            draw_icon(composer, Icon::step_free, {icon_x, middle - side / 2, side, side}, palette.ink2);
            icon_x -= side + composer.u(direction_gap);
        }
        draw_arrow(composer, cell.fact.direction->arrow, {icon_x, middle - side / 2, side, side}, palette.ink);
    }
    if (!cell.fact.replaced.empty()) {
        const TextExtent replaced = composer.measure(cell.replaced);
        const TextExtent extent = composer.measure(cell.value);
        if (cell.replaced_beside) {
            composer.text(value.right() + composer.u(1.0F), value.y + extent.first_baseline - replaced.first_baseline,
                          cell.replaced, palette.ink3, 2);
        } else {
            y = composer.text(x, y, cell.replaced, palette.ink3, 2).bottom();
        }
    }
    if (!cell.way.text.empty()) y = composer.text(x, y, cell.way, palette.ink2, 2).bottom();
    float tag_x = x;
    float tag_y = y + composer.u(0.4F);
    if (!cell.fact.detail.empty()) {
        const TextExtent detail = composer.measure(cell.detail);
        float detail_y = y;
        if (!cell.fact.tag.empty() && cell.tag_beside) {
            const auto tag_height = static_cast<float>(measure_tag(composer, cell.fact.tag, cell.fact.tag_kind).height);
            detail_y = tag_y + std::max(0.0F, (tag_height - detail.height) / 2);
        }
        const Rect box = composer.text(x, detail_y, cell.detail, palette.ink2, 2);
        if (cell.tag_beside) {
            tag_x = box.right() + composer.u(1.2F);
        } else {
            tag_y = box.bottom() + composer.u(0.4F);
        }
    }
    if (!cell.fact.tag.empty()) draw_tag(composer, tag_x, tag_y, cell.fact.tag, cell.fact.tag_kind);
}

}  // namespace

Grid make_grid(Composer& composer, std::vector<Fact> facts, float width, CellStyle style) {
    Grid grid;
    grid.padding = cell_padding(composer, style);
    if (style == CellStyle::terse) {
        for (Fact& fact : facts)
            fact.detail.clear();
    }
    const bool one_column = composer.text_factor() > 1.5F;
    const float half = width / 2 - composer.u(cell_column_gap);
    std::size_t index = 0;
    while (index < facts.size()) {
        const bool pair = !one_column && index + 1 < facts.size();
        std::vector<Cell> row;
        row.push_back(make_cell(composer, facts[index], pair ? half : width, style));
        if (pair) row.push_back(make_cell(composer, facts[index + 1], half, style));
        float height = 0;
        for (const Cell& cell : row)
            height = std::max(height, cell.height);
        grid.heights.push_back(height + 2 * grid.padding);
        grid.height += grid.heights.back();
        index += row.size();
        grid.rows.push_back(std::move(row));
    }
    return grid;
}

void draw_grid(Composer& composer, const Grid& grid, float x, float y, float width) {
    const Colour line = composer.palette().line;
    composer.hairline_at(x, y, width, line);
    for (std::size_t index = 0; index < grid.rows.size(); ++index) {
        const auto& row = grid.rows[index];
        draw_cell(composer, row.front(), x, y + grid.padding);
        if (row.size() > 1) {
            const float middle = x + width / 2;
            composer.fill({middle, y, composer.hairline(), grid.heights[index]}, line);
            draw_cell(composer, row.back(), middle + composer.u(cell_column_gap), y + grid.padding);
        }
        y += grid.heights[index];
        composer.hairline_at(x, y, width, line);
    }
}

}  // namespace kiosk
