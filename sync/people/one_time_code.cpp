#include "sync/people/one_time_code.h"

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "content/base/internet_address.h"

namespace people {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr unsigned int digits = 6;
constexpr std::int64_t step_seconds = 30;
/// Steps that a phone's clock may be wrong by.
constexpr std::int64_t window = 1;

struct FreeOfC {
    void operator()(char* text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc)
};
using CText = std::unique_ptr<char, FreeOfC>;

/// Empty when it is no base32.
std::string decoded(const std::string& secret) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (oath_base32_decode(secret.data(), secret.size(), &bytes, &size) != OATH_OK) return {};
    const CText owned(bytes);
    return {owned.get(), size};
}

std::string code_of_step(const std::string& key, std::int64_t step) {
    std::array<char, digits + 1> code{};
    if (key.empty() || step < 0 ||
        oath_hotp_generate(key.data(), key.size(), static_cast<std::uint64_t>(step), digits, false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) != OATH_OK) {
        return {};
    }
    return code.data();
}

std::int64_t step_at(content::Instant now) {
    return now.time_since_epoch().count() / step_seconds;
}

}  // namespace

std::string new_code_secret() {
    if (sodium_init() < 0) std::abort();
    std::array<char, secret_bytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK) std::abort();
    const CText owned(text);
    return {owned.get(), size};
}

std::string spaced_secret(std::string_view secret) {
    std::string spaced;
    for (std::size_t at = 0; at < secret.size(); ++at) {
        if (at > 0 && at % 4 == 0) spaced += ' ';
        spaced += secret[at];
    }
    return spaced;
}

std::string code_address(std::string_view secret, std::string_view login) {
    return fmt::format("otpauth://totp/Rotunda:{}?secret={}&issuer=Rotunda", content::percent_encoded(login), secret);
}

std::optional<std::int64_t> step_of_code(const std::string& secret, std::string_view code, content::Instant now,
                                         std::int64_t last_step) {
    std::string typed(code);
    std::erase(typed, ' ');
    const std::string key = decoded(secret);
    std::optional<std::int64_t> found;
    for (std::int64_t step = step_at(now) - window; step <= step_at(now) + window; ++step) {
        const std::string right = code_of_step(key, step);
        const bool is_it = right.size() == typed.size() && !right.empty() &&
                           sodium_memcmp(right.data(), typed.data(), right.size()) == 0;
        if (is_it && step > last_step) found = step;
    }
    return found;
}

std::string code_at(const std::string& secret, content::Instant now) {
    return code_of_step(decoded(secret), step_at(now));
}

}  // namespace people
