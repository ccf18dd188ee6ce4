#pragma once

#include "content/import/common/import.h"

namespace content {

/// RSS 2.0 (and 0.9x), RSS 1.0 and Atom (RFC 4287): a story for each item, in the language that the feed names. HTML is
/// reduced to text. Relative addresses start from xml:base, the source's address or the feed's own page.
[[nodiscard]] Import import_feed(const ImportSource& source, const ImportContext& context);

}  // namespace content
