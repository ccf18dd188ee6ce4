#pragma once

#include <string>
#include <string_view>

/// Fingerprints that people compare aloud.
namespace content {

/// Bytes as words of five letters that can be spoken, two bytes each, by the rules of proquints (arXiv 0901.4016):
/// consonant, vowel, consonant, vowel, consonant. "lusab babad" are the bytes 127 0 0 1. `bytes` has an even length.
[[nodiscard]] std::string spoken(std::string_view bytes);

/// The first 80 bits of a keyid, or of another hash in hexadecimal digits, in five words. Empty when it has fewer.
[[nodiscard]] std::string fingerprint(std::string_view hexadecimal);

}  // namespace content
