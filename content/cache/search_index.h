#pragma once

#include <functional>
#include <vector>

#include "content/cache/release_contents.h"
#include "content/items/items.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
}

/// Filling the full-text table of a cache (search_schema.h), in the transaction that activates a release.
namespace content {

/// Replaces the whole index by what is in the pack, one row for each language of an item. Throws SQLite::Exception.
void write_search_index(SQLite::Database& database, const Pack& pack);

/// Gives a pack that holds those items of a release, as far as they can be read, and perhaps others. It must last until
/// the index is written.
using ReadItems = std::function<const Pack&(const std::vector<ItemReference>& items)>;

/// Turns the index of a release with the items `before` into that of one with the items `after`. Only items that have
/// changed or moved are read and written, because writing all 500 anew would be most of an activation.
void renew_search_index(SQLite::Database& database, const std::vector<ItemReference>& before,
                        const std::vector<ItemReference>& after, const ReadItems& read);

}  // namespace content
