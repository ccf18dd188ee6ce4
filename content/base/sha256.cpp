#include "content/base/sha256.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace content {
namespace {

template <std::size_t Size>
std::string to_digits(const std::array<unsigned char, Size>& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(digest.size() * 2);
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

bool is_lower_hexadecimal(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

struct Sha256::State {
    crypto_hash_sha256_state hash;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    crypto_hash_sha256_init(&state_->hash);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_->hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state_->hash, digest.data());
    return to_digits(digest);
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

std::string sha512(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha512_BYTES> digest{};
    crypto_hash_sha512(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return to_digits(digest);
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && is_lower_hexadecimal(text);
}

bool is_sha512(std::string_view text) {
    return text.size() == 128 && is_lower_hexadecimal(text);
}

}  // namespace content
