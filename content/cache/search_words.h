#pragma once

#include <string>
#include <string_view>
#include <vector>

/// How words are compared when somebody searches. Both sides, what is indexed and what is typed, go through the same
/// folding, so a match never depends on accents, case, Arabic spelling variants or full-width letters.
namespace content {

/// What stands between a word and the one before it.
enum class Joint { space, mark, apostrophe, none };

struct FoldedWord {
    std::string text;
    Joint joint = Joint::space;
    bool is_chinese = false;  ///< a pair of characters without spaces, or a lone one
    bool is_lone = false;     ///< the only character of its run
};

/// The words of `text`, folded: Unicode NFKC and case folding; combining marks dropped (é, ё, tashkeel); Arabic alef
/// forms one letter, alef maqsura as yeh, teh marbuta as heh, tatweel dropped; Chinese and other texts without spaces
/// as overlapping pairs of characters, so that any two neighbouring characters can be found.
[[nodiscard]] std::vector<FoldedWord> fold_words(std::string_view text);

/// The words of `text` with single spaces between them, as the full-text index stores them. Behind them, what is
/// written with marks inside ("E/CN.7/2026/L.5", "anti-corruption") once more as one word from each of its parts on
/// ("ecn72026l5", ..., "l5"), because the keyboard of the screen has no such marks.
[[nodiscard]] std::string search_document(std::string_view text);
/// The same, and the readings of the Chinese in it (pinyin.h).
[[nodiscard]] std::string search_document_with_pinyin(std::string_view text);

/// UTF-8 by its characters, and back.
[[nodiscard]] std::u32string to_utf32(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view letters);

}  // namespace content
