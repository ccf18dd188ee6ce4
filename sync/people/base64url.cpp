#include "sync/people/base64url.h"

#include <sodium.h>

#include <algorithm>

namespace people {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    sodium_bin2base64(text.data(), text.size(), data, bytes.size(), variant);
    text.pop_back();  // of C
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    // libsodium 1.0.18 takes bytes above 127 for letters, where plain characters have a sign.
    if (!std::ranges::all_of(text, is_letter)) return std::nullopt;
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    auto* data = reinterpret_cast<unsigned char*>(bytes.data());
    const int read = sodium_base642bin(data, bytes.size(), text.data(), text.size(), nullptr, &size, nullptr,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (read != 0) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

}  // namespace people
