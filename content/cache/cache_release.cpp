#include "content/cache/cache_release.h"

#include <set>

#include "content/base/sha256.h"
#include "content/cache/cache_database.h"

namespace content {
namespace {

using SQLite::Database;
using SQLite::Statement;

std::vector<std::string> read_media(const Database& database, std::int64_t release) {
    std::vector<std::string> media;
    Statement query(database, "SELECT sha256 FROM media WHERE release = ? ORDER BY sha256");
    query.bind(1, release);
    while (query.executeStep())
        media.push_back(query.getColumn(0).getString());
    return media;
}

}  // namespace

std::optional<std::int64_t> find_active(const Database& database) {
    Statement query(database, "SELECT release FROM active");
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getInt64();
}

std::vector<ItemReference> read_items(const Database& database, std::int64_t release) {
    std::vector<ItemReference> items;
    Statement query(database, "SELECT kind, id, sha256 FROM items WHERE release = ? ORDER BY position");
    query.bind(1, release);
    while (query.executeStep()) {
        items.push_back({parse_item_kind(query.getColumn(0).getString()).value_or(ItemKind::story),
                         query.getColumn(1).getString(), query.getColumn(2).getString()});
    }
    return items;
}

bool is_quarantined(const Database& database, std::int64_t release) {
    const std::string beginning = "quarantine/" + std::to_string(release);
    Statement query(database, "SELECT 1 FROM status WHERE key >= ? AND key < ?");
    query.bind(1, beginning + "/");
    query.bind(2, beginning + "0");
    return query.executeStep();
}

std::int64_t next_number(const Database& database) {
    Statement query(database,
                    "SELECT max(coalesce((SELECT max(number) FROM releases), 0), coalesce((SELECT "
                    "max(CAST(substr(key, 12) AS INTEGER)) FROM status WHERE key >= 'quarantine/' AND key < "
                    "'quarantine0'), 0)) + 1");
    return query.executeStep() ? query.getColumn(0).getInt64() : 1;
}

bool has_same_content(const Database& database, std::int64_t active, const ReleaseContents& release) {
    Statement query(database, "SELECT edition FROM releases WHERE number = ?");
    query.bind(1, active);
    if (!query.executeStep() || query.getColumn(0).getString() != release.edition) return false;
    std::set<std::string> media(release.media.begin(), release.media.end());
    return read_items(database, active) == release.items &&
           read_media(database, active) == std::vector<std::string>(media.begin(), media.end());
}

void write_release(Database& database, const ReleaseContents& release) {
    Statement remove_items(database, "DELETE FROM items WHERE release = ?");
    remove_items.bind(1, release.number);
    remove_items.exec();
    Statement remove_media(database, "DELETE FROM media WHERE release = ?");
    remove_media.bind(1, release.number);
    remove_media.exec();
    Statement insert_release(database,
                             "INSERT OR REPLACE INTO releases(number, created, edition, edition_sha256, items) "
                             "VALUES(?, ?, ?, ?, ?)");
    insert_release.bind(1, release.number);
    insert_release.bind(2, static_cast<std::int64_t>(release.created.time_since_epoch().count()));
    insert_release.bind(3, release.edition.data(), static_cast<int>(release.edition.size()));
    insert_release.bind(4, sha256(release.edition));
    insert_release.bind(5, static_cast<std::int64_t>(release.items.size()));
    insert_release.exec();
    Statement insert_item(database, "INSERT INTO items(release, position, kind, id, sha256) VALUES(?, ?, ?, ?, ?)");
    std::int64_t position = 0;
    for (const ItemReference& item : release.items) {
        insert_item.reset();
        insert_item.bind(1, release.number);
        insert_item.bind(2, position++);
        insert_item.bind(3, std::string(name(item.kind)));
        insert_item.bind(4, item.id);
        insert_item.bind(5, item.sha256);
        insert_item.exec();
    }
    Statement insert_media(database, "INSERT OR IGNORE INTO media(release, sha256) VALUES(?, ?)");
    for (const std::string& hash : release.media) {
        insert_media.reset();
        insert_media.bind(1, release.number);
        insert_media.bind(2, hash);
        insert_media.exec();
    }
    Statement activate(database, "INSERT OR REPLACE INTO active(one, release) VALUES(1, ?)");
    activate.bind(1, release.number);
    activate.exec();
}

}  // namespace content
