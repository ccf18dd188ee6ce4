#include "kiosk/visit/pin.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace kiosk {
namespace {

// RFC 9106 section 4 asks for as much as the machine can spare: 32 MiB for the blink of an eye while staff wait.
constexpr unsigned long long passes = 4;
constexpr std::size_t memory = 32UL * 1024 * 1024;

}  // namespace

content::Result<std::string> hash_of_pin(std::string_view pin) {
    const bool is_digits = std::ranges::all_of(pin, [](char sign) { return sign >= '0' && sign <= '9'; });
    if (!is_digits || pin.size() < min_pin_length || pin.size() > max_pin_length) {
        return content::Error{content::Code::bad_input, "a PIN has 4 to 12 digits and nothing else"};
    }
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(hash.data(), pin.data(), pin.size(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return content::Error{content::Code::io, "there is not enough memory to hash a PIN"};
    }
    return std::string(hash.data());
}

bool is_pin_hash(const std::string& hash) {
    if (sodium_init() < 0 || hash.size() >= crypto_pwhash_STRBYTES || !hash.starts_with("$argon2id$")) return false;
    return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory) == 0;
}

bool is_pin(std::string_view pin, const std::string& hash) {
    return is_pin_hash(hash) && crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

}  // namespace kiosk
