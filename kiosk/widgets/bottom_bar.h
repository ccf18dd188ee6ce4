#pragma once

#include "kiosk/frame/composer.h"
#include "kiosk/frame/scene.h"

/// The bottom of scenes that use the whole width: language strip, page indicator, Accessibility. In landscape on one
/// line, in portrait the strip above the other two.
namespace kiosk {

/// Which page `scene` means, of the `pages` that this screen needs. A loop that was planned with at least as many pages
/// shows each of them in every showing, some for longer; with fewer, the next showing goes on where the last one ended.
[[nodiscard]] int page_of(const Scene& scene, int pages);
/// Upper edge of the bar; with `pages` under 2 it has no page indicator.
[[nodiscard]] float bottom_bar_top(Composer& composer, int pages);
/// Draws the bar; `page` counts from 0. The indicator is a target for the next page.
void draw_bottom_bar(Composer& composer, int page, int pages);

}  // namespace kiosk
