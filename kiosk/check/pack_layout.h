#pragma once

#include <vector>

#include "content/base/result.h"
#include "content/items/items.h"
#include "kiosk/frame/view.h"

namespace kiosk {

/// What an author should know about how a pack looks: each story, call and event in each of its languages, on a small,
/// a usual and an upright screen. A headline or gist that is shortened, a code that does not fit, a character that no
/// font has. Warnings only: a screen shows all of them with dignity. `file` is the kind and the item's id.
[[nodiscard]] std::vector<content::Finding> check_layout(const content::Pack& pack, const Resources& resources);

}  // namespace kiosk
