#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "content/cache/cache.h"
#include "content/items/items.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
}

/// The full-text table of a database: what cache_write.cpp fills and search.cpp reads.
namespace content {

/// Every text is stored as search_document() makes it, so the tokenizer only splits at spaces; beginnings of two and
/// three letters have indexes of their own, because they are what is typed first and match most.
inline constexpr const char* search_schema =
    "CREATE VIRTUAL TABLE found USING fts5(kind UNINDEXED, id UNINDEXED, title, gist, body, place, room, "
    "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3')";

/// Rows of one language are neighbours, so that a search reads one language at a time: rowid = (language + 1) * this +
/// number of the item. No row of another program has such a number by chance.
inline constexpr std::int64_t rows_per_language = std::int64_t{1} << 32;

/// Replaces the whole index by what is in the pack, one row for each language of an item. Throws SQLite::Exception.
void write_search_index(SQLite::Database& database, const Pack& pack);

/// Gives a pack in which some items of a release are, as far as they can be read, and perhaps others of it. It must
/// last until the index is written.
using ReadItems = std::function<const Pack&(const std::vector<ItemReference>& items)>;

/// The same rows, where the index is that of a release with the items `before` and shall be that of `after`: only items
/// that have changed or moved are read and written, because all 500 anew would be most of an activation.
void renew_search_index(SQLite::Database& database, const std::vector<ItemReference>& before,
                        const std::vector<ItemReference>& after, const ReadItems& read);

}  // namespace content
