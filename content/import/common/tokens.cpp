#include "content/import/common/tokens.h"

#include <unicode/uchar.h>

#include <array>
#include <utility>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"

namespace content {
namespace {

/// Folded, which makes "º" an "o".
constexpr std::array<std::string_view, 9> ordinal_endings = {"st", "nd", "rd", "th", "er", "re", "e", "o", "a"};
constexpr int max_number = 100'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

UChar32 at_byte(std::string_view text, std::size_t at) {
    return static_cast<UChar32>(code_point_at(text, at));
}

bool is_space(std::string_view text, std::size_t at) {
    if (is_ascii(text[at])) return text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r');
    return u_isUWhiteSpace(at_byte(text, at)) != 0;
}

bool is_dash(std::string_view text, std::size_t at) {
    return is_ascii(text[at]) ? text[at] == '-' : u_hasBinaryProperty(at_byte(text, at), UCHAR_DASH) != 0;
}

/// A letter of any script, or the mark on one. Digits that are not 0 to 9 count as letters: no grammar of ours reads
/// them as numbers.
bool is_letter(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (is_ascii(c)) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return (U_GET_GC_MASK(at_byte(text, at)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}

std::size_t end_of_letters(std::string_view text, std::size_t at) {
    while (at < text.size() && is_letter(text, at))
        at = next_character(text, at);
    return at;
}

Token::Kind kind_of(char c) {
    switch (c) {
        case ',': return Token::Kind::comma;
        case '.': return Token::Kind::period;
        case ':': return Token::Kind::colon;
        case '/': return Token::Kind::slash;
        case '|': return Token::Kind::bar;
        default: return Token::Kind::other;
    }
}

Token take_number(std::string_view text, std::size_t at) {
    Token token;
    token.kind = Token::Kind::number;
    token.begin = at;
    while (at < text.size() && is_digit(text[at])) {
        token.value = token.value < 0 || token.value >= max_number ? -1 : token.value * 10 + (text[at] - '0');
        ++at;
    }
    token.digits = at - token.begin;
    const std::size_t end = end_of_letters(text, at);
    if (end > at && is_one_of(fold_words(text.substr(at, end - at)), ordinal_endings)) {
        token.is_ordinal = true;
        at = end;
    }
    token.end = at;
    token.word = std::string(text.substr(token.begin, at - token.begin));
    return token;
}

}  // namespace

std::vector<Token> split_tokens(std::string_view text) {
    std::vector<Token> tokens;
    bool follows_space = true;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_space(text, at)) {
            follows_space = true;
            at = next_character(text, at);
            continue;
        }
        Token token;
        if (is_digit(text[at])) {
            token = take_number(text, at);
        } else if (is_letter(text, at)) {
            token.kind = Token::Kind::word;
            token.begin = at;
            token.end = end_of_letters(text, at);
            // "AHC7" is a word; in "18h30" the digits are a number again.
            const bool follows_number = !follows_space && !tokens.empty() && tokens.back().kind == Token::Kind::number;
            while (!follows_number && token.end < text.size() && is_digit(text[token.end]))
                token.end = end_of_letters(text, token.end + 1);
            token.word = fold_words(text.substr(at, token.end - at));
        } else {
            token.kind = is_dash(text, at) ? Token::Kind::dash : kind_of(text[at]);
            token.begin = at;
            token.end = next_character(text, at);
            token.word = std::string(text.substr(at, token.end - at));
        }
        token.follows_space = follows_space;
        follows_space = false;
        at = token.end;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace content
