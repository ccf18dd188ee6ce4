#pragma once

#include <array>
#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// The screens that a pack is checked for: a small, a usual and an upright one.
inline constexpr std::array<Size, 3> checked_sizes = {Size{1280, 720}, Size{1920, 1080}, Size{1080, 1920}};
/// A moment at which an item with this window is shown; `wanted` if that is one.
[[nodiscard]] content::Instant shown_at(const content::Validity& window, content::Instant wanted);

/// What an author should know about how a pack looks: each story, call and event is laid out in each of its languages
/// on every screen of `checked_sizes`. Findings are a headline or gist that is shortened and a code that does not fit.
/// All are warnings: a screen shows such items with dignity. A finding's `file` is the kind and the item's id. Not
/// here: characters that no font has (missing_letters.h).
[[nodiscard]] std::vector<content::Finding> check_pack_layout(const content::Pack& pack, const Resources& resources);

}  // namespace kiosk
