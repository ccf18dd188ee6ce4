#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts as words, for the grammars that read dates, times, figures and places in prose.
namespace content {

struct Token {
    enum class Kind { number, word, dash, comma, period, colon, slash, bar, other };

    Kind kind = Kind::other;
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    int value = 0;              ///< of a number; -1 when it does not fit
    std::size_t digits = 0;     ///< of a number
    bool is_ordinal = false;    ///< "16th", "1er", "2º"
    bool follows_space = true;  ///< false where it touches the token before it
    std::string word;           ///< a word as fold_words() has it; any other token's bytes
};

/// `text` as tokens, white space left out. Digits, letters, spaces and dashes are Unicode's; a number's `word` has the
/// digits 0 to 9. An ordinal's ending belongs to its number, and digits behind a letter to the word ("AHC7"), but not
/// in "18h30". Of Chinese, which has no spaces, the words of dates and times are tokens of their own:
/// "3月18日上午10时".
[[nodiscard]] std::vector<Token> split_tokens(std::string_view text);

/// Bytes of a Chinese weekday, "星期三" or "周三", where `text` begins with one; else 0.
[[nodiscard]] std::size_t chinese_weekday(std::string_view text);

/// `text` without marks of the reading direction (U+200E, U+202A ...), which programs put around dates and times.
[[nodiscard]] std::string without_direction(std::string_view text);

/// True when `list` has `word`.
template <class List>
[[nodiscard]] bool is_one_of(std::string_view word, const List& list) {
    for (const std::string_view candidate : list) {
        if (candidate == word) return true;
    }
    return false;
}

/// True when one of `parts` stands somewhere in `text`.
template <class List>
[[nodiscard]] bool contains_one_of(std::string_view text, const List& parts) {
    for (const std::string_view part : parts) {
        if (text.find(part) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace content
