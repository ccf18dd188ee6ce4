#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "content/cache/cache.h"
#include "content/tuf/updater.h"
#include "sync/agent/news_watch.h"
#include "sync/agent/release_files.h"
#include "sync/agent/sync_state.h"
#include "sync/agent/update_options.h"
#include "sync/agent/update_report.h"
#include "sync/transport/transport.h"

namespace syncing {

/// A release whose metadata was accepted.
struct AcceptedRelease {
    std::int64_t number = 0;
    Instant created{};
    std::vector<ReleaseTarget> targets{};
};

/// Brings an accepted release into the cache: space, files, activation, and what is left over goes. Words do not wait
/// for photos: when the photos take longer than a second, or do not come at all, the release becomes active without
/// them, and once more when they are here. (The display shows the topic's art meanwhile.)
class Installation {
public:
    /// `flush_trust` makes the metadata durable by which the release was accepted. It is called while files are on
    /// their way and again before the activation; when it fails, nothing is activated. `watch` may be null: then nobody
    /// looks for news meanwhile.
    Installation(content::Cache& cache, const UpdateOptions& options, Environment& environment, SyncState& state,
                 std::function<Status()> flush_trust, NewsWatch* watch)
        : cache_(cache),
          options_(options),
          environment_(environment),
          state_(state),
          flush_trust_(std::move(flush_trust)),
          watch_(watch) {}

    /// `mirrors` may be empty: then the release is made of what is here, its words without photos too. Code::io when
    /// the disk is short; not_found.
    [[nodiscard]] Result<UpdateReport> run(const AcceptedRelease& release, const std::vector<Transport*>& mirrors,
                                           std::size_t first);
    /// Whether run() has changed what the cache shows.
    [[nodiscard]] bool has_activated() const { return has_activated_; }

private:
    [[nodiscard]] Status fetch(const AcceptedRelease& release, const std::vector<Transport*>& mirrors,
                               std::size_t first, ReleaseBuilder& builder);
    [[nodiscard]] Status reserve_space(const std::vector<MissingFile>& missing);
    enum class Photos { all, those_here };
    [[nodiscard]] Result<content::Activation> activate(const AcceptedRelease& release, ReleaseBuilder& builder,
                                                       Photos photos);
    enum class WordsAre {
        new_here,
        compared,  ///< with rows that somebody else may have written under the release's number
    };
    void activate_words(const AcceptedRelease& release, ReleaseBuilder& builder, WordsAre words);
    void forget_downloads(const AcceptedRelease& release) const;

    content::Cache& cache_;
    const UpdateOptions& options_;
    Environment& environment_;
    SyncState& state_;
    std::function<Status()> flush_trust_;
    NewsWatch* watch_;
    std::size_t files_ = 0;
    std::int64_t missing_words_ = 0;  ///< files that are no photos and have not come
    bool has_tried_words_ = false;
    bool has_activated_ = false;
};

/// Unfinished files, by hash, on the file system of the cache; not beside it, where writing would wake the display.
[[nodiscard]] std::filesystem::path download_folder(const std::filesystem::path& cache);

}  // namespace syncing
