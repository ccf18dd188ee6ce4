#include "sync/store/secret.h"

#include <sodium.h>
#include <sys/random.h>

#include <array>
#include <cstdlib>

#include "content/base/hex.h"
#include "content/base/sha256.h"

namespace store {

std::string new_secret() {
    std::array<char, 32> bytes{};
    // So few come at once, whatever happens (getrandom(2)); nothing may go on with others.
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) std::abort();
    return content::to_hex(std::string_view(bytes.data(), bytes.size()));
}

std::string hash_of_secret(std::string_view secret) {
    return content::sha256(secret);
}

std::string sign_with_secret(std::string_view key, std::string_view text) {
    const auto bytes = [](std::string_view of) { return reinterpret_cast<const unsigned char*>(of.data()); };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return content::to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace store
