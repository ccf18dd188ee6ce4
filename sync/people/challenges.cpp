#include "sync/people/challenges.h"

#include <sodium.h>

#include <cstdint>
#include <cstdlib>

#include "sync/people/base64url.h"
#include "sync/people/secret_token.h"

namespace people {
namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t body_bytes = nonce_bytes + time_bytes;
constexpr std::size_t challenge_bytes = body_bytes + crypto_auth_BYTES;

std::string random_bytes(std::size_t count) {
    if (sodium_init() < 0) std::abort();  // nothing here may go on without randomness
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Big-endian milliseconds.
std::string written(content::Steady until) {
    auto left = static_cast<std::uint64_t>(until.count());
    std::string bytes(time_bytes, '\0');
    for (std::size_t at = time_bytes; at-- > 0; left >>= 8U)
        bytes[at] = static_cast<char>(left & 0xFFU);
    return bytes;
}

content::Steady read_time(std::string_view bytes) {
    std::uint64_t time = 0;
    for (const char byte : bytes)
        time = (time << 8U) | static_cast<unsigned char>(byte);
    return content::Steady(static_cast<std::int64_t>(time));
}

}  // namespace

Challenges::Challenges() : key_(random_bytes(crypto_auth_KEYBYTES)) {}

std::string Challenges::seal(std::string_view purpose, std::string_view body) const {
    // The body has always the same length, so that nothing of it can be taken for the purpose.
    std::string message(body);
    message.append(purpose);
    std::string made(crypto_auth_BYTES, '\0');
    crypto_auth(reinterpret_cast<unsigned char*>(made.data()), unsigned_bytes(message), message.size(),
                unsigned_bytes(key_));
    return made;
}

std::string Challenges::issue(std::string_view purpose, content::Steady now) const {
    const std::string body = random_bytes(nonce_bytes) + written(now + challenge_length);
    return to_base64url(body + seal(purpose, body));
}

bool Challenges::admits(std::string_view purpose, std::string_view challenge, content::Steady now) const {
    const auto bytes = from_base64url(challenge);
    if (!bytes || bytes->size() != challenge_bytes || used_.contains(challenge)) return false;
    const std::string_view body = std::string_view(*bytes).substr(0, body_bytes);
    return is_same_secret(std::string_view(*bytes).substr(body_bytes), seal(purpose, body)) &&
           now < read_time(body.substr(nonce_bytes));
}

void Challenges::use(std::string_view challenge, content::Steady now) {
    std::erase_if(used_, [&](const auto& one) { return one.second <= now; });
    used_.emplace(challenge, now + challenge_length);
}

}  // namespace people
