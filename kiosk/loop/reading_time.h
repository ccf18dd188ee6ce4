#pragma once

#include <string_view>

#include "content/base/language.h"

/// How long people need to read.
namespace kiosk {

/// Seconds that a native speaker takes to read `text` aloud, without bounds.
[[nodiscard]] double time_to_read(std::string_view text, content::Language language);
/// Seconds that a slide with this headline and gist stays up (SCENES.md 1.3): 12 to 32. `has_code` adds the time to
/// take out a phone.
[[nodiscard]] int reading_seconds(std::string_view headline, std::string_view gist, content::Language language,
                                  bool has_code);

}  // namespace kiosk
