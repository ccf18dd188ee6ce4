#include "kiosk/widgets/columns.h"

#include <cmath>

#include "kiosk/widgets/browse_bar.h"

namespace kiosk {

Columns split_columns(const Composer& composer, float share) {
    const float text_width = std::round(composer.width() * share);
    const float panel_width = composer.width() - text_width;
    const bool panel_first = composer.view().panel_first;
    const float text_x = panel_first ? panel_width : 0;
    const float padding = composer.u(text_padding);
    const float height = composer.view().browsing ? browse_bar_top(composer) : composer.height();
    return {{text_x + padding, 0, text_width - 2 * padding, height},
            {panel_first ? 0 : text_width, 0, panel_width, height}};
}

float text_column_width(const Composer& composer) {
    if (composer.is_portrait()) return composer.width() - 2 * composer.u(composer.tokens().margin_x);
    return composer.width() * text_share - 2 * composer.u(text_padding);
}

Rect header_box(const Composer& composer, const Rect& column) {
    return {column.x, composer.u(header_top), column.width, composer.u(header_height) * composer.text_factor()};
}

}  // namespace kiosk
