#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Secrets that are shown once and kept only as hashes: links, sessions, recovery codes (libsodium's randomness).
namespace people {

/// What is kept of a token (store::new_secret()). A token has so many bits that a slow hash would add nothing.
[[nodiscard]] std::string hash_of(std::string_view token);
/// The id of the account that somebody makes by a link: 64 bits of the token, as 16 hexadecimal digits, which do not
/// lead back to it. So a passkey can be made for the account before there is one.
[[nodiscard]] std::string id_of_link(std::string_view token);

/// What goes into the forms of a session, and cannot be made without its cookie.
[[nodiscard]] std::string form_token_of(std::string_view session_token);
/// Compares without saying by the time it takes where two texts differ.
[[nodiscard]] bool is_same_secret(std::string_view left, std::string_view right);

inline constexpr std::size_t recovery_codes = 10;
/// "k7dm-4xqp-29wf": 58 bits, of letters and digits that nobody mistakes for another.
[[nodiscard]] std::vector<std::string> new_recovery_codes();
/// As it is hashed: small letters and digits only, however it was typed. Empty when it cannot be a code.
[[nodiscard]] std::string normal_recovery_code(std::string_view typed);

}  // namespace people
