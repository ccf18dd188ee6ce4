#include "content/import/common/tokens.h"

#include <array>

namespace content {
namespace {

constexpr std::array<std::string_view, 11> ordinal_endings = {"st", "nd", "rd", "th", "er", "re",
                                                              "e",  "o",  "a",  "º",  "ª"};
constexpr int max_number = 100'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(std::string_view text, std::size_t at, std::size_t& size) {
    const char c = text[at];
    size = 1;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return true;
    if (text.substr(at).starts_with("\xC2\xA0")) {  // no-break space
        size = 2;
        return true;
    }
    if (text.substr(at).starts_with("\xE2\x80\xAF") || text.substr(at).starts_with("\xE2\x80\x89")) {
        size = 3;  // narrow no-break space, thin space
        return true;
    }
    return false;
}

/// Bytes of the dash at `at`, or 0.
std::size_t dash_size(std::string_view text, std::size_t at) {
    if (text[at] == '-') return 1;
    for (const std::string_view dash : {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94",
                                        "\xE2\x80\x95", "\xE2\x88\x92"}) {
        if (text.substr(at).starts_with(dash)) return dash.size();
    }
    return 0;
}

/// A letter of any script; punctuation beyond ASCII (U+00A1-U+00BF, U+2000-U+2BFF, U+3000-U+303F, full width) is none.
bool is_letter(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) return is_ascii_letter(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte == 0xC2) return false;
    if (byte == 0xE2 && next >= 0x80 && next <= 0xAF) return false;
    if (byte == 0xE3 && next == 0x80) return false;
    return !(byte == 0xEF && (next == 0xBC || next == 0xBB));
}

std::size_t character_size(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::size_t end_of_letters(std::string_view text, std::size_t at) {
    while (at < text.size() && is_letter(text, at))
        at = std::min(text.size(), at + character_size(text[at]));
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
    std::size_t end = end_of_letters(text, at);
    if (text.substr(at).starts_with("\xC2\xBA") || text.substr(at).starts_with("\xC2\xAA")) end = at + 2;
    if (end > at && is_one_of(fold_word(text.substr(at, end - at)), ordinal_endings)) {
        token.is_ordinal = true;
        at = end;
    }
    token.end = at;
    token.word = std::string(text.substr(token.begin, at - token.begin));
    return token;
}

}  // namespace

std::string fold_word(std::string_view word) {
    // U+00C0 to U+00FF, which UTF-8 writes as C3 80 to C3 BF; a point means that it stays.
    static constexpr std::string_view plain = "aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
    std::string folded;
    folded.reserve(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        const bool is_latin = c == '\xC3' && i + 1 < word.size();
        const std::size_t place = is_latin ? static_cast<unsigned char>(word[i + 1]) - 0x80U : plain.size();
        if (c >= 'A' && c <= 'Z') {
            folded += static_cast<char>(c - 'A' + 'a');
        } else if (is_latin && place < plain.size() && plain[place] != '.') {
            folded += plain[place];
            ++i;
        } else {
            folded += c;
        }
    }
    return folded;
}

std::vector<Token> split_tokens(std::string_view text) {
    std::vector<Token> tokens;
    bool follows_space = true;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t size = 0;
        if (is_space(text, at, size)) {
            follows_space = true;
            at += size;
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
            token.word = fold_word(text.substr(at, token.end - at));
        } else if (const std::size_t dash = dash_size(text, at); dash > 0) {
            token.kind = Token::Kind::dash;
            token.begin = at;
            token.end = at + dash;
        } else {
            token.kind = kind_of(text[at]);
            token.begin = at;
            token.end = std::min(text.size(), at + character_size(text[at]));
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
