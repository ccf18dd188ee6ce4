#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"

/// Where sentences end, for all importers.
namespace content {

/// True when `text` ends as a sentence does: with . ! ? … or their like (Unicode Sentence_Terminal). Quotes and
/// brackets behind them are ignored.
[[nodiscard]] bool ends_sentence(std::string_view text);

/// The sentences of `text` in their order, without white space at both ends: Unicode's (UAX 29), but "U.S. Bureau" and
/// "Dr. No" are no ends, and a line break is none either.
[[nodiscard]] std::vector<std::string_view> split_sentences(std::string_view text);

struct Gist {
    std::string text;
    bool is_cut = false;  ///< no sentence ends early enough: cut, with an ellipsis, at a comma if one is near
};
/// The first sentences of plain text, as many as a gist of `language` should have words (measure_gist in text.h).
[[nodiscard]] Gist make_gist(std::string_view text, Language language);

}  // namespace content
