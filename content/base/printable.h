#pragma once

#include <string>
#include <string_view>

#include "content/base/text.h"

namespace content {

/// A line for a terminal or a journal, of words that may hold bytes from anybody: names of files, answers of servers,
/// texts of packs. What such a place would obey is spelled out: "\n", "\x1B" for control characters (ASCII's, DEL and
/// those of ISO 6429 from U+0080 to U+009F) and for bytes that are no UTF-8, "\u202E" for what turns the direction of
/// reading or ends a line. All else stays as it is. `Lines::many` keeps line feeds, for texts of several lines.
[[nodiscard]] std::string printable(std::string_view text, Lines lines = Lines::one);

}  // namespace content
