#pragma once

#include <string>
#include <string_view>

/// Secrets of 256 bits that somebody carries away and shows again: tickets, tokens, links. Only their hash is kept.
namespace store {

/// 64 hexadecimal digits, from the system's random numbers.
[[nodiscard]] std::string new_secret();
/// What is kept of a secret, and looked up by. Not for passwords: those are guessed, these cannot be.
[[nodiscard]] std::string hash_of_secret(std::string_view secret);

}  // namespace store
