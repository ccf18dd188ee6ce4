#include "content/cache/cache_quarantine.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_database.h"
#include "content/cache/search_index.h"
#include "content/items/json_read.h"

namespace content {
namespace {

namespace fs = std::filesystem;
using SQLite::Database;
using SQLite::Statement;
using SQLite::Transaction;
using SQLite::TransactionBehavior;

constexpr int max_entries = 32;  ///< a screen that loses more releases than this has another problem

std::string key_of(const Quarantined& entry) {
    if (!entry.sha256.empty()) return "quarantine/item/" + entry.sha256;
    return "quarantine/" + std::to_string(entry.release) + "/" + entry.scene;
}

std::optional<std::string> status_of(const Database& database, const std::string& key) {
    Statement query(database, "SELECT value FROM status WHERE key = ?");
    query.bind(1, key);
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getString();
}

void set_status(const Database& database, const std::string& key, const std::string& value) {
    Statement insert(database, "INSERT OR REPLACE INTO status(key, value) VALUES(?, ?)");
    insert.bind(1, key);
    insert.bind(2, value);
    insert.exec();
}

std::int64_t number_of(const std::optional<std::string>& text) {
    return text && !text->empty() && text->size() < 19 && text->find_first_not_of("0123456789") == std::string::npos
               ? std::stoll(*text)
               : 0;
}

std::int64_t first_number(const Database& database, const char* text, std::int64_t argument) {
    Statement query(database, text);
    query.bind(1, argument);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

/// What of a release can be read; for the index, which is only as good as its items.
Pack read_whole_items(const Database& database, std::int64_t release, const fs::path& file) {
    Pack pack;
    Statement query(database,
                    "SELECT items.kind, items.sha256, blobs.bytes FROM items JOIN blobs ON blobs.sha256 = "
                    "items.sha256 WHERE items.release = ? ORDER BY items.position");
    query.bind(1, release);
    while (query.executeStep()) {
        const auto kind = parse_item_kind(query.getColumn(0).getString());
        const std::string hash = query.getColumn(1).getString();
        std::string json;
        if (!query.getColumn(2).isNull()) {
            json = query.getColumn(2).getString();
        } else if (auto bytes = read_file(blob_path(file, hash), limits::item)) {
            json = std::move(*bytes);
        }
        if (kind && sha256(json) == hash) static_cast<void>(decode_item(*kind, json, pack).has_value());
    }
    return pack;
}

void remove_release(const Database& database, std::int64_t release) {
    for (const char* text : {"DELETE FROM items WHERE release = ?", "DELETE FROM media WHERE release = ?",
                             "DELETE FROM releases WHERE number = ?"}) {
        Statement remove(database, text);
        remove.bind(1, release);
        remove.exec();
    }
}

/// False: it is not in that release.
bool leave_out(const Database& database, std::int64_t release, const std::string& hash) {
    Statement remove(database, "DELETE FROM items WHERE release = ? AND sha256 = ?");
    remove.bind(1, release);
    remove.bind(2, hash);
    const int removed = remove.exec();
    Statement count(database, "UPDATE releases SET items = items - ? WHERE number = ?");
    count.bind(1, removed);
    count.bind(2, release);
    count.exec();
    return removed > 0;
}

/// The newest release that was proven, else the newest one here; 0: there is none but the bad one.
std::int64_t find_former(const Database& database, std::int64_t bad) {
    const std::int64_t proven = number_of(status_of(database, "proven"));
    if (proven != bad && first_number(database, "SELECT number FROM releases WHERE number = ?", proven) != 0) {
        return proven;
    }
    return first_number(database, "SELECT coalesce(max(number), 0) FROM releases WHERE number <> ?", bad);
}

std::string to_json(const Quarantined& entry) {
    return to_compact_json(JsonValue(JsonValue::Object{{"item", entry.item},
                                                       {"program", entry.program},
                                                       {"reason", entry.reason},
                                                       {"release", entry.release},
                                                       {"scene", entry.scene},
                                                       {"sha256", entry.sha256}}));
}

std::optional<Quarantined> from_json(const std::string& bytes) {
    const auto json = parse_strict_json(bytes, "quarantine");
    if (!json) return std::nullopt;
    const auto* release = json->find_integer("release");
    if (release == nullptr) return std::nullopt;
    return Quarantined{*release,
                       json->text_at("scene"),
                       json->text_at("item"),
                       json->text_at("sha256"),
                       json->text_at("reason"),
                       json->text_at("program")};
}

std::vector<Quarantined> read_quarantine(const Database& database) {
    std::vector<Quarantined> entries;
    Statement query(database, "SELECT value FROM status WHERE key >= 'quarantine/' AND key < 'quarantine0'");
    while (query.executeStep()) {
        if (auto entry = from_json(query.getColumn(0).getString())) entries.push_back(std::move(*entry));
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &Quarantined::release);
    return entries;
}

void forget_oldest(const Database& database) {
    const auto entries = read_quarantine(database);
    for (std::size_t i = max_entries; i < entries.size(); ++i) {
        Statement forget(database, "DELETE FROM status WHERE key = ?");
        forget.bind(1, key_of(entries[i]));
        forget.exec();
    }
}

void make_active(const Database& database, std::int64_t former, std::int64_t bad) {
    remove_release(database, bad);
    for (const Quarantined& entry : read_quarantine(database))
        leave_out(database, former, entry.sha256);
    Statement activate(database, "INSERT OR REPLACE INTO active(one, release) VALUES(1, ?)");
    activate.bind(1, former);
    activate.exec();
}

}  // namespace

Result<Restoring> carry_out(const fs::path& cache, const Verdict& verdict, const std::string& program) {
    if (verdict.kind == Verdict::Kind::machine) return Restoring::nothing;
    return guard(cache, [&]() -> Result<Restoring> {
        auto opened = open_database(cache, OpenMode::read_write);
        if (!opened) return opened.error();
        Database& database = **opened;
        Transaction transaction(database, TransactionBehavior::IMMEDIATE);
        const bool is_item = verdict.kind == Verdict::Kind::item;
        const Death& last = verdict.last;
        Quarantined entry{last.release, last.scene, {}, is_item ? last.sha256 : "", reason(verdict), program};
        if (is_item && last.kind) entry.item = std::string(name(*last.kind)) + " " + last.id;
        if (status_of(database, key_of(entry))) return Restoring::nothing;
        set_status(database, key_of(entry), to_json(entry));
        forget_oldest(database);
        const std::int64_t active = first_number(database, "SELECT release FROM active WHERE release <> ?", 0);
        std::int64_t shown = 0;
        auto done = is_item ? Restoring::item_left_out : Restoring::nothing;
        if (is_item && leave_out(database, active, entry.sha256)) shown = active;
        if (!is_item && active == last.release) {
            shown = find_former(database, active);
            done = shown == 0 ? Restoring::no_former : Restoring::former_active;
            if (shown != 0) make_active(database, shown, active);
        }
        if (shown != 0) write_search_index(database, read_whole_items(database, shown, cache));
        transaction.commit();
        return done;
    });
}

Status set_proven(const fs::path& cache, std::int64_t release) {
    return guard(cache, [&]() -> Status {
        auto database = open_database(cache, OpenMode::read_write);
        if (!database) return database.error();
        if (number_of(status_of(**database, "proven")) != release) {
            set_status(**database, "proven", std::to_string(release));
        }
        return {};
    });
}

Result<std::int64_t> proven_release(const fs::path& cache) {
    return guard(cache, [&]() -> Result<std::int64_t> {
        const auto database = open_database(cache, OpenMode::read_only);
        if (!database) return database.error();
        return number_of(status_of(**database, "proven"));
    });
}

Result<std::vector<Quarantined>> quarantine_of(const fs::path& cache) {
    return guard(cache, [&]() -> Result<std::vector<Quarantined>> {
        const auto database = open_database(cache, OpenMode::read_only);
        if (!database) return database.error();
        return read_quarantine(**database);
    });
}

Result<QuarantineRows> quarantine_rows(const fs::path& cache) {
    return guard(cache, [&]() -> Result<QuarantineRows> {
        const auto database = open_database(cache, OpenMode::read_only);
        if (!database) return database.error();
        QuarantineRows rows;
        Statement query(**database, "SELECT key, value FROM status WHERE key >= 'quarantine/' AND key < 'quarantine0'");
        while (query.executeStep())
            rows.emplace(query.getColumn(0).getString(), query.getColumn(1).getString());
        return rows;
    });
}

Status set_quarantine_rows(const fs::path& cache, const QuarantineRows& rows) {
    return guard(cache, [&]() -> Status {
        auto database = open_database(cache, OpenMode::read_write);
        if (!database) return database.error();
        Transaction transaction(**database, TransactionBehavior::IMMEDIATE);
        (*database)->exec("DELETE FROM status WHERE key >= 'quarantine/' AND key < 'quarantine0'");
        for (const auto& [key, value] : rows)
            set_status(**database, key, value);
        transaction.commit();
        return {};
    });
}

bool lift_quarantine(QuarantineRows& rows, const std::string& program) {
    return std::erase_if(rows, [&](const auto& row) {
               const auto entry = from_json(row.second);
               return !entry || entry->program != program;
           }) > 0;
}

std::string to_string(const Quarantined& entry) {
    const std::string what = entry.sha256.empty() ? fmt::format("release {}", entry.release) : entry.item;
    return fmt::format("{}: {}", what, entry.reason);
}

ReleaseContents without_quarantined(ReleaseContents release, const std::vector<Quarantined>& quarantine) {
    std::erase_if(release.items, [&](const ItemReference& item) {
        return std::ranges::any_of(quarantine, [&](const Quarantined& entry) { return entry.sha256 == item.sha256; });
    });
    return release;
}

}  // namespace content
