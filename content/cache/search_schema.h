#pragma once

#include <cstdint>

#include "content/base/language.h"

/// The full-text table of a cache: what search_index.cpp fills and search.cpp reads.
namespace content {

/// Every text is stored as search_document() makes it, so the tokenizer only splits at spaces; beginnings of two and
/// three letters have indexes of their own, because they are what is typed first and match most.
inline constexpr const char* search_schema =
    "CREATE VIRTUAL TABLE found USING fts5(kind UNINDEXED, id UNINDEXED, title, gist, body, place, room, "
    "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')";

/// Which words the rows hold. It changes when search_document() does: a cache with rows of another index is searched as
/// one without (search.h), and gets a new index with its next release. (2: pinyin, and what is written with marks.)
inline constexpr std::int64_t index_version = 2;

/// Rows of one language are neighbours: rowid = first_row(language) + number of the item. No row of another program has
/// such a number by chance.
inline constexpr std::int64_t rows_per_language = std::int64_t{1} << 32;
inline constexpr std::int64_t rows_per_index = 64 * rows_per_language;
[[nodiscard]] constexpr std::int64_t first_row(Language language) {
    return (index_version - 1) * rows_per_index + (static_cast<std::int64_t>(language) + 1) * rows_per_language;
}

}  // namespace content
