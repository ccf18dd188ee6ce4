#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <span>

#include "content/base/result.h"
#include "sync/store/schema_part.h"

/// Only sources of this folder include this: the one header of it that shows types of SQLiteCpp.
namespace store {

/// What may be wrong with the file is looked for before anything of it is used. Code::bad_input for links, pipes,
/// files too large, other programs' files and tables other than those of `parts`; unsupported for a newer version;
/// untrusted when others than its owner can read it. Throws SQLite::Exception.
[[nodiscard]] content::Status check_files(const std::filesystem::path& file);
/// A connection in which nothing of the file runs before check_and_upgrade(). Throws SQLite::Exception.
[[nodiscard]] std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& file, int flags);
/// The errors of check_files(). Throws SQLite::Exception.
[[nodiscard]] content::Status check_schema(SQLite::Database& database, const std::filesystem::path& file,
                                           std::span<const SchemaPart> parts);
/// check_schema(), then all steps that are missing, in one transaction. Throws SQLite::Exception.
[[nodiscard]] content::Status check_and_upgrade(SQLite::Database& database, const std::filesystem::path& file,
                                                std::span<const SchemaPart> parts);
/// Whether all pages, indexes and references are whole. Throws SQLite::Exception.
[[nodiscard]] content::Status check_pages(SQLite::Database& database, const std::filesystem::path& file);

/// `number` is the errno of the system call that failed, where one did.
[[nodiscard]] bool is_full(const SQLite::Exception& exception, int number);
[[nodiscard]] content::Error to_error(const SQLite::Exception& exception, const std::filesystem::path& file,
                                      int number = 0);

/// A statement that is kept for the next time. Never two at once run in it.
struct Prepared {
    Prepared(SQLite::Database& of, const std::string& sql) : database(of), statement(of, sql) {}
    SQLite::Database& database;
    SQLite::Statement statement;
    bool is_running = false;
};

}  // namespace store
