#include "kiosk/widgets/bottom_bar.h"

#include <algorithm>
#include <cmath>

#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/controls.h"

namespace kiosk {

namespace {

constexpr float below = 2.6F;          // u, under the bar
constexpr float between_rows = 1.4F;   // u
constexpr float between_parts = 2.6F;  // u
constexpr float dash_width = 3.0F;     // u
constexpr float dash_gap = 1.4F;       // u
constexpr int max_dashes = 5;

TextSpec pager_spec(const Composer& composer, int page, int pages) {
    return composer.spec(
        composer.words("programme.page_of", {{"page", std::int64_t{page} + 1}, {"pages", std::int64_t{pages}}}),
        composer.scale().meta, 450);
}

enum class Dashes { none, shown };

float dashes_width(const Composer& composer, int pages, Dashes dashes) {
    if (dashes == Dashes::none) return 0;
    return static_cast<float>(pages) * composer.u(dash_width + dash_gap);
}

float pager_width(Composer& composer, int pages, Dashes dashes) {
    if (pages < 2) return 0;
    return dashes_width(composer, pages, dashes) + composer.measure(pager_spec(composer, pages - 1, pages)).width;
}

float pager_height(Composer& composer, int pages) {
    if (pages < 2) return 0;
    return std::max(composer.u(composer.tokens().target_height),
                    composer.measure(pager_spec(composer, 0, pages)).height);
}

float lower_row_height(Composer& composer, int pages) {
    const float button = composer.screen().has_touch ? button_height(composer) : 0;
    return std::max(button, pager_height(composer, pages));
}

void draw_pager(Composer& composer, const Rect& box, int page, int pages, Dashes dashes) {
    if (pages < 2) return;
    const Palette& palette = composer.palette();
    const float thickness = std::max(2.0F, std::round(composer.u(0.55F)));
    float x = box.x;
    if (dashes == Dashes::shown) {
        for (int i = 0; i < pages; ++i) {
            composer.fill({x, box.y + (box.height - thickness) / 2, composer.u(dash_width), thickness},
                          i == page ? palette.ink : palette.line, thickness / 2);
            x += composer.u(dash_width + dash_gap);
        }
    }
    TextSpec spec = pager_spec(composer, page, pages);
    const std::string label = spec.text;
    const float height = composer.measure(spec).height;
    composer.text(x, box.y + (box.height - height) / 2, std::move(spec), palette.ink2);
    composer.target(box, Action::next_page, "", label);
}

float accessibility_width(const Composer& composer) {
    return composer.screen().has_touch ? accessibility_button_width(composer) : 0;
}

struct Shape {
    bool is_one_row = false;
    Dashes dashes = Dashes::none;
};

/// Strip and the rest stand side by side if the strip keeps the width it has in the text column of a slide. Dashes give
/// way before that.
Shape choose_shape(Composer& composer, int pages) {
    Dashes wanted = pages <= max_dashes ? Dashes::shown : Dashes::none;
    if (composer.is_portrait()) return {false, wanted};
    if (composer.is_compact()) wanted = Dashes::none;  // the names of the languages need the width
    const float column = text_column_width(composer);
    const float inner = composer.width() - composer.u(2 * composer.tokens().margin_x);
    const float room = inner - column - composer.u(2 * between_parts) - accessibility_width(composer);
    if (pager_width(composer, pages, wanted) <= room) return {true, wanted};
    if (pager_width(composer, pages, Dashes::none) <= room) return {true, Dashes::none};
    return {false, wanted};
}

/// The strip's width: what pager and button leave of the row, or a row of its own.
float strip_width(Composer& composer, const Shape& shape, int pages) {
    const float inner = composer.width() - composer.u(2 * composer.tokens().margin_x);
    if (!shape.is_one_row) return inner;
    const float pager = pager_width(composer, pages, shape.dashes);
    const float button = accessibility_width(composer);
    return inner - button - (button > 0 ? composer.u(between_parts) : 0) - pager -
           (pages < 2 ? 0 : composer.u(between_parts));
}

}  // namespace

int page_of(const Scene& scene, int pages) {
    if (pages < 2) return 0;
    const int page = std::max(0, scene.page);
    if (pages <= scene.planned_pages) return page % scene.planned_pages * pages / scene.planned_pages;
    const std::int64_t shown_before = std::int64_t{scene.showing} * scene.planned_pages;
    return static_cast<int>((shown_before + page) % pages);
}

float bottom_bar_top(Composer& composer, int pages) {
    const Shape shape = choose_shape(composer, pages);
    const float strip = language_strip_height(composer, strip_width(composer, shape, pages));
    const float lower = lower_row_height(composer, pages);
    const float bottom = composer.height() - composer.u(below);
    if (shape.is_one_row) return bottom - std::max(strip, lower);
    return bottom - strip - lower - (strip > 0 && lower > 0 ? composer.u(between_rows) : 0);
}

void draw_bottom_bar(Composer& composer, int page, int pages) {
    const float start = composer.u(composer.tokens().margin_x);
    const float end = composer.width() - start;
    const float top = bottom_bar_top(composer, pages);
    const float lower = lower_row_height(composer, pages);
    const Shape shape = choose_shape(composer, pages);
    const float strip = language_strip_height(composer, strip_width(composer, shape, pages));
    const bool one_row = shape.is_one_row;
    const float row_top = one_row ? top : composer.height() - composer.u(below) - lower;
    const float row_height = one_row ? std::max(strip, lower) : lower;
    const float button_y = row_top + (row_height - button_height(composer)) / 2;
    const Rect button = draw_accessibility_button(composer, end, button_y);

    const float pager = pager_width(composer, pages, shape.dashes);
    const float pager_tall = pager_height(composer, pages);
    const float pager_x = one_row ? button.x - composer.u(between_parts) - pager : start;
    draw_pager(composer, {pager_x, row_top + (row_height - pager_tall) / 2, pager, pager_tall}, page, pages,
               shape.dashes);
    if (strip <= 0) return;
    draw_language_strip(composer, {start, one_row ? row_top + (row_height - strip) / 2 : top,
                                   strip_width(composer, shape, pages), strip});
}

}  // namespace kiosk
