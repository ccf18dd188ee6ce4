#pragma once

#include <string_view>

#include "content/base/result.h"

namespace kiosk {

/// What the kernel's last call on a card failed with (`errno`): Code::unavailable.
[[nodiscard]] content::Error drm_error(std::string_view what);

}  // namespace kiosk
