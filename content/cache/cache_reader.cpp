#include "content/cache/cache_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_database.h"
#include "content/items/item_kind.h"
#include "content/items/json_read.h"

namespace content {
namespace {

namespace fs = std::filesystem;
using SQLite::Database;
using SQLite::Statement;

class CacheBlobs : public BlobStore {
public:
    explicit CacheBlobs(fs::path file) : file_(std::move(file)) {}

    [[nodiscard]] Result<std::string> read(const std::string& hash, std::size_t cap) const override {
        if (!is_sha256(hash)) return Error{Code::not_found, "not the name of a blob"};
        std::error_code error;
        const fs::path path = blob_path(file_, hash);
        if (fs::exists(path, error)) return read_file_checked(path, hash, cap);
        return guard(file_, [&]() -> Result<std::string> {
            auto database = open_database(file_, OpenMode::read_only);
            if (!database) return database.error();
            Statement query(**database, "SELECT bytes FROM blobs WHERE sha256 = ? AND bytes IS NOT NULL");
            query.bind(1, hash);
            if (!query.executeStep()) return Error{Code::not_found, "no blob " + hash};
            const auto column = query.getColumn(0);
            if (static_cast<std::size_t>(column.getBytes()) > cap) return Error{Code::too_large, "blob " + hash};
            std::string bytes = column.getString();
            if (sha256(bytes) != hash) return Error{Code::untrusted, "blob " + hash + ": damaged (wrong hash)"};
            return bytes;
        });
    }

private:
    fs::path file_;
};

/// Releases to try: the active one, then the others, newest first.
std::vector<std::int64_t> list_releases(const Database& database) {
    std::vector<std::int64_t> numbers;
    Statement active(database, "SELECT release FROM active");
    if (active.executeStep()) numbers.push_back(active.getColumn(0).getInt64());
    Statement others(database, "SELECT number FROM releases ORDER BY number DESC");
    while (others.executeStep()) {
        const std::int64_t number = others.getColumn(0).getInt64();
        if (numbers.empty() || number != numbers.front()) numbers.push_back(number);
    }
    return numbers;
}

std::string describe(std::int64_t release, const std::string& kind, const std::string& id, const std::string& message) {
    return fmt::format("release {}, {} \"{}\": {}", release, kind, id, message);
}

/// Reads one release, leaving out what is damaged or deadly. Fails when the edition is damaged, or every item.
Result<Pack> read_release(const Database& database, std::int64_t number, const fs::path& file,
                          const std::set<std::string>& deadly, std::vector<Finding>& findings) {
    Statement release(database, "SELECT edition, edition_sha256, items FROM releases WHERE number = ?");
    release.bind(1, number);
    if (!release.executeStep()) return Error{Code::bad_input, fmt::format("release {} is not there", number)};
    const std::string edition_json = release.getColumn(0).getString();
    auto edition = edition_from_json(edition_json);
    if (!edition) return edition.error();
    if (sha256(edition_json) != release.getColumn(1).getString()) return Error{Code::untrusted, "damaged edition"};
    const std::int64_t expected = release.getColumn(2).getInt64();
    Pack pack;
    pack.edition = std::move(*edition);
    Statement query(database,
                    "SELECT items.kind, items.id, items.sha256, CASE WHEN typeof(blobs.bytes) = 'blob' AND "
                    "length(blobs.bytes) <= ? THEN blobs.bytes END FROM items LEFT JOIN blobs "
                    "ON blobs.sha256 = items.sha256 WHERE items.release = ? ORDER BY items.position");
    query.bind(1, static_cast<std::int64_t>(limits::item));
    query.bind(2, number);
    std::int64_t good = 0;
    std::int64_t all = 0;
    while (query.executeStep()) {
        if (++all > limits::cache_items) return Error{Code::bad_input, "more items than any release has"};
        const std::string word = query.getColumn(0).getString();
        const std::string id = query.getColumn(1).getString();
        const std::string hash = query.getColumn(2).getString();
        if (deadly.contains(hash)) {
            ++good;
            continue;
        }
        const auto report = [&](const std::string& message) {
            findings.push_back({Severity::warning, file.string(), 0, describe(number, word, id, message)});
        };
        const auto kind = parse_item_kind(word);
        if (!kind) {
            report("unknown kind; left out");
            continue;
        }
        std::string json;
        if (!query.getColumn(3).isNull()) {
            json = query.getColumn(3).getString();
        } else if (is_sha256(hash)) {
            auto bytes = read_file(blob_path(file, hash), limits::item);
            if (bytes) json = std::move(*bytes);
        }
        if (sha256(json) != hash) {
            report("damaged or missing blob; left out");
            continue;
        }
        const auto status = decode_item(*kind, json, pack);
        if (status) {
            ++good;
        } else {
            report(status.error().message + "; left out");
        }
    }
    if (all != expected) {
        findings.push_back(
            {Severity::warning, file.string(), 0, fmt::format("release {} has {} of {} items", number, all, expected)});
    }
    if (good == 0 && (expected != 0 || all != 0)) {
        return Error{Code::bad_input, fmt::format("no item of release {} is whole", number)};
    }
    return pack;
}

}  // namespace

struct CacheReader::State {
    fs::path file;
    std::unique_ptr<Database> database;
};

CacheReader::CacheReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CacheReader::~CacheReader() = default;
CacheReader::CacheReader(CacheReader&&) noexcept = default;
CacheReader& CacheReader::operator=(CacheReader&&) noexcept = default;

Result<CacheReader> CacheReader::open(const fs::path& file) {
    return guard(file, [&]() -> Result<CacheReader> {
        auto database = open_database(file, OpenMode::read_only);
        if (!database) return database.error();
        auto state = std::make_unique<State>();
        state->file = file;
        state->database = std::move(*database);
        return CacheReader(std::move(state));
    });
}

Result<CacheReadResult> CacheReader::load_snapshot(const Unread& unread) const {
    return guard(state_->file, [&]() -> Result<CacheReadResult> {
        const SQLite::Transaction transaction(*state_->database);
        auto numbers = list_releases(*state_->database);
        if (numbers.empty()) return Error{Code::not_found, state_->file.string() + ": no release yet"};
        if (unread.release) std::erase(numbers, *unread.release);
        if (numbers.empty()) {
            return Error{Code::not_found, fmt::format("{}: displays died of release {}, and there is no other",
                                                      state_->file.string(), *unread.release)};
        }
        CacheReadResult reading;
        for (const std::int64_t number : numbers) {
            auto pack = guard(state_->file, [&] {
                return read_release(*state_->database, number, state_->file, unread.items, reading.findings);
            });
            if (!pack && pack.error().code == Code::io) return pack.error();
            if (!pack) {
                reading.findings.push_back({Severity::error, state_->file.string(), 0,
                                            fmt::format("release {}: {}", number, pack.error().message)});
                continue;
            }
            reading.snapshot = {number, std::move(*pack), blobs_of_cache(state_->file)};
            return reading;
        }
        return Error{Code::bad_input, to_string(reading.findings.back())};
    });
}

Result<std::optional<std::int64_t>> CacheReader::active_release() const {
    return guard(state_->file, [&]() -> Result<std::optional<std::int64_t>> {
        Statement active(*state_->database, "SELECT release FROM active");
        if (!active.executeStep()) return std::optional<std::int64_t>();
        return std::optional<std::int64_t>(active.getColumn(0).getInt64());
    });
}

Result<std::string> CacheReader::item_hash(std::int64_t release, ItemKind kind, const std::string& id) const {
    return guard(state_->file, [&]() -> Result<std::string> {
        Statement query(*state_->database, "SELECT sha256 FROM items WHERE release = ? AND kind = ? AND id = ?");
        query.bind(1, release);
        query.bind(2, std::string(name(kind)));
        query.bind(3, id);
        return query.executeStep() ? query.getColumn(0).getString() : std::string();
    });
}

Result<std::int64_t> CacheReader::data_version() const {
    return guard(state_->file, [&]() -> Result<std::int64_t> { return data_version_of(*state_->database); });
}

std::shared_ptr<const BlobStore> blobs_of_cache(const fs::path& file) {
    return std::make_shared<CacheBlobs>(file);
}

}  // namespace content
