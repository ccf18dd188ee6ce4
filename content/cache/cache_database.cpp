#include "content/cache/cache_database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "content/base/limits.h"
#include "content/cache/search_schema.h"
#include "content/database/untrusted_database.h"

namespace content {
namespace {

namespace fs = std::filesystem;

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

/// Whether the rollback journal names another one, which SQLite would delete: any file of ours. Ours never does.
bool names_other_journal(const fs::path& journal) {
    constexpr std::string_view mark =
        "\xD9\xD5\x05\xF9\x20\xA1\x63\xD7";  // sqlite.org/fileformat, "The Rollback Journal"
    std::array<char, 8> end{};
    std::ifstream stream(journal, std::ios::binary | std::ios::ate);
    if (!stream || stream.tellg() < std::streamoff{end.size()}) return false;
    stream.seekg(-std::streamoff{end.size()}, std::ios::end);
    stream.read(end.data(), std::streamsize{end.size()});
    return std::string_view(end.data(), end.size()) == mark;
}

/// Before SQLite opens what lies under the names of the cache: files of our own, and no more than a screen can have.
Status check_files(const fs::path& file) {
    const auto refuse = [&](std::string_view name, std::string_view why) {
        return Error{Code::bad_input, fmt::format("{}: damaged cache: {} {}", file.string(), name, why)};
    };
    std::uintmax_t size = 0;
    std::error_code error;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        const fs::path path = file.string() + suffix;
        const std::string name = path.filename().string();
        // The cache itself may be a link to another disk.
        const auto type = (*suffix == '\0' ? fs::status(path, error) : fs::symlink_status(path, error)).type();
        if (type == fs::file_type::not_found) continue;
        if (type != fs::file_type::regular) return refuse(name, "is no file");
        size += fs::file_size(path, error);
    }
    if (size > limits::cache_files) return refuse("it", "is larger than any of ours");
    if (names_other_journal(file.string() + "-journal")) return refuse("its journal", "leads to another one");
    if (fs::is_symlink(blob_folder(file), error)) return refuse("\"blobs\"", "is a link to somewhere else");
    return {};
}

/// A disk that nobody can write on has no place for SQLite's index of the log (-shm), and nobody changes the file.
bool is_on_read_only_disk(const fs::path& file) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    return ::access(folder.c_str(), W_OK) != 0;
}

/// What an address of SQLite would obey is spelled out.
std::string immutable_address(const fs::path& file) {
    std::string address = "file:";
    for (const char c : file.string()) {
        if (c == '%' || c == '?' || c == '#') {
            address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        } else {
            address += c;
        }
    }
    return address + "?immutable=1";
}

std::unique_ptr<SQLite::Database> open_file(const std::string& name, int flags, OpenMode mode) {
    auto database = open_untrusted(name, flags, limits::cache_row);
    if (mode == OpenMode::read_only) database->exec("PRAGMA query_only = ON;");
    return database;
}

std::unique_ptr<SQLite::Database> open_for_reading(const fs::path& file) {
    try {
        auto database = open_file(file.string(), SQLite::OPEN_READONLY, OpenMode::read_only);
        static_cast<void>(is_empty(*database));  // the first that needs more than the file itself
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode();
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || !is_on_read_only_disk(file)) throw;
        return open_file(immutable_address(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI, OpenMode::read_only);
    }
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
    if (auto checked = check_files(file); !checked) return checked.error();
    auto database = mode == OpenMode::read_only
                        ? open_for_reading(file)
                        : open_file(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, mode);
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
    if (pragma_of(*database, "application_id") != application_id) {
        return Error{Code::bad_input, file.string() + ": not a cache of Rotunda"};
    }
    const int version = pragma_of(*database, "user_version");
    if (version != schema_version) {
        return Error{Code::unsupported, fmt::format("{}: cache of version {}; this program has version {}",
                                                    file.string(), version, schema_version)};
    }
    if (!has_our_schema(*database)) {
        return Error{Code::bad_input, file.string() + ": damaged cache: it has other tables than ours"};
    }
    if (mode == OpenMode::read_write) {
        database->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
    }
    return database;
}

Result<std::unique_ptr<SQLite::Database>> open_damaged(const fs::path& file) {
    if (auto checked = check_files(file); !checked) return checked.error();
    auto database = open_file(file.string(), SQLite::OPEN_READONLY, OpenMode::read_only);
    SQLite::Statement query(*database,
                            "SELECT type = 'table' AND sql LIKE 'CREATE TABLE %' AND NOT EXISTS (SELECT 1 FROM "
                            "pragma_table_xinfo('blobs') WHERE hidden <> 0) FROM sqlite_schema WHERE name = 'blobs'");
    if (query.executeStep() && query.getColumn(0).getInt() == 1) return database;
    return Error{Code::bad_input, file.string() + ": damaged cache: no table of blobs"};
}

std::int64_t data_version_of(const SQLite::Database& database) {
    const char* file = sqlite3_db_filename(database.getHandle(), "main");
    if (sqlite3_uri_boolean(file, "immutable", 0) == 0) {
        SQLite::Statement query(database, "PRAGMA data_version");
        return query.executeStep() ? query.getColumn(0).getInt64() : -1;
    }
    std::error_code error;
    return fs::last_write_time(file, error).time_since_epoch().count();
}

}  // namespace content
