#pragma once

#include <string>
#include <string_view>

#include "content/base/result.h"

/// The staff's PIN, kept as an argon2id hash (RFC 9106).
namespace kiosk {

inline constexpr std::size_t min_pin_length = 4;
inline constexpr std::size_t max_pin_length = 12;

/// The hash of a PIN of 4 to 12 digits, with a salt of its own. Code bad_input: it is no such PIN.
[[nodiscard]] content::Result<std::string> hash_of_pin(std::string_view pin);
/// Whether this is such a hash, of the strength that hash_of_pin gives: a stronger one could take the display's memory.
[[nodiscard]] bool is_pin_hash(const std::string& hash);
/// Whether `pin` has this hash. The answer takes a good part of a second on purpose.
[[nodiscard]] bool is_pin(std::string_view pin, const std::string& hash);

}  // namespace kiosk
