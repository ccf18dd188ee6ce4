#include "content/cache/cache.h"

#include <algorithm>
#include <iterator>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_database.h"
#include "content/cache/cache_release.h"
#include "content/cache/search_index.h"
#include "content/items/json_read.h"
#include "content/items/json_write.h"

namespace content {
namespace {

namespace fs = std::filesystem;
using SQLite::Database;
using SQLite::Statement;
using SQLite::Transaction;
using SQLite::TransactionBehavior;

void insert_blob(Database& database, const std::string& sha256, std::size_t size, const std::string_view* bytes) {
    Statement insert(database, "INSERT OR REPLACE INTO blobs(sha256, size, bytes) VALUES(?, ?, ?)");
    insert.bind(1, sha256);
    insert.bind(2, static_cast<std::int64_t>(size));
    if (bytes != nullptr) insert.bindNoCopy(3, bytes->data(), static_cast<int>(bytes->size()));
    insert.exec();
}

Status write_blob_file(const fs::path& cache, const std::string& sha256, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(blob_folder(cache), error);
    if (error) return Error{Code::io, blob_folder(cache).string() + ": " + error.message()};
    return write_file(blob_path(cache, sha256), bytes);
}

/// What a power cut left between storing a file and naming it.
void remove_unnamed_files(const Database& database, const fs::path& folder) {
    Statement query(database, "SELECT 1 FROM blobs WHERE sha256 = ?");
    std::vector<fs::path> unnamed;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        query.reset();
        query.bind(1, entry->path().filename().string());
        if (!query.executeStep()) unnamed.push_back(entry->path());
    }
    for (const fs::path& path : unnamed)
        fs::remove(path, error);
}

}  // namespace

struct Cache::State {
    fs::path file;
    std::unique_ptr<Database> database;
    // Compiled once, because an update asks for every blob of a release; reset after use, or they would hold a read
    // transaction open.
    std::optional<Statement> find{};
    std::optional<Statement> load{};

    /// Whether a blob is stored, and whole in length.
    [[nodiscard]] bool has_blob(const std::string& hash) {
        if (!find) find.emplace(*database, "SELECT size, bytes IS NULL FROM blobs WHERE sha256 = ?");
        find->bind(1, hash);
        const bool is_named = find->executeStep();
        const std::int64_t size = is_named && find->getColumn(1).getInt() != 0 ? find->getColumn(0).getInt64() : -1;
        find->reset();
        if (size < 0) return is_named;
        std::error_code error;
        return fs::file_size(blob_path(file, hash), error) == static_cast<std::uintmax_t>(size);
    }

    /// The caller has compared the bytes with their hash. A file is written before its row: nothing may name what is
    /// not there.
    [[nodiscard]] Status store(const std::string& hash, std::string_view bytes) {
        const bool is_inline = bytes.size() <= max_inline_blob;
        if (!is_inline && !has_blob(hash)) {
            if (auto status = write_blob_file(file, hash, bytes); !status) return status;
        }
        insert_blob(*database, hash, bytes.size(), is_inline ? &bytes : nullptr);
        return {};
    }

    [[nodiscard]] Result<std::string> read(const std::string& hash, std::size_t cap) {
        if (!load) load.emplace(*database, "SELECT bytes FROM blobs WHERE sha256 = ?");
        load->bind(1, hash);
        const bool is_named = load->executeStep();
        const bool is_file = is_named && load->getColumn(0).isNull();
        std::string bytes = is_named ? load->getColumn(0).getString() : std::string();
        load->reset();
        if (!is_named) return Error{Code::not_found, "no blob " + hash};
        return is_file ? read_file(blob_path(file, hash), cap) : bytes;
    }

    /// An item that this version cannot read is left out, as the display does: it must not keep the others away.
    [[nodiscard]] Pack read_items(const std::vector<ItemReference>& items) {
        Pack pack;
        for (const ItemReference& item : items) {
            const auto json = read(item.sha256, limits::item);
            if (json) static_cast<void>(decode_item(item.kind, *json, pack).has_value());
        }
        return pack;
    }
};

Cache::Cache(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cache::~Cache() = default;
Cache::Cache(Cache&&) noexcept = default;
Cache& Cache::operator=(Cache&&) noexcept = default;

Result<Cache> Cache::open(const fs::path& file) {
    return guard(file, [&]() -> Result<Cache> {
        auto database = open_database(file, OpenMode::read_write);
        if (!database) return database.error();
        auto state = std::make_unique<State>();
        state->file = file;
        state->database = std::move(*database);
        return Cache(std::move(state));
    });
}

Result<bool> Cache::has_blob(const std::string& sha256) const {
    return guard(state_->file, [&]() -> Result<bool> { return state_->has_blob(sha256); });
}

Result<std::set<std::string>> Cache::missing_blobs(const std::vector<std::string>& hashes) const {
    return guard(state_->file, [&]() -> Result<std::set<std::string>> {
        const Transaction transaction(*state_->database);  // else every question would lock the database for itself
        std::set<std::string> missing;
        std::ranges::copy_if(hashes, std::inserter(missing, missing.end()),
                             [&](const std::string& hash) { return !state_->has_blob(hash); });
        return missing;
    });
}

Result<std::string> Cache::read_blob(const std::string& hash, std::size_t cap) const {
    return guard(state_->file, [&]() -> Result<std::string> {
        auto bytes = state_->read(hash, cap);
        if (bytes && bytes->size() > cap) return Error{Code::too_large, "blob " + hash};
        if (bytes && sha256(*bytes) != hash) return Error{Code::untrusted, "blob " + hash + ": damaged (wrong hash)"};
        return bytes;
    });
}

Status Cache::put_blob(const std::string& hash, std::string_view bytes) {
    if (sha256(bytes) != hash) return Error{Code::untrusted, "blob " + hash.substr(0, 64) + ": other bytes arrived"};
    return guard(state_->file,
                 [&]() -> Status { return state_->has_blob(hash) ? Status() : state_->store(hash, bytes); });
}

Status Cache::put_blobs(const std::vector<NewBlob>& blobs) {
    for (const NewBlob& blob : blobs) {
        if (sha256(blob.bytes) != blob.sha256) {
            return Error{Code::untrusted, "blob " + blob.sha256.substr(0, 64) + ": other bytes arrived"};
        }
    }
    return guard(state_->file, [&]() -> Status {
        Transaction transaction(*state_->database, TransactionBehavior::IMMEDIATE);
        for (const NewBlob& blob : blobs) {
            if (state_->has_blob(blob.sha256)) continue;
            if (auto status = state_->store(blob.sha256, blob.bytes); !status) return status;
        }
        transaction.commit();
        return {};
    });
}

Status Cache::put_blob_file(const std::string& hash, const fs::path& path) {
    const auto found = hash_file(path, limits::photo);
    if (!found) return found.error();
    if (*found != hash) return Error{Code::untrusted, "blob " + hash.substr(0, 64) + ": other bytes arrived"};
    return put_checked_file(hash, path);
}

Status Cache::put_checked_file(const std::string& hash, const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) return Error{Code::io, path.string() + ": " + error.message()};
    if (size <= max_inline_blob) {
        const auto bytes = read_file(path, max_inline_blob);
        if (!bytes) return bytes.error();
        auto status = put_blob(hash, *bytes);
        if (status) fs::remove(path, error);
        return status;
    }
    return guard(state_->file, [&]() -> Status {
        const fs::path target = blob_path(state_->file, hash);
        if (state_->has_blob(hash)) {
            if (path != target) fs::remove(path, error);
            return {};
        }
        fs::create_directories(blob_folder(state_->file), error);
        if (error) return Error{Code::io, blob_folder(state_->file).string() + ": " + error.message()};
        if (auto status = move_file(path, target); !status) return status;
        insert_blob(*state_->database, hash, size, nullptr);
        return {};
    });
}

Result<Activation> Cache::activate(const ReleaseContents& release) {
    return guard(state_->file, [&]() -> Result<Activation> {
        Transaction transaction(*state_->database, TransactionBehavior::IMMEDIATE);
        const auto active = find_active(*state_->database);
        if (active == release.number && has_same_content(*state_->database, *active, release)) {
            return Activation::unchanged;
        }
        if (active != release.number && is_quarantined(*state_->database, release.number)) return Activation::refused;
        const auto edition = edition_from_json(release.edition);
        if (!edition) return edition.error();
        for (const ItemReference& item : release.items) {
            if (!state_->has_blob(item.sha256)) return Error{Code::not_found, "no blob " + item.sha256}.in(item.id);
        }
        for (const std::string& hash : release.media) {
            if (!state_->has_blob(hash)) return Error{Code::not_found, "no blob " + hash};
        }
        const auto before = active ? read_items(*state_->database, *active) : std::vector<ItemReference>();
        write_release(*state_->database, release);
        Pack changed;
        renew_search_index(*state_->database, before, release.items,
                           [&](const std::vector<ItemReference>& items) -> const Pack& {
                               changed = state_->read_items(items);
                               return changed;
                           });
        transaction.commit();
        return Activation::activated;
    });
}

Result<Activation> Cache::load_pack(const Pack& pack, const fs::path& folder, Instant now) {
    return guard(state_->file, [&]() -> Result<Activation> {
        const auto encoded = encode_items(pack);
        ReleaseContents release{0, now, to_json(pack.edition), {}, {}};
        release.items.reserve(encoded.size());
        for (const EncodedItem& item : encoded)
            release.items.push_back({item.kind, item.id, sha256(item.json)});
        for (const Story& story : pack.stories) {
            if (story.photo) release.media.push_back(story.photo->sha256);
        }
        Transaction transaction(*state_->database, TransactionBehavior::IMMEDIATE);
        const auto active = find_active(*state_->database);
        if (active && has_same_content(*state_->database, *active, release)) return Activation::unchanged;
        release.number = next_number(*state_->database);
        for (const Story& story : pack.stories) {
            if (!story.photo || state_->has_blob(story.photo->sha256)) continue;
            const auto bytes =
                read_file_checked(folder / "media" / story.photo->file, story.photo->sha256, limits::photo);
            if (!bytes) return bytes.error();
            if (auto status = state_->store(story.photo->sha256, *bytes); !status) return status.error();
        }
        for (std::size_t i = 0; i < encoded.size(); ++i) {
            if (auto status = state_->store(release.items[i].sha256, encoded[i].json); !status) return status.error();
        }
        const auto before = active ? read_items(*state_->database, *active) : std::vector<ItemReference>();
        write_release(*state_->database, release);
        renew_search_index(*state_->database, before, release.items, [&](const auto&) -> const Pack& { return pack; });
        transaction.commit();
        return Activation::activated;
    });
}

Result<std::optional<std::int64_t>> Cache::active_release() const {
    return guard(state_->file, [&]() -> Result<std::optional<std::int64_t>> { return find_active(*state_->database); });
}

Status Cache::collect_garbage() {
    return guard(state_->file, [&]() -> Status {
        Database& database = *state_->database;
        std::vector<std::string> files;
        {
            Transaction transaction(database, TransactionBehavior::IMMEDIATE);
            database.exec(
                "DELETE FROM releases WHERE number NOT IN (SELECT release FROM active) AND number NOT IN "
                "(SELECT number FROM releases WHERE number NOT IN (SELECT release FROM active) "
                "ORDER BY number DESC LIMIT 1) AND number NOT IN "
                "(SELECT CAST(value AS INTEGER) FROM status WHERE key = 'proven')");
            database.exec("DELETE FROM items WHERE release NOT IN (SELECT number FROM releases)");
            database.exec("DELETE FROM media WHERE release NOT IN (SELECT number FROM releases)");
            constexpr const char* unnamed =
                "FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM items) AND sha256 NOT IN (SELECT sha256 FROM "
                "media)";
            Statement query(database, std::string("SELECT sha256 ") + unnamed + " AND bytes IS NULL");
            while (query.executeStep())
                files.push_back(query.getColumn(0).getString());
            database.exec(std::string("DELETE ") + unnamed);
            transaction.commit();
        }
        // After the commit: a power cut in between leaves files that nothing names, never names without a file.
        for (const std::string& hash : files) {
            std::error_code error;
            if (is_sha256(hash)) fs::remove(blob_path(state_->file, hash), error);
        }
        // In a transaction of its own: who is just storing files under names of a release holds the other one.
        Transaction transaction(database, TransactionBehavior::IMMEDIATE);
        remove_unnamed_files(database, blob_folder(state_->file));
        transaction.commit();
        return {};
    });
}

Status Cache::set_status(const std::string& key, const std::string& value) {
    return guard(state_->file, [&]() -> Status {
        Statement insert(*state_->database, "INSERT OR REPLACE INTO status(key, value) VALUES(?, ?)");
        insert.bind(1, key);
        insert.bind(2, value);
        insert.exec();
        return {};
    });
}

Result<std::optional<std::string>> Cache::status(const std::string& key) const {
    return guard(state_->file, [&]() -> Result<std::optional<std::string>> {
        Statement query(*state_->database, "SELECT value FROM status WHERE key = ?");
        query.bind(1, key);
        if (!query.executeStep()) return std::optional<std::string>();
        return std::optional<std::string>(query.getColumn(0).getString());
    });
}

}  // namespace content
