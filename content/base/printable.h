#pragma once

#include <string>
#include <string_view>

#include "content/base/text.h"

namespace content {

/// A line for a terminal or a journal, made of words that may hold bytes from anybody: names of files, answers of
/// servers, texts of packs. Characters that a terminal or journal would obey are spelled out: "\n", "\x1B" for control
/// characters (ASCII's, DEL and those of ISO 6429 from U+0080 to U+009F) and for bytes that are no UTF-8, "\u202E" for
/// characters that turn the direction of reading or end a line. All else stays as it is. `Lines::many` keeps line
/// feeds, for texts of several lines.
[[nodiscard]] std::string printable(std::string_view text, Lines lines = Lines::one);

}  // namespace content
