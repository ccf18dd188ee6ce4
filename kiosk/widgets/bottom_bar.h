#pragma once

#include "kiosk/frame/composer.h"
#include "kiosk/frame/scene.h"

/// The bottom of scenes that use the whole width: language strip, page indicator, Accessibility. In landscape on one
/// line, in portrait the strip above the other two.
namespace kiosk {

/// Which of the `pages` that fit this screen `scene` means. Of a loop planned with at least as many pages, each is
/// shown in every showing, some for longer; with fewer, the next showing goes on where the last one ended.
[[nodiscard]] int page_of(const Scene& scene, int pages);
/// Where the bar begins; with `pages` under 2 there is no indicator.
[[nodiscard]] float bottom_bar_top(Composer& composer, int pages);
/// `page` from 0. The indicator is a target for the next page.
void draw_bottom_bar(Composer& composer, int page, int pages);

}  // namespace kiosk
