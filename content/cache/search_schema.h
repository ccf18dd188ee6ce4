#pragma once

#include <cstdint>

/// The full-text table of a cache: what search_index.cpp fills and search.cpp reads.
namespace content {

/// Every text is stored as search_document() makes it, so the tokenizer only splits at spaces; beginnings of two and
/// three letters have indexes of their own, because they are what is typed first and match most.
inline constexpr const char* search_schema =
    "CREATE VIRTUAL TABLE found USING fts5(kind UNINDEXED, id UNINDEXED, title, gist, body, place, room, "
    "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')";

/// Rows of one language are neighbours, so that a search reads one language at a time: rowid = (language + 1) * this +
/// number of the item. No row of another program has such a number by chance.
inline constexpr std::int64_t rows_per_language = std::int64_t{1} << 32;

}  // namespace content
