#pragma once

#include <string>

#include "content/base/language.h"

namespace kiosk {

/// The beginning of `text` in at most `words` words (Chinese: 2.5 characters each): cut at the end of a sentence, else
/// of a clause, else between words; an ellipsis tells that there is more. The same text when it is short enough.
[[nodiscard]] std::string shorten(const std::string& text, std::size_t words, content::Language language);

}  // namespace kiosk
