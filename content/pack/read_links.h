#pragma once

#include <vector>

#include "content/items/items.h"
#include "content/pack/reader_context.h"

namespace content {

/// links.toml, in its order.
[[nodiscard]] std::vector<Link> read_links(const ReaderContext& context);
/// notices.toml, in its order.
[[nodiscard]] std::vector<Notice> read_notices(const ReaderContext& context);

}  // namespace content
