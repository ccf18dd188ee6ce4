#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Bytes as browsers' scripts send them: base64url without padding (RFC 4648, section 5), by libsodium.
namespace people {

[[nodiscard]] std::string to_base64url(std::string_view bytes);
/// Nothing for what is none, is padded, or has bits left over: each sequence of bytes is written in one way only.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace people
