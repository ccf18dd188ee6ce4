#include "content/cache/cache_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <system_error>
#include <vector>

#include "content/base/limits.h"
#include "content/cache/search_schema.h"

namespace content {
namespace {

constexpr int schema_version = 1;
constexpr int application_id = 0x526F7475;  // "Rotu": tells a cache from any other SQLite file

// `bytes` is NULL when the blob is a file. `releases.items` counts them, so that lost rows are noticed. The table
// of search_schema.h is derived from the items of the active release.
constexpr const char* schema = R"(
CREATE TABLE releases(number INTEGER PRIMARY KEY, created INTEGER NOT NULL, edition BLOB NOT NULL,
                      edition_sha256 TEXT NOT NULL, items INTEGER NOT NULL);
CREATE TABLE blobs(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB);
CREATE TABLE items(release INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
                   sha256 TEXT NOT NULL, PRIMARY KEY(release, position)) WITHOUT ROWID;
CREATE TABLE media(release INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY(release, sha256)) WITHOUT ROWID;
CREATE TABLE active(one INTEGER PRIMARY KEY CHECK(one = 1), release INTEGER NOT NULL);
CREATE TABLE status(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

int pragma(const SQLite::Database& database, const char* name) {
    SQLite::Statement query(database, std::string("PRAGMA ") + name);
    return query.executeStep() ? query.getColumn(0).getInt() : 0;
}

bool is_empty(const SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT count(*) FROM sqlite_schema");
    return query.executeStep() && query.getColumn(0).getInt64() == 0;
}

/// A table or index: type, name, table and the text that made it.
using SchemaEntry = std::array<std::string, 4>;

std::vector<SchemaEntry> schema_of(const SQLite::Database& database) {
    std::vector<SchemaEntry> entries;
    SQLite::Statement query(database,
                            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    while (query.executeStep()) {
        entries.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                           query.getColumn(2).getString(), query.getColumn(3).getString()});
    }
    return entries;
}

/// Whether there are our tables and nothing else. A view, a trigger, or a column that is computed would run code of
/// whoever wrote the file.
bool has_our_schema(const SQLite::Database& database) {
    static const std::vector<SchemaEntry> ours = [] {
        SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        fresh.exec(schema);
        fresh.exec(search_schema);
        return schema_of(fresh);
    }();
    return schema_of(database) == ours;
}

/// Before anything is read: nothing in the file may run or write, and no row may fill the memory (sqlite.org/security).
void distrust(SQLite::Database& database) {
    sqlite3* handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(limits::cache_row));
    database.exec("PRAGMA query_only = ON;");
}

}  // namespace

std::filesystem::path blob_folder(const std::filesystem::path& cache) {
    return (cache.has_parent_path() ? cache.parent_path() : std::filesystem::path(".")) / "blobs";
}

std::filesystem::path blob_path(const std::filesystem::path& cache, const std::string& sha256) {
    return blob_folder(cache) / sha256;
}

Error to_error(const SQLite::Exception& exception, const std::filesystem::path& file) {
    switch (exception.getExtendedErrorCode()) {
        case SQLITE_READONLY_ROLLBACK:
        case SQLITE_READONLY_RECOVERY:
        case SQLITE_READONLY_CANTINIT:
            // Whoever began to make the cache died of it; the next writer finishes, which a reader cannot.
            return {Code::not_found, file.string() + ": no release yet (the cache is being made)"};
        default: break;
    }
    switch (exception.getErrorCode()) {
        case SQLITE_NOTADB: return {Code::bad_input, file.string() + ": not a cache (no SQLite database)"};
        case SQLITE_CORRUPT: return {Code::bad_input, file.string() + ": damaged cache: " + exception.what()};
        case SQLITE_TOOBIG: return {Code::bad_input, file.string() + ": damaged cache: a row is too large"};
        case SQLITE_FULL: return {Code::io, file.string() + ": the disk is full"};
        default: return {Code::io, file.string() + ": " + exception.what()};
    }
}

Result<std::unique_ptr<SQLite::Database>> open_database(const std::filesystem::path& file, OpenMode mode) {
    std::error_code error;
    const bool exists = std::filesystem::exists(file, error);
    if (mode == OpenMode::read_only && !exists) return Error{Code::not_found, file.string() + ": no such cache"};
    const int flags =
        mode == OpenMode::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    constexpr int busy_milliseconds = 5000;  // a writer's transaction of 10,000 items takes less than a second
    auto database = std::make_unique<SQLite::Database>(file.string(), flags, busy_milliseconds);
    database->exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    if (mode == OpenMode::read_only) distrust(*database);
    if (mode == OpenMode::read_write && is_empty(*database)) {
        database->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
        if (is_empty(*database)) {  // else another process was first
            database->exec(schema);
            database->exec(search_schema);
            database->exec("PRAGMA application_id = " + std::to_string(application_id) +
                           "; PRAGMA user_version = " + std::to_string(schema_version));
        }
        transaction.commit();
    }
    if (mode == OpenMode::read_only && is_empty(*database)) {
        return Error{Code::not_found, file.string() + ": no release yet (the cache is being made)"};
    }
    if (pragma(*database, "application_id") != application_id) {
        return Error{Code::bad_input, file.string() + ": not a cache of Rotunda"};
    }
    const int version = pragma(*database, "user_version");
    if (version != schema_version) {
        return Error{Code::unsupported, fmt::format("{}: cache of version {}; this program has version {}",
                                                    file.string(), version, schema_version)};
    }
    if (mode == OpenMode::read_only && !has_our_schema(*database)) {
        return Error{Code::bad_input, file.string() + ": damaged cache: it has other tables than ours"};
    }
    if (mode == OpenMode::read_write) database->exec("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
    return database;
}

}  // namespace content
