#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts as words, for the grammars that read dates, deadlines and figures in prose of English, French and Spanish.
namespace content {

/// Lower case without the accents of Latin-1 ("Février" -> "fevrier"); other letters stay. Same number of characters.
[[nodiscard]] std::string fold_word(std::string_view word);

struct Token {
    enum class Kind { number, word, dash, comma, period, colon, slash, bar, other };

    Kind kind = Kind::other;
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    int value = 0;              ///< of a number; -1 when it does not fit
    std::size_t digits = 0;     ///< of a number
    bool is_ordinal = false;    ///< "16th", "1er", "2º"
    bool follows_space = true;  ///< false where it touches the token before it
    std::string word;           ///< folded, of a word; of anything else its bytes
};

/// Hyphens and dashes of all lengths are one kind; an ordinal's ending belongs to its number, and digits behind a
/// letter to the word ("AHC7"), but not in "18h30".
[[nodiscard]] std::vector<Token> split_tokens(std::string_view text);

template <class List>
[[nodiscard]] bool is_one_of(std::string_view word, const List& list) {
    for (const std::string_view candidate : list) {
        if (candidate == word) return true;
    }
    return false;
}

}  // namespace content
