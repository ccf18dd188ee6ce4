#pragma once

#include <string>

#include "content/base/json.h"
#include "sync/alerts/alert.h"

namespace hub {

/// An alert as programs get it; `words` are its headline.
[[nodiscard]] content::JsonValue to_json(const alerts::Alert& alert, const std::string& words);

}  // namespace hub
