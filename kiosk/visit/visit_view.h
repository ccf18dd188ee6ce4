#pragma once

#include "content/base/steady.h"
#include "kiosk/frame/view.h"
#include "kiosk/visit/visit.h"

/// What can be seen of a visit.
namespace kiosk {

/// The view of this visit: preferences, overlay, focus and what the browse bar shows, on top of the screen's own.
[[nodiscard]] View view_of(const Visit& visit, const View& screen_view, content::Steady now);
/// What the visitor's preferences change in a view.
void apply(const Browsing& browsing, View& view);

}  // namespace kiosk
