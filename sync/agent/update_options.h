#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "content/base/time.h"
#include "content/clock/clock_state.h"

namespace syncing {

/// What one update of a screen's cache works on, and how.
struct UpdateOptions {
    std::filesystem::path cache;  ///< the file; blobs and unfinished downloads live beside it
    /// The folder of trusted metadata and of the version floor (sync/agent/trust_folder.h); never in the cache's
    /// folder.
    std::filesystem::path trust_folder;
    std::int64_t release_cap = 4LL * 1024 * 1024 * 1024;  ///< bytes of all files of a release
    /// Something was published just now: guess the names of its metadata instead of asking one after the other.
    bool is_announced = false;
    /// The time is at least this, whatever the clock says: when this program was built. A clock that starts in the past
    /// must not let expired metadata in before anything signed was seen.
    content::Instant not_before{};
    /// What the clock is worth, which says `now`; it is `earliest` at least. Nothing expires by a clock that nobody
    /// vouches for. Empty: it is synchronised.
    std::function<content::ClockState(content::Instant now, content::Instant earliest)> judge_clock{};
    /// Accept metadata whose expiry is over, at the request of a person (a stick from a drawer). Versions still count.
    bool accepts_expired = false;
    bool checks_cache = true;   ///< look for damage first; a damaged cache is rebuilt
    bool checks_blobs = false;  ///< read all blobs too; 300 MB take a quarter of a second
    /// Asked every 50 ms or so while files are on their way; true: a mirror is asked meanwhile for something newer
    /// still. Empty: never.
    std::function<bool()> is_look_due{};
    /// Called when the metadata of a release other than the active one was accepted, before anything of it is fetched.
    std::function<void(std::int64_t release)> verified{};
    std::string screen{};            ///< its public key, for its profile; empty: it has none
    std::function<void()> progress;  ///< called after each file and each activation, when the SyncState says so
};

}  // namespace syncing
