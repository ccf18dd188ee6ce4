#include "content/cache/cache_repair.h"

#include <string>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_database.h"

namespace content {
namespace {

namespace fs = std::filesystem;
using SQLite::Database;
using SQLite::Statement;

fs::path with_suffix(const fs::path& file, const char* suffix) {
    return file.string() + suffix;
}

/// The log first: a new database beside the log of the old one would be filled from it.
Status move_aside(const fs::path& file, const fs::path& target) {
    std::error_code error;
    if (fs::is_symlink(blob_folder(file), error)) fs::remove(blob_folder(file), error);  // not what it leads to
    // A database with a log has no journal; one that waits there would be obeyed. And a log is a file.
    fs::remove_all(with_suffix(file, "-journal"), error);
    for (const char* suffix : {"-wal", "-shm"}) {
        if (!fs::is_regular_file(fs::symlink_status(with_suffix(file, suffix), error)))
            fs::remove_all(with_suffix(file, suffix), error);
    }
    for (const char* suffix : {"-wal", "-shm", ""}) {
        fs::remove_all(with_suffix(target, suffix), error);
        fs::rename(with_suffix(file, suffix), with_suffix(target, suffix), error);
        if (error && error != std::errc::no_such_file_or_directory) {
            return Error{Code::io, with_suffix(file, suffix).string() + ": cannot set aside: " + error.message()};
        }
    }
    return sync_parent(file);
}

/// Stores what take_rows() finds, many blobs in one transaction, because each transaction waits for the disk.
class Salvaging {
public:
    explicit Salvaging(Cache& into) : into_(into) {}

    /// Keeps the blob if its bytes are what its name says.
    [[nodiscard]] Status take(std::string hash, std::string bytes) {
        constexpr std::size_t batch = 200;
        if (sha256(bytes) != hash) return {};
        waiting_.emplace_back(std::move(hash), std::move(bytes));
        return waiting_.size() < batch ? Status() : store();
    }
    [[nodiscard]] Status store() {
        std::vector<NewBlob> blobs;
        for (const auto& [hash, bytes] : waiting_)
            blobs.push_back({hash, bytes});
        auto stored = into_.put_blobs(blobs);
        if (stored) taken_ += waiting_.size();
        waiting_.clear();
        return stored;
    }
    [[nodiscard]] std::size_t taken() const { return taken_; }

private:
    Cache& into_;
    std::vector<std::pair<std::string, std::string>> waiting_{};
    std::size_t taken_ = 0;
};

/// Blobs in the rows of a damaged database, as far as SQLite still finds them.
std::size_t take_rows(const fs::path& damaged, Cache& into, const GoesOn& goes_on) {
    Salvaging salvaging(into);
    const auto done = guard(damaged, [&]() -> Status {
        const auto database = open_damaged(damaged);
        if (!database) return database.error();
        Statement query(**database,
                        "SELECT sha256, bytes FROM blobs WHERE typeof(bytes) = 'blob' AND length(bytes) <= ?");
        query.bind(1, static_cast<std::int64_t>(max_inline_blob));
        while (goes_on() && query.executeStep()) {
            if (auto taken = salvaging.take(query.getColumn(0).getString(), query.getColumn(1).getString()); !taken)
                return taken;
        }
        return {};
    });
    static_cast<void>(done.has_value());  // the rest cannot be read: that is what being damaged means
    static_cast<void>(salvaging.store().has_value());
    return salvaging.taken();
}

std::size_t take_files(const fs::path& file, Cache& into, const GoesOn& goes_on) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator entry(blob_folder(file), error), end; !error && entry != end; entry.increment(error)) {
        if (is_sha256(entry->path().filename().string())) paths.push_back(entry->path());
    }
    std::size_t taken = 0;
    for (const fs::path& path : paths) {
        if (!goes_on()) break;
        if (into.put_blob_file(path.filename().string(), path)) ++taken;
    }
    return taken;
}

/// Finds rows that are too large, as an exception, and tables with more rows than we write. Not the search index, which
/// is made of them.
Status read_tables(const Database& database, const fs::path& file) {
    constexpr std::int64_t max_rows = 8 * limits::cache_items;  // items of a few releases
    const Error foreign{Code::bad_input, file.string() + ": damaged cache: it has rows that are not ours"};
    for (const char* rows : {"SELECT * FROM active", "SELECT * FROM releases", "SELECT * FROM items",
                             "SELECT * FROM media", "SELECT * FROM status"}) {
        Statement query(database, rows);
        std::int64_t count = 0;
        while (query.executeStep() && count <= max_rows)
            ++count;
        if (count > max_rows) return foreign;
    }
    Statement blobs(database, "SELECT 1 FROM blobs WHERE length(bytes) > ? OR typeof(bytes) NOT IN ('blob', 'null')");
    blobs.bind(1, static_cast<std::int64_t>(max_inline_blob));
    return blobs.executeStep() ? Status(foreign) : Status();
}

}  // namespace

Status examine_cache(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    auto examined = guard(file, [&]() -> Status {
        const auto database = open_database(file, OpenMode::read_only);
        if (!database) return database.error();
        if (auto read = read_tables(**database, file); !read) return read;
        Statement query(**database, "PRAGMA quick_check(1)");
        if (query.executeStep() && query.getColumn(0).getString() == "ok") return {};
        return Error{Code::bad_input, file.string() + ": damaged cache: " + query.getColumn(0).getString()};
    });
    // Who opens it for writing finishes what was interrupted.
    if (!examined && examined.error().code == Code::not_found) return {};
    return examined;
}

Result<Salvage> rebuild_cache(const fs::path& file, const GoesOn& goes_on) {
    Salvage salvage{with_suffix(file, ".damaged"), 0};
    if (auto status = move_aside(file, salvage.set_aside); !status) return status.error();
    auto cache = Cache::open(file);
    if (!cache) return cache.error();
    salvage.blobs = take_rows(salvage.set_aside, *cache, goes_on) + take_files(file, *cache, goes_on);
    return salvage;
}

Result<std::size_t> drop_damaged_blobs(const fs::path& file, const GoesOn& goes_on) {
    return guard(file, [&]() -> Result<std::size_t> {
        const auto database = open_database(file, OpenMode::read_write);
        if (!database) return database.error();
        std::vector<std::string> damaged;
        {
            Statement query(**database, "SELECT sha256, bytes FROM blobs");
            while (goes_on() && query.executeStep()) {
                const std::string hash = query.getColumn(0).getString();
                if (query.getColumn(1).isNull()) {
                    const auto found = hash_file(blob_path(file, hash), limits::photo);
                    if (!found && found.error().code == Code::io) return found.error();
                    if (!found || *found != hash) damaged.push_back(hash);
                } else if (sha256(query.getColumn(1).getString()) != hash) {
                    damaged.push_back(hash);
                }
            }
        }
        for (const std::string& hash : damaged) {
            Statement remove(**database, "DELETE FROM blobs WHERE sha256 = ?");
            remove.bind(1, hash);
            remove.exec();
            std::error_code error;
            if (is_sha256(hash)) fs::remove(blob_path(file, hash), error);
        }
        return damaged.size();
    });
}

}  // namespace content
