#include "content/cache/cache_repair.h"

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
    for (const char* suffix : {"-wal", "-shm", ""}) {
        fs::remove(with_suffix(target, suffix), error);
        fs::rename(with_suffix(file, suffix), with_suffix(target, suffix), error);
        if (error && error != std::errc::no_such_file_or_directory) {
            return Error{Code::io, with_suffix(file, suffix).string() + ": cannot set aside: " + error.message()};
        }
    }
    return sync_parent(file);
}

/// Blobs in the rows of a damaged database, as far as SQLite still finds them.
std::size_t take_rows(const fs::path& damaged, Cache& into) {
    std::size_t taken = 0;
    const auto done = guard(damaged, [&]() -> Status {
        const Database database(damaged.string(), SQLite::OPEN_READONLY);
        Statement query(database, "SELECT sha256, bytes FROM blobs WHERE bytes IS NOT NULL");
        while (query.executeStep()) {
            const std::string hash = query.getColumn(0).getString();
            const std::string bytes = query.getColumn(1).getString();
            if (is_sha256(hash) && into.put_blob(hash, bytes)) ++taken;
        }
        return {};
    });
    static_cast<void>(done.has_value());  // the rest cannot be read: that is what being damaged means
    return taken;
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

}  // namespace

Status examine_cache(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) return {};
    auto examined = guard(file, [&]() -> Status {
        const auto database = open_database(file, OpenMode::read_only);
        if (!database) return database.error();
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
    salvage.blobs = take_rows(salvage.set_aside, *cache) + take_files(file, *cache, goes_on);
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
