#pragma once

#include <string>

#include "content/items/items.h"

namespace content {

/// A pack for people and other programs: every key is always there, null or empty when there is nothing; times are
/// ISO 8601 with the zone's offset, last days are inclusive, months are like "2024-02". Ends with a line feed.
[[nodiscard]] std::string show_json(const Pack& pack);

}  // namespace content
