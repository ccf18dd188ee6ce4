#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"

/// Small questions about the words of a source, the same for all importers.
namespace content {

/// Lower case without accents, for comparing names that people type: "Étage" and "etage" are one.
[[nodiscard]] std::string fold_words(std::string_view text);
/// One line: white space of any kind becomes single spaces, other controls and what overrides the reading direction go.
[[nodiscard]] std::string one_line(std::string_view text);
/// Several lines: the same inside lines, with at most one empty line between two.
[[nodiscard]] std::string many_lines(std::string_view text);
/// Cut between words to at most `characters`, with an ellipsis; whole where it fits.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t characters);
/// The first sentences of plain text that fit into a gist of `language`; cut between words where the first is too long.
[[nodiscard]] std::string first_sentences(std::string_view text, Language language);
/// The parts between separators, trimmed, without empty ones.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text, std::string_view separators);
/// Of "fr", "FR-ca", "fra", "French", "Français"; nothing for any other.
[[nodiscard]] std::optional<Language> language_named(std::string_view name);

}  // namespace content
