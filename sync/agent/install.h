#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "content/cache/cache.h"
#include "content/tuf/updater.h"
#include "sync/agent/release_files.h"
#include "sync/agent/sync_state.h"
#include "sync/agent/transport.h"
#include "sync/agent/update_options.h"
#include "sync/agent/update_report.h"

namespace syncing {

/// A release whose metadata was accepted.
struct AcceptedRelease {
    std::int64_t number = 0;
    Instant created{};
    std::vector<ReleaseTarget> targets{};
};

/// Brings an accepted release into the cache: space, files, activation, and what is left over goes.
class Installation {
public:
    /// `flush_trust` makes durable what the release was accepted by. It is called while files are on their way, and
    /// once more before the activation, which does not happen when it fails.
    Installation(content::Cache& cache, const UpdateOptions& options, Environment& environment, SyncState& state,
                 std::function<Status()> flush_trust)
        : cache_(cache),
          options_(options),
          environment_(environment),
          state_(state),
          flush_trust_(std::move(flush_trust)) {}

    /// `mirrors` may be empty: then the release is made of what is here. Code::io when the disk is short; not_found.
    [[nodiscard]] Result<UpdateReport> run(const AcceptedRelease& release, const std::vector<Transport*>& mirrors,
                                           std::size_t first);

private:
    [[nodiscard]] Status fetch(const AcceptedRelease& release, const std::vector<Transport*>& mirrors,
                               std::size_t first, ReleaseBuilder& builder);
    [[nodiscard]] Status reserve_space(const std::vector<MissingFile>& missing);
    void forget_downloads(const AcceptedRelease& release) const;

    content::Cache& cache_;
    const UpdateOptions& options_;
    Environment& environment_;
    SyncState& state_;
    std::function<Status()> flush_trust_;
    std::size_t files_ = 0;
};

/// Unfinished files, by hash, on the file system of the cache; not beside it, where writing would wake the display.
[[nodiscard]] std::filesystem::path download_folder(const std::filesystem::path& cache);

}  // namespace syncing
