#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Which folded words (search_words.h) a visitor means alike: Arabic with and without article and the particles that
/// are written onto it, singular and plural, and one wrong letter. Light rules without a dictionary: they may find too
/// much, which comes later in the list, rather than too little.
namespace content {

/// `word` and, of an Arabic one, what is left without و ف ب ك ل and the article, as far as that can be told from
/// letters that belong to it.
[[nodiscard]] std::vector<std::u32string> without_particles(std::u32string_view word);
/// Where in an Arabic word of a text the word itself may begin: at 0 and behind each particle.
[[nodiscard]] std::vector<std::size_t> word_begins(std::u32string_view word);
/// An Arabic word with each particle that can stand before it, itself among them.
[[nodiscard]] std::vector<std::u32string> with_particles(std::u32string_view word);

/// Beginnings that singular and plural (in Russian also the cases) of `word` share; without `word` itself.
[[nodiscard]] std::vector<std::u32string> shared_beginnings(std::u32string_view word);

enum class Match { whole, beginning };
/// True when `typed` becomes `word`, or the beginning of it, by at most one letter: another, missing, too many, or two
/// that change places.
[[nodiscard]] bool is_one_letter_off(std::u32string_view typed, std::u32string_view word, Match match);

enum class Script { latin, cyrillic, arabic, other };
[[nodiscard]] Script script_of(std::u32string_view word);
[[nodiscard]] bool has_digit(std::u32string_view word);

}  // namespace content
