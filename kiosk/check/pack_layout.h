#pragma once

#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// What an author should know about how a pack looks: each story, call and event is laid out in each of its languages,
/// on a small, a usual and an upright screen. Findings are a headline or gist that is shortened, a code that does not
/// fit, a character that no font has. All are warnings: a screen shows such items with dignity. A finding's `file` is
/// the kind and the item's id.
[[nodiscard]] std::vector<content::Finding> check_pack_layout(const content::Pack& pack, const Resources& resources);

}  // namespace kiosk
