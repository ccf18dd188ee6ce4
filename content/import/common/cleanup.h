#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The words of a source, made fit to be compared, shown and cut: the same for all importers.
namespace content {

/// `text` for comparing what people type, "Étage" like "etage": one line, case folded, compatibility forms as the plain
/// ones and marks off their letters (Unicode NFKD). The Russian "й" stays, as it is a letter and no "и" with a mark. A
/// table to compare with spells its words in this form.
[[nodiscard]] std::string fold_words(std::string_view text);
/// One line: white space of any kind becomes single spaces; other controls and what overrides the reading direction go.
[[nodiscard]] std::string one_line(std::string_view text);
/// Several lines: each as one_line() has it, with at most one empty line between two.
[[nodiscard]] std::string many_lines(std::string_view text);
/// `text` cut between words to at most `characters` (code points), with an ellipsis; whole where it fits.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t characters);
/// The parts between any of `separators`, trimmed, without empty ones.
[[nodiscard]] std::vector<std::string> split_words(std::string_view text, std::string_view separators);

}  // namespace content
