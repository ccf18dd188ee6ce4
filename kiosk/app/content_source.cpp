#include "kiosk/app/content_source.h"

#include <sys/stat.h>

#include <optional>
#include <string>
#include <utility>

#include "content/base/limits.h"
#include "content/cache/cache_reader.h"
#include "content/pack/pack_snapshot.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Snapshot;
using Loaded = content::Result<std::shared_ptr<const Snapshot>>;

class PackSource : public ContentSource {
public:
    explicit PackSource(fs::path folder) : folder_(std::move(folder)) {}

    Loaded load() override {
        seen_ = fingerprint();
        auto snapshot = content::snapshot_of_pack(folder_);
        if (!snapshot) return snapshot.error();
        return std::shared_ptr<const Snapshot>(std::make_shared<const Snapshot>(std::move(*snapshot)));
    }
    bool has_changed() override { return fingerprint() != seen_; }
    [[nodiscard]] std::vector<fs::path> folders() const override {
        std::vector<fs::path> all = {folder_};
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder_, error)) {
            if (entry.is_directory(error)) all.push_back(entry.path());
        }
        return all;
    }

private:
    /// Changes with any file's name, size or time.
    [[nodiscard]] std::size_t fingerprint() const {
        std::size_t sum = 0;
        std::size_t files = 0;
        std::error_code error;
        for (fs::recursive_directory_iterator entry(folder_, error), end; !error && entry != end;
             entry.increment(error)) {
            if (++files > content::limits::source_files) break;
            struct stat facts {};
            if (::stat(entry->path().c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) continue;
            const std::string line = entry->path().string() + '\0' + std::to_string(facts.st_size) + '\0' +
                                     std::to_string(facts.st_mtim.tv_sec) + '.' + std::to_string(facts.st_mtim.tv_nsec);
            sum += std::hash<std::string>{}(line);
        }
        return sum;
    }

    fs::path folder_;
    std::size_t seen_ = 0;
};

class CacheSource : public ContentSource {
public:
    CacheSource(fs::path file, AboutToLoad about_to_load)
        : file_(std::move(file)), about_to_load_(std::move(about_to_load)) {}

    Loaded load() override {
        reader_.reset();
        identity_ = identity();
        auto reader = content::CacheReader::open(file_);
        if (!reader) return reader.error();
        reader_ = std::move(*reader);
        // Asked before reading: what is written meanwhile is then noticed as a change, not missed.
        version_ = version();
        content::Unread unread;
        if (about_to_load_) {
            const auto active = reader_->active_release();
            if (active && *active) unread = about_to_load_(**active);
        }
        auto reading = reader_->load_snapshot(unread);
        if (!reading) return reading.error();
        return std::shared_ptr<const Snapshot>(std::make_shared<const Snapshot>(std::move(reading->snapshot)));
    }
    bool has_changed() override {
        const auto now = identity();
        if (!now) return false;  // deleted: what is shown stays
        return !reader_ || now != identity_ || version() != version_;
    }
    [[nodiscard]] content::Result<std::unique_ptr<content::Search>> search() const override {
        return content::search_of_cache(file_);
    }
    [[nodiscard]] std::vector<fs::path> folders() const override {
        return {file_.has_parent_path() ? file_.parent_path() : fs::path(".")};
    }

private:
    struct Identity {
        dev_t device = 0;
        ino_t number = 0;
        bool operator==(const Identity&) const = default;
    };
    [[nodiscard]] std::optional<Identity> identity() const {
        struct stat facts {};
        if (::stat(file_.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
        return Identity{facts.st_dev, facts.st_ino};
    }
    [[nodiscard]] std::int64_t version() const {
        const auto version = reader_->data_version();
        return version ? *version : -1;
    }

    fs::path file_;
    AboutToLoad about_to_load_;
    std::optional<Identity> identity_;
    std::optional<content::CacheReader> reader_;
    std::int64_t version_ = 0;
};

}  // namespace

std::unique_ptr<ContentSource> source_of_pack(const fs::path& folder) {
    return std::make_unique<PackSource>(folder);
}
std::unique_ptr<ContentSource> source_of_cache(const fs::path& file, AboutToLoad about_to_load) {
    return std::make_unique<CacheSource>(file, std::move(about_to_load));
}

}  // namespace kiosk
