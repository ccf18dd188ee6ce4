#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

/// What the cache of a screen and the database of a hub both ask of SQLite, so that a file that somebody else wrote is
/// no danger (sqlite.org/security). Only the sources that open one of the two include this. All throw
/// SQLite::Exception.
namespace content {

/// A connection in which no trigger and no view runs, and no row of more than `row_cap` bytes is read. It waits five
/// seconds for another writer.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_untrusted(const std::string& name, int flags, std::size_t row_cap);

/// A pragma that is a number.
[[nodiscard]] int pragma_of(const SQLite::Database& database, const char* name);
/// Whether nothing was ever made in it.
[[nodiscard]] bool is_empty(const SQLite::Database& database);

/// A table, index or trigger: type, name, table and the text that made it.
using SchemaEntry = std::array<std::string, 4>;
/// All of them, in an order that is the same for the same ones.
[[nodiscard]] std::vector<SchemaEntry> schema_of(const SQLite::Database& database);

}  // namespace content
