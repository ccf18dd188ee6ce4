#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How words are compared when somebody searches. Both sides, what is indexed and what is typed, go through the same
/// folding, so a match never depends on accents, case, Arabic spelling variants or full-width letters.
namespace content {

/// The words of `text`, folded, with single spaces between them, as the full-text index stores them:
/// Unicode NFKC and case folding; combining marks dropped (é, ё, tashkeel); Arabic alef forms one letter, alef maqsura
/// as yeh, teh marbuta as heh, tatweel dropped; Chinese and other texts without spaces as overlapping pairs of
/// characters, so that any two neighbouring characters can be found.
[[nodiscard]] std::string search_document(std::string_view text);

/// The FTS5 expression for what was typed: all words, the last one as a beginning. None with fewer than two letters.
/// Whatever is typed, the expression is valid and holds letters and digits only.
[[nodiscard]] std::optional<std::string> search_expression(std::string_view typed);

}  // namespace content
