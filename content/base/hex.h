#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Bytes as hexadecimal digits (RFC 4648, base 16), by libsodium.
namespace content {

/// Two lower-case digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// The bytes of digits of either case; nothing when `text` is not an even number of hexadecimal digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

/// The value of one digit of either case; -1 for what is none.
[[nodiscard]] int hex_value(char digit);

}  // namespace content
