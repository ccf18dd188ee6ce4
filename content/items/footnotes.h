#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// Markdown without its footnotes ("[^1]: ..."), and these in the order in which the text refers to them ("[^1]"). In
/// the text a raised number stands for each reference; each line stays where it was. Footnotes that nothing refers to
/// come last.
struct Footnotes {
    std::string text;
    std::vector<std::string> notes;  ///< Markdown
};
[[nodiscard]] Footnotes take_footnotes(std::string_view markdown);

/// "¹²" for 12.
[[nodiscard]] std::string raised(std::size_t number);

}  // namespace content
