#include "content/import/common/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "content/base/text.h"
#include "content/import/common/cleanup.h"

namespace content {
namespace {

/// Folded, which makes "º" an "o".
constexpr std::array<std::string_view, 9> ordinal_endings = {"st", "nd", "rd", "th", "er", "re", "e", "o", "a"};
constexpr int max_number = 100'000'000;

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

UChar32 at_byte(std::string_view text, std::size_t at) {
    return static_cast<UChar32>(code_point_at(text, at));
}

/// The value of a decimal digit of any script; negative for all else.
int digit_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return -1;
    if (is_ascii(text[at])) return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1;
    return u_charDigitValue(at_byte(text, at));
}

bool is_digit(std::string_view text, std::size_t at) {
    return digit_at(text, at) >= 0;
}

bool is_space(std::string_view text, std::size_t at) {
    if (is_ascii(text[at])) return text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r');
    return u_isUWhiteSpace(at_byte(text, at)) != 0;
}

bool is_dash(std::string_view text, std::size_t at) {
    constexpr UChar32 wide_tilde = 0xFF5E;  // Chinese writes ranges with it
    if (at_byte(text, at) == wide_tilde) return true;
    return is_ascii(text[at]) ? text[at] == '-' : u_hasBinaryProperty(at_byte(text, at), UCHAR_DASH) != 0;
}

/// A letter of any script, or the mark on one.
bool is_letter(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (is_ascii(c)) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return (U_GET_GC_MASK(at_byte(text, at)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

/// Arabic hangs its "and" on the number behind it, and Chinese writes no spaces: there digits are never part of a word.
bool joins_digits(std::string_view text, std::size_t end_of_word) {
    constexpr UChar32 first_right_to_left = 0x590;
    return at_byte(text, character_begin(text, end_of_word - 1)) < first_right_to_left;
}

/// Bytes of a Chinese word that stands in dates and times, where `text` begins with one; 0 for none. Those of `units`
/// only count behind a number.
std::size_t chinese_word(std::string_view text, bool follows_number) {
    static constexpr std::array<std::string_view, 10> units = {"年", "月", "日", "号", "號",
                                                               "时", "時", "点", "點", "分"};
    static constexpr std::array<std::string_view, 8> words = {"上午", "下午", "晚上", "早上",
                                                              "凌晨", "中午", "至",   "到"};
    for (const std::string_view unit : units) {
        if (follows_number && text.starts_with(unit)) return unit.size();
    }
    for (const std::string_view word : words) {
        if (text.starts_with(word)) return word.size();
    }
    return chinese_weekday(text);
}

std::size_t end_of_letters(std::string_view text, std::size_t at) {
    while (at < text.size() && is_letter(text, at))
        at = next_character(text, at);
    return at;
}

/// "AHC7" is a word; in "18h30" the digits are a number again.
std::size_t end_of_word(std::string_view text, std::size_t at, bool follows_number) {
    std::size_t end = end_of_letters(text, at);
    while (!follows_number && is_digit(text, end) && joins_digits(text, end))
        end = end_of_letters(text, next_character(text, end));
    return end;
}

/// Signs of all scripts, the wide ones of Chinese and those of Arabic among them.
Token::Kind kind_of(UChar32 c) {
    switch (c) {
        case 0x60C:
        case 0xFF0C:
        case 0x3001:
        case ',': return Token::Kind::comma;
        case '.': return Token::Kind::period;
        case 0xFF1A:
        case ':': return Token::Kind::colon;
        case 0xFF0F:
        case '/': return Token::Kind::slash;
        case 0xFF5C:
        case '|': return Token::Kind::bar;
        default: return Token::Kind::other;
    }
}

Token take_number(std::string_view text, std::size_t at) {
    Token token;
    token.kind = Token::Kind::number;
    token.begin = at;
    while (is_digit(text, at)) {
        const int digit = digit_at(text, at);
        token.value = token.value < 0 || token.value >= max_number ? -1 : token.value * 10 + digit;
        token.word += static_cast<char>('0' + digit);
        ++token.digits;
        at = next_character(text, at);
    }
    const std::size_t behind = at;
    const std::size_t end = end_of_letters(text, at);
    if (end > at && is_one_of(fold_words(text.substr(at, end - at)), ordinal_endings)) {
        token.is_ordinal = true;
        at = end;
    }
    token.end = at;
    token.word += text.substr(behind, at - behind);
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
        if (is_digit(text, at)) {
            token = take_number(text, at);
        } else if (is_letter(text, at)) {
            token.kind = Token::Kind::word;
            token.begin = at;
            const bool follows_number = !follows_space && !tokens.empty() && tokens.back().kind == Token::Kind::number;
            const std::size_t chinese = is_ascii(text[at]) ? 0 : chinese_word(text.substr(at), follows_number);
            token.end = chinese > 0 ? at + chinese : end_of_word(text, at, follows_number);
            token.word = fold_words(text.substr(at, token.end - at));
        } else {
            token.kind = is_dash(text, at) ? Token::Kind::dash : kind_of(at_byte(text, at));
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

std::size_t chinese_weekday(std::string_view text) {
    static constexpr std::array<std::string_view, 3> weeks = {"星期", "周", "週"};
    static constexpr std::array<std::string_view, 8> days = {"一", "二", "三", "四", "五", "六", "日", "天"};
    for (const std::string_view week : weeks) {
        if (!text.starts_with(week)) continue;
        for (const std::string_view day : days) {
            if (text.substr(week.size()).starts_with(day)) return week.size() + day.size();
        }
    }
    return 0;
}

std::string without_direction(std::string_view text) {
    constexpr std::array<std::string_view, 12> marks = {"\u200E", "\u200F", "\u061C", "\u202A", "\u202B", "\u202C",
                                                        "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"};
    std::string result;
    while (!text.empty()) {
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](auto one) { return text.starts_with(one); });
        if (mark == marks.end()) result += text.front();
        text.remove_prefix(mark == marks.end() ? 1 : mark->size());
    }
    return result;
}

}  // namespace content
