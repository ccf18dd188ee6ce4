#pragma once

#include <vector>

#include "content/items/items.h"
#include "content/pack/reader_context.h"

namespace content {

/// stories/NAME.md and their translations, by name.
[[nodiscard]] std::vector<Story> read_stories(const ReaderContext& context);

}  // namespace content
