#pragma once

#include <string>

#include "content/base/language.h"

namespace kiosk {

/// The beginning of `text` in at most `words` words (Chinese: 2.5 characters each). It ends with a sentence, else with
/// a clause, else between words, and an ellipsis tells that there is more. A text that is short enough stays as it is.
[[nodiscard]] std::string first_words(const std::string& text, std::size_t words, content::Language language);

}  // namespace kiosk
