#include "content/depot/fingerprint.h"

#include <cassert>
#include <cstddef>

#include "content/base/hex.h"

namespace content {
namespace {

constexpr std::string_view consonants = "bdfghjklmnprstvz";
constexpr std::string_view vowels = "aiou";
constexpr std::size_t fingerprint_digits = 20;  // 80 bits: nobody makes a second key for them

}  // namespace

std::string spoken(std::string_view bytes) {
    assert(bytes.size() % 2 == 0);
    std::string words;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto high = static_cast<unsigned char>(bytes[i]);
        const auto low = static_cast<unsigned char>(bytes[i + 1]);
        const unsigned value = static_cast<unsigned>(high) << 8U | low;
        if (i > 0) words += ' ';
        words += consonants[value >> 12U];
        words += vowels[value >> 10U & 3U];
        words += consonants[value >> 6U & 15U];
        words += vowels[value >> 4U & 3U];
        words += consonants[value & 15U];
    }
    return words;
}

std::string fingerprint(std::string_view hexadecimal) {
    if (hexadecimal.size() < fingerprint_digits) return {};
    const auto bytes = from_hex(hexadecimal.substr(0, fingerprint_digits));
    return bytes ? spoken(*bytes) : std::string();
}

}  // namespace content
