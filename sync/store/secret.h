#pragma once

#include <string>
#include <string_view>

/// Secrets of 256 bits that somebody carries away and shows again: tickets, tokens, links. Only their hash is kept.
namespace store {

/// 64 hexadecimal digits, from the system's random numbers.
[[nodiscard]] std::string new_secret();
/// What is kept of a secret, and looked up by. Not for passwords: those are guessed, these cannot be.
[[nodiscard]] std::string hash_of_secret(std::string_view secret);

/// HMAC-SHA-256 (RFC 2104) as 64 digits: who does not have `key` cannot make it.
[[nodiscard]] std::string sign_with_secret(std::string_view key, std::string_view text);

}  // namespace store
