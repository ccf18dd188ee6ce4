#pragma once

#include <vector>

#include "content/import/common/tokens.h"

namespace content {

/// The tokens of a text with its Chinese dates as find_dates() reads them in other languages: "2026年3月18日至20日" as
/// those of "18 - 20 march 2026". The tokens of a date cover exactly its bytes; a weekday behind it is part of it.
[[nodiscard]] std::vector<Token> with_chinese_dates(std::vector<Token> tokens);

}  // namespace content
