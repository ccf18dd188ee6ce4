#pragma once

#include <vector>

#include "content/cache/search.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// Nobody leafs through more results than this; further ones are found by typing more.
inline constexpr std::size_t max_hits = 60;

/// What the search scene shows for the query of `view.browsing`. Items outside their window, closed calls and links to
/// them are left out; events that are over come after everything else. What matches equally well is in the order of its
/// times, what has none first. Empty when nobody browses.
[[nodiscard]] std::vector<content::Hit> search_hits(const content::Search& search, const View& view,
                                                    const content::Pack& pack, std::size_t limit = max_hits);

}  // namespace kiosk
