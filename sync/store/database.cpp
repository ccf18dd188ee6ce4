#include "sync/store/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "content/database/untrusted_database.h"
#include "sync/store/store_limits.h"

namespace store {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::is_empty;
using content::pragma_of;
using content::schema_of;
using content::SchemaEntry;
using content::Status;

constexpr int layout_version = 1;
constexpr int application_id = 0x52487562;  // "RHub": tells it from any other file of SQLite, a screen's cache too
constexpr std::string_view layout =
    "CREATE TABLE parts(name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;";

using Versions = std::map<std::string, std::size_t, std::less<>>;

void run_steps(SQLite::Database& database, const SchemaPart& part, std::size_t from, std::size_t to) {
    for (std::size_t step = from; step < to; ++step)
        database.exec(std::string(part.steps[step]));
}

std::vector<SchemaEntry> schema_at(const Versions& versions, std::span<const SchemaPart> parts) {
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    fresh.exec(std::string(layout));
    for (const SchemaPart& part : parts) {
        const auto version = versions.find(part.name);
        if (version != versions.end()) run_steps(fresh, part, 0, version->second);
    }
    return schema_of(fresh);
}

/// Not before the table is known to be ours: a column of another one may be computed by whoever wrote the file.
content::Result<Versions> read_versions(SQLite::Database& database, const fs::path& file,
                                        std::span<const SchemaPart> parts) {
    const Error foreign{Code::bad_input, file.string() + ": damaged: it has other tables than a hub's"};
    SQLite::Statement table(database, "SELECT sql FROM sqlite_schema WHERE name = 'parts' AND type = 'table'");
    if (!table.executeStep() || table.getColumn(0).getString() + ";" != layout) return foreign;
    Versions versions;
    SQLite::Statement query(database, "SELECT name, version FROM parts");
    while (query.executeStep()) {
        const std::string name = query.getColumn(0).getString();
        const std::int64_t version = query.getColumn(1).getInt64();
        const auto known = std::ranges::find(parts, name, &SchemaPart::name);
        if (version < 1) return foreign;
        if (known == parts.end() || version > static_cast<std::int64_t>(known->steps.size())) {
            const std::size_t ours = known == parts.end() ? 0 : known->steps.size();
            return Error{Code::unsupported,
                         fmt::format("{}: its {} are of version {}, and this program knows version {}: it was written "
                                     "by a newer one, which has to be installed again",
                                     file.string(), name, version, ours)};
        }
        versions[name] = static_cast<std::size_t>(version);
    }
    return versions;
}

content::Result<Versions> checked_versions(SQLite::Database& database, const fs::path& file,
                                           std::span<const SchemaPart> parts) {
    if (pragma_of(database, "application_id") != application_id)
        return Error{Code::bad_input, file.string() + ": not the database of a hub"};
    if (const int version = pragma_of(database, "user_version"); version != layout_version) {
        return Error{Code::unsupported, fmt::format("{}: database of version {}; this program has version {}",
                                                    file.string(), version, layout_version)};
    }
    auto versions = read_versions(database, file, parts);
    if (versions && schema_of(database) != schema_at(*versions, parts))
        return Error{Code::bad_input, file.string() + ": damaged: it has other tables than a hub's"};
    return versions;
}

void begin_layout(SQLite::Database& database) {
    database.exec(std::string(layout));
    database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, layout_version));
}

Status upgrade(SQLite::Database& database, const fs::path& file, std::span<const SchemaPart> parts) {
    if (is_empty(database)) begin_layout(database);
    auto versions = checked_versions(database, file, parts);
    if (!versions) return versions.error();
    for (const SchemaPart& part : parts) {
        std::size_t& version = (*versions)[std::string(part.name)];
        if (version == part.steps.size()) continue;
        run_steps(database, part, version, part.steps.size());
        SQLite::Statement note(database, "INSERT OR REPLACE INTO parts(name, version) VALUES(?, ?)");
        note.bind(1, std::string(part.name));
        note.bind(2, static_cast<std::int64_t>(part.steps.size()));
        note.exec();
    }
    return {};
}

}  // namespace

Status check_files(const fs::path& file) {
    const auto refuse = [&](const fs::path& path, Code code, std::string_view why) {
        return Error{code, fmt::format("{}: {}", path.string(), why)};
    };
    std::uintmax_t size = 0;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        const fs::path path = file.string() + suffix;
        struct stat info {};
        if (::lstat(path.c_str(), &info) != 0) {
            if (errno == ENOENT) continue;
            return refuse(path, Code::io, std::generic_category().message(errno));
        }
        if (!S_ISREG(info.st_mode)) return refuse(path, Code::bad_input, "is a link or no file; nothing was opened");
        if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            return refuse(path, Code::untrusted, "others may read or write it; `chmod 600` it if nobody has");
        size += static_cast<std::uintmax_t>(info.st_size);
    }
    if (size > limits::files) return refuse(file, Code::bad_input, "is larger than a hub's database");
    return {};
}

std::unique_ptr<SQLite::Database> connect(const fs::path& file, int flags) {
    auto database = content::open_untrusted(file.string(), flags, limits::row);
    sqlite3_extended_result_codes(database->getHandle(), 1);
    database->exec("PRAGMA temp_store = MEMORY;");
    return database;
}

Status check_schema(SQLite::Database& database, const fs::path& file, std::span<const SchemaPart> parts) {
    auto versions = checked_versions(database, file, parts);
    return versions ? Status() : Status(versions.error());
}

Status check_and_upgrade(SQLite::Database& database, const fs::path& file, std::span<const SchemaPart> parts) {
    if (!is_empty(database)) {
        // Before the file's journal mode is touched: another program's file stays as it is.
        if (auto checked = check_schema(database, file, parts); !checked) return checked;
    }
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (auto upgraded = upgrade(database, file, parts); !upgraded) return upgraded;
    transaction.commit();
    // All that is in the file is ours from here on.
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
    database.exec("PRAGMA foreign_keys = ON;");
    return {};
}

Status check_pages(SQLite::Database& database, const fs::path& file) {
    for (const char* check : {"PRAGMA quick_check(1)", "PRAGMA foreign_key_check"}) {
        SQLite::Statement query(database, check);
        if (query.executeStep() && query.getColumn(0).getString() != "ok")
            return Error{Code::bad_input, file.string() + ": damaged: " + query.getColumn(0).getString()};
    }
    return {};
}

bool is_full(const SQLite::Exception& exception, int number) {
    const int kind = exception.getErrorCode() & 0xFF;
    // SQLite knows one of the ways in which there is no room; the others are a quota and the limit of a file's size.
    return kind == SQLITE_FULL || (kind == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT || number == EFBIG));
}

Error to_error(const SQLite::Exception& exception, const fs::path& file, int number) {
    if (is_full(exception, number)) return {Code::io, file.string() + ": the disk is full"};
    switch (exception.getErrorCode() & 0xFF) {
        case SQLITE_NOTADB: return {Code::bad_input, file.string() + ": not the database of a hub"};
        case SQLITE_CORRUPT: return {Code::bad_input, file.string() + ": damaged: " + exception.what()};
        case SQLITE_TOOBIG: return {Code::too_large, file.string() + ": a row is too large"};
        case SQLITE_BUSY: return {Code::io, file.string() + ": another program has been writing for too long"};
        default: return {Code::io, file.string() + ": " + exception.what()};
    }
}

}  // namespace store
