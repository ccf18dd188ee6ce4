#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "content/base/result.h"

/// Passwords, kept as argon2id hashes (RFC 9106). Hashing and comparing take 64 MB and about a tenth of a second of a
/// processor on purpose: never in the thread that answers everybody (PasswordDesk).
namespace people {

inline constexpr std::size_t min_password_characters = 12;
inline constexpr std::size_t max_password_bytes = 256;  ///< a sentence; longer ones would only be work for us

/// What is wrong with a new password; Code::bad_input, with "too-short", "too-long" or "too-plain" (one character over
/// and over, or the login) as its message: a key for the words that a person reads.
[[nodiscard]] content::Status check_new_password(std::string_view password, std::string_view login);
/// The hash, with a salt of its own. Code::io where there is not enough memory.
[[nodiscard]] content::Result<std::string> hash_of_password(std::string_view password);
/// Whether it is the password. With an empty hash, of an account that is not there, false after the same time.
[[nodiscard]] bool is_password(std::string_view password, const std::string& hash);

}  // namespace people
