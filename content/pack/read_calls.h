#pragma once

#include <vector>

#include "content/items/items.h"
#include "content/pack/reader_context.h"

namespace content {

/// calls/NAME.md and their translations, by name.
[[nodiscard]] std::vector<Call> read_calls(const ReaderContext& context);

}  // namespace content
