#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/ground.h"
#include "kiosk/widgets/icons.h"

/// The navy bar at the bottom of every browsing scene: places at the start, Language and Accessibility always last
/// (WCAG 3.2.3, 3.2.6). With low reach on a high screen it becomes the focus bar, whose buttons move the focus ring.
namespace kiosk {

struct BarItem {
    Icon icon = Icon::home;
    std::string key;  ///< of the interface strings, "bar.home"
    Action action = Action::open_home;
    std::string id;
    bool is_here = false;  ///< the place that is shown: drawn on white
};

enum class BarPlace { home, programme, stories, links, search, none };

/// Home, Programme, Stories, Links, Search: places without content are left out.
[[nodiscard]] std::vector<BarItem> places_bar(const Composer& composer, BarPlace here);
/// Back, Previous, Next, Open, Home: what works everything above the bar without a reach to it.
[[nodiscard]] std::vector<BarItem> ring_bar();

/// Top edge of the bar, in pixels.
[[nodiscard]] float browse_bar_top(const Composer& composer);
/// Between Language and Accessibility an article has Text size.
enum class BarTools { usual, with_text_size };
/// `items`: what stands before Language and Accessibility; at most five.
void draw_browse_bar(Composer& composer, const std::vector<BarItem>& items, BarTools tools = BarTools::usual);

/// "‹ Programme" at the start of the header; a target for Action::back. Returns the box taken.
Rect draw_back(Composer& composer, float x, float y, const std::string& to, Ground ground = Ground::paper);

}  // namespace kiosk
