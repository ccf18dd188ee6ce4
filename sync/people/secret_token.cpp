#include "sync/people/secret_token.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "content/base/hex.h"
#include "content/base/sha256.h"
#include "content/base/text.h"

namespace people {
namespace {

constexpr std::size_t id_digits = 16;
constexpr std::size_t code_letters = 12;
constexpr std::size_t code_group = 4;
/// Without 0 and o, 1, l and i, u.
constexpr std::string_view code_alphabet = "23456789abcdefghjkmnpqrstvwxyz";
static_assert(code_alphabet.size() == 30);

/// Nothing here may go on without randomness.
void need_sodium() {
    if (sodium_init() < 0) std::abort();
}

}  // namespace

std::string hash_of(std::string_view token) {
    return content::sha256("token:" + std::string(token));
}

std::string id_of_link(std::string_view token) {
    return content::sha256("account:" + std::string(token)).substr(0, id_digits);
}

std::string form_token_of(std::string_view session_token) {
    return content::sha256("form:" + std::string(session_token));
}

bool is_same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::vector<std::string> new_recovery_codes() {
    need_sodium();
    std::vector<std::string> codes;
    while (codes.size() < recovery_codes) {
        std::string code;
        for (std::size_t letter = 0; letter < code_letters; ++letter) {
            if (letter > 0 && letter % code_group == 0) code += '-';
            code += code_alphabet[randombytes_uniform(static_cast<std::uint32_t>(code_alphabet.size()))];
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string normal_recovery_code(std::string_view typed) {
    std::string normal;
    for (const char c : typed) {
        const char letter = content::to_lower(c);
        if (letter == '-' || letter == ' ') continue;
        if (code_alphabet.find(letter) == std::string_view::npos) return {};
        normal += letter;
    }
    return normal.size() == code_letters ? normal : std::string();
}

}  // namespace people
