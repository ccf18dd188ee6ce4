#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "content/cache/cache.h"
#include "sync/agent/sync_state.h"
#include "sync/agent/transport.h"

/// One update of a screen's cache, from the question "is there something newer?" to the active release. It can be
/// interrupted anywhere and run again; what was fetched stays.
namespace syncing {

struct UpdateOptions {
    std::filesystem::path cache;  ///< the file; blobs and unfinished downloads live beside it
    std::filesystem::path state;  ///< folder of trusted metadata and of the version floor; outside the cache's folder
    std::int64_t release_cap = 4LL * 1024 * 1024 * 1024;  ///< bytes of all files of a release
    /// Something was published just now: guess the names of its metadata instead of asking one after the other.
    bool is_announced = false;
    /// Accept metadata whose expiry is over, at the request of a person (a stick from a drawer). Versions still count.
    bool accepts_expired = false;
    bool checks_cache = true;        ///< look for damage first; a damaged cache is rebuilt
    bool checks_blobs = false;       ///< read all blobs for it too, of 300 MB in a quarter of a second
    std::function<void()> progress;  ///< called after each file and each activation, when the status says so
};

enum class UpdateOutcome { activated, nothing_new };

struct UpdateReport {
    UpdateOutcome outcome = UpdateOutcome::nothing_new;
    std::int64_t release = 0;
    std::size_t files = 0;        ///< fetched, metadata not counted
    std::int64_t bytes_down = 0;  ///< in all, by this update
    std::string source;           ///< base of the mirror that gave the metadata
};

/// Makes `root` (bytes of a root.json) the beginning of trust in this state folder, unless what is there already is as
/// new or newer. Twice is once. Code::bad_input when it is no root signed by its own keys.
[[nodiscard]] Status install_trust(const std::filesystem::path& state, const std::string& root);

/// Asks the mirrors in their order until one gives metadata that can be accepted; files come from any of them.
/// `status` is filled in as it goes, by who calls written down. Errors:
///   Code::unavailable, not_found  no mirror could be reached, or none has a depot
///   Code::untrusted, outdated, bad_input, too_large, unsupported  refused; nothing changed
///   Code::io  our disk, among others when it has not the space; or another program is at work on this state
[[nodiscard]] Result<UpdateReport> sync_once(const std::vector<Transport*>& mirrors, const UpdateOptions& options,
                                             Environment& environment, SyncStatus& status);

}  // namespace syncing
