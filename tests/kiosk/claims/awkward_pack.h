#pragma once

#include "content/items/items.h"

namespace claims {

/// A pack made to be awkward: events around 18 March 2024 in Vienna without ends, without hours, over midnight, over
/// days and over a change of the clocks; calls that close while links, stories and events still lead to them; notices
/// that say another time than their event. Some of it in English alone.
[[nodiscard]] content::Pack awkward_pack();

}  // namespace claims
