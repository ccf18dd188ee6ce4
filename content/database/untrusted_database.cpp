#include "content/database/untrusted_database.h"

#include <sqlite3.h>

namespace content {

std::unique_ptr<SQLite::Database> open_untrusted(const std::string& name, int flags, std::size_t row_cap) {
    // The longest transactions, an import of many reports and a release of 10,000 items, take less than one second.
    constexpr int busy_milliseconds = 5000;
    auto database = std::make_unique<SQLite::Database>(name, flags, busy_milliseconds);
    sqlite3* handle = database->getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, static_cast<int>(row_cap));
    database->exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    return database;
}

int pragma_of(const SQLite::Database& database, const char* name) {
    SQLite::Statement query(database, std::string("PRAGMA ") + name);
    return query.executeStep() ? query.getColumn(0).getInt() : 0;
}

bool is_empty(const SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT count(*) FROM sqlite_schema");
    return query.executeStep() && query.getColumn(0).getInt64() == 0;
}

std::vector<SchemaEntry> schema_of(const SQLite::Database& database) {
    std::vector<SchemaEntry> entries;
    // A trigger may be called as a table is.
    SQLite::Statement query(database,
                            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    while (query.executeStep()) {
        entries.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                           query.getColumn(2).getString(), query.getColumn(3).getString()});
    }
    return entries;
}

}  // namespace content
