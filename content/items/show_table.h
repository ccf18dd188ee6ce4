#pragma once

#include <string>

#include "content/items/items.h"

namespace content {

/// A pack as text for a terminal: one line per item, in the edition's default language.
[[nodiscard]] std::string show_table(const Pack& pack);

}  // namespace content
