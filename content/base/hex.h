#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace content {

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// The bytes; nothing when `text` is not an even number of hexadecimal digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

}  // namespace content
