#pragma once

#include "kiosk/frame/composer.h"

namespace kiosk {

/// A scene as text beside a coloured panel in landscape, over or under it in portrait (SCENES.md 2.0).
struct Columns {
    Rect text;   ///< inside its margins, the whole height
    Rect panel;  ///< to the picture's edges
};
inline constexpr float text_share = 0.572F;
inline constexpr float text_padding = 5.6F;   // u, landscape
inline constexpr float header_top = 3.9F;     // u
inline constexpr float header_height = 7.0F;  // u, at text factor 1
inline constexpr float bottom_margin = 3.3F;  // u, under the language strip

/// The columns in landscape, as high as the picture, or down to the browse bar while somebody browses. The text gets
/// `share` of the width. In every fourth loop the panel stands at the start side.
[[nodiscard]] Columns split_columns(const Composer& composer, float share);
/// Width of what stands in the text column of a slide, or in the whole width in portrait.
[[nodiscard]] float text_column_width(const Composer& composer);
/// The box of the header over a text column.
[[nodiscard]] Rect header_box(const Composer& composer, const Rect& column);

}  // namespace kiosk
