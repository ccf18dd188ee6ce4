#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace content {

/// Why screens cannot show these bytes as a photo, or show it as a blur; nothing for a good one. Decodes it as a screen
/// does.
[[nodiscard]] std::optional<std::string> photo_fault(std::string_view bytes);

/// A photo covers a third of a wide screen at least, and a whole one in portrait.
inline constexpr int min_photo_side = 480;  // pixels, the shorter side

}  // namespace content
