#include "sync/people/password.h"

#include <sodium.h>

#include <array>
#include <set>

#include "content/base/text.h"

namespace people {
namespace {

// OWASP's and libsodium's "interactive": 64 MiB twice over, 0.1 s of a small processor.
constexpr unsigned long long passes = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr std::size_t memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
/// Fewer different characters than this are a pattern, not a password.
constexpr std::size_t min_different = 5;

std::size_t count_different(std::string_view text) {
    return std::set<char>(text.begin(), text.end()).size();
}

}  // namespace

content::Status check_new_password(std::string_view password, std::string_view login) {
    const auto refuse = [](const char* why) { return content::Error{content::Code::bad_input, why}; };
    if (password.size() > max_password_bytes) return refuse("too-long");
    if (content::count_characters(password) < min_password_characters) return refuse("too-short");
    const bool is_login = !login.empty() && content::to_lower(password).find(content::to_lower(login)) == 0 &&
                          password.size() - login.size() < min_different;
    if (is_login || count_different(password) < min_different) return refuse("too-plain");
    return {};
}

content::Result<std::string> hash_of_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 || crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return content::Error{content::Code::io, "there is not enough memory to hash a password"};
    }
    return std::string(hash.data());
}

bool is_password(std::string_view password, const std::string& hash) {
    if (sodium_init() < 0 || password.size() > max_password_bytes) return false;
    if (hash.empty()) {
        static_cast<void>(hash_of_password(password));
        return false;
    }
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace people
