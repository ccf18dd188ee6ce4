#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"

/// What a visitor typed, as expressions of FTS5 (sqlite.org/fts5.html, "Full-text Query Syntax"). Whatever is typed,
/// they are valid, and hold folded letters and digits only.
namespace content {

/// One word of what was typed.
struct QueryWord {
    std::vector<std::string> same;   ///< phrases that say the word itself, in quotes
    std::vector<std::string> forms;  ///< beginnings, the other number or case; what else it may be the reading of
    std::u32string misspelt;  ///< the word, when it may have one wrong letter; empty where a wrong one says another
    std::vector<std::string> broken;  ///< Chinese with one wrong character: expressions of what is left of it
    bool is_beginning = false;        ///< the visitor may not be done with it
};

struct Query {
    std::vector<QueryWord> words;       ///< all of them are wanted
    std::vector<std::string> together;  ///< phrases that say all words at once
    std::u32string pinyin;              ///< all that was typed, when it may be the reading of Chinese; else empty
};

/// None when less was typed than two letters or one Chinese character.
[[nodiscard]] std::optional<Query> read_query(std::string_view typed, Language preferred);

/// True when something can be looked for.
[[nodiscard]] bool is_searchable(std::string_view typed);

enum class Likeness { same, forms };
[[nodiscard]] std::string expression_of(const Query& query, Likeness likeness);
/// Words of the index that are one letter from those that were typed, or begin so: one list for each of `query.words`,
/// and for all of them together as pinyin.
struct Corrections {
    std::vector<std::vector<std::string>> words;
    std::vector<std::string> pinyin;
};
/// Empty when no word has a correction.
[[nodiscard]] std::string expression_of(const Query& query, const Corrections& corrections);

}  // namespace content
