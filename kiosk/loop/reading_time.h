#pragma once

#include <string_view>

#include "content/base/language.h"

/// How long people need to read.
namespace kiosk {

/// Seconds that a native takes to read `text` aloud; no limits.
[[nodiscard]] double time_to_read(std::string_view text, content::Language language);
/// Seconds to read `words` of a language (SCENES.md 1.3): 12 to 32.
[[nodiscard]] int reading_seconds(std::string_view headline, std::string_view gist, content::Language language,
                                  bool has_code);

}  // namespace kiosk
