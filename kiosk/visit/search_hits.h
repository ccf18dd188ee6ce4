#pragma once

#include <vector>

#include "content/cache/search.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// As many results as anybody leafs through; more are found by typing more.
inline constexpr std::size_t max_hits = 60;

/// What the search scene shows for the query of `view.browsing`: no item outside its window, no closed call, and events
/// that are over after everything else. Empty when nobody browses.
[[nodiscard]] std::vector<content::Hit> search_hits(const content::Search& search, const View& view,
                                                    const content::Pack& pack, std::size_t limit = max_hits);

}  // namespace kiosk
