#pragma once

#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

namespace content {

/// What a programme hardly means: two events in one room at one time, an event without an end, a date far from all
/// others. Advice, at the line of the event; nothing of it forbids a release.
[[nodiscard]] std::vector<Finding> check_programme(const Pack& pack, const SourceTree& tree);

}  // namespace content
