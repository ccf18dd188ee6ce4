#include "sync/store/secret.h"

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

}  // namespace store
