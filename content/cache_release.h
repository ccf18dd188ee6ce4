#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "content/cache.h"

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
}

/// The rows of releases in a cache: what cache_write.cpp activates with. All of it throws SQLite::Exception.
namespace content {

/// Number of the active release, or nothing.
[[nodiscard]] std::optional<std::int64_t> find_active(const SQLite::Database& database);
/// In the order of the pack.
[[nodiscard]] std::vector<ItemReference> read_items(const SQLite::Database& database, std::int64_t release);
/// Whether the display died of it (content/cache_quarantine.h).
[[nodiscard]] bool is_quarantined(const SQLite::Database& database, std::int64_t release);
/// Never one that was here before: that of a release which was taken back must not mean another content.
[[nodiscard]] std::int64_t next_number(const SQLite::Database& database);
[[nodiscard]] bool has_same_content(const SQLite::Database& database, std::int64_t active,
                                    const ReleaseContents& release);

/// Writes the rows of a release, in place of those it has, and makes it the active one. For a transaction, which must
/// not be committed when a blob is missing.
void write_release(SQLite::Database& database, const ReleaseContents& release);
/// Hash of a blob that the rows of a release name and that is not here, or not whole in length.
[[nodiscard]] std::optional<std::string> find_missing_blob(const SQLite::Database& database,
                                                           const std::filesystem::path& cache, std::int64_t release);

}  // namespace content
