#pragma once

#include <string>

#include "content/items/items.h"
#include "content/pack/toml_fields.h"

namespace content {

/// pack.toml, whose text is `text`; with errors in `findings` the edition is what could be read.
[[nodiscard]] Edition read_edition(const std::string& text, Findings& findings);

}  // namespace content
