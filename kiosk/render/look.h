#pragma once

#include <optional>
#include <string>

#include "kiosk/frame/screen.h"
#include "kiosk/text/theme.h"

namespace kiosk {

/// SHA-256 of the settings of a screen that its own pictures depend on, beside content, scene, language, size and
/// instant: two displays with the same one show the same. Not of a visit's, nor of names.
[[nodiscard]] std::string hash_of_look(const Screen& screen, std::optional<ThemeName> theme, float text_scale);

}  // namespace kiosk
