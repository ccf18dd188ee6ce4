#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "content/base/result.h"

/// Only cache_*.cpp and search*.cpp include this, which shows types of SQLiteCpp.
namespace content {

enum class OpenMode { read_only, read_write };

/// Opens a cache with the pragmas that make it safe against power cuts (WAL, synchronous=FULL) and trusts it as little
/// as any other bytes: Code::bad_input for links, pipes and files too large under its names, and for tables other than
/// ours; no view or trigger runs; rows of more than limits::cache_row bytes are never read. Code::unsupported for one
/// of another version. Reading works on a disk that cannot be written on too. Throws SQLite::Exception.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> open_database(const std::filesystem::path& file, OpenMode mode);

/// Opens what is left of a damaged cache, of any version, for reading its table `blobs`. Code::bad_input when that is
/// no plain table of stored bytes. Throws SQLite::Exception.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> open_damaged(const std::filesystem::path& file);

/// SQLite's data_version; on a disk that cannot be written on, where SQLite sees no changes, the time of the file.
/// Throws SQLite::Exception.
[[nodiscard]] std::int64_t data_version_of(const SQLite::Database& database);

[[nodiscard]] Error to_error(const SQLite::Exception& exception, const std::filesystem::path& file);

/// Runs `body`, which returns a Result, and turns the exceptions of SQLiteCpp into an Error.
template <class Body>
auto guard(const std::filesystem::path& file, Body body) -> decltype(body()) {
    try {
        return body();
    } catch (const SQLite::Exception& exception) {
        return to_error(exception, file);
    }
}

/// Blobs of more bytes are files: SQLite is slower for them, and files can be served and copied (measured).
inline constexpr std::size_t max_inline_blob = 64 * 1024;

[[nodiscard]] std::filesystem::path blob_folder(const std::filesystem::path& cache);
[[nodiscard]] std::filesystem::path blob_path(const std::filesystem::path& cache, const std::string& sha256);

}  // namespace content
