#pragma once

#include <string>

#include "content/items/items.h"

namespace content {

/// The VEVENT of an event in one of its languages (PACK.md), its lines folded and ended by a line feed, as git likes
/// them.
[[nodiscard]] std::string event_source(const Event& event, Language language, const Edition& edition);

}  // namespace content
