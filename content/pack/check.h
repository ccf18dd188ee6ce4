#pragma once

#include <filesystem>
#include <vector>

#include "content/base/finding.h"
#include "content/base/time.h"
#include "content/items/items.h"

namespace content {

/// What a checked pack still lacks for the public, judged at `now`: missing translations, dead dates, photos without
/// alternative text, addresses too long for a code that a phone reads from a distance. Nothing here forbids a release;
/// faults that do are found by read_pack. Not here: what does not fit the screen (kiosk/check/pack_layout.h).
[[nodiscard]] std::vector<Finding> check_pack(const Pack& pack, Instant now);

}  // namespace content
