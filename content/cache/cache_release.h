#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/cache/release_contents.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
}

/// The rows of releases in a cache: what Cache::activate writes. All of it throws SQLite::Exception.
namespace content {

/// Number of the active release, or nothing.
[[nodiscard]] std::optional<std::int64_t> find_active(const SQLite::Database& database);
/// The items of a release, in the order of the pack.
[[nodiscard]] std::vector<ItemReference> read_items(const SQLite::Database& database, std::int64_t release);
/// Whether the display died of the release (content/cache/cache_quarantine.h).
[[nodiscard]] bool is_quarantined(const SQLite::Database& database, std::int64_t release);
/// A number that no release here has had: the number of a release taken back must not come to mean other content.
[[nodiscard]] std::int64_t next_number(const SQLite::Database& database);
[[nodiscard]] bool has_same_content(const SQLite::Database& database, std::int64_t active,
                                    const ReleaseContents& release);

/// Writes the rows of a release, in place of those it has, and makes it the active one. The caller has a transaction,
/// and has seen that all its blobs are here.
void write_release(SQLite::Database& database, const ReleaseContents& release);

}  // namespace content
