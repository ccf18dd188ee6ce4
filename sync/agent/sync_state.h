#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/cache/cache.h"

/// What the agent knows about its own work, for staff: in the cache's table `status` under "sync" and, the same JSON,
/// in state_file(). Never read to decide anything.
namespace syncing {

enum class ClockState {
    plausible,  ///< not before anything that was seen signed
    behind,     ///< earlier than the newest signed time, which counts instead
    unknown,    ///< nothing was seen signed yet
};
[[nodiscard]] std::string_view name(ClockState state);

struct SyncState {
    std::optional<content::Instant> last_try;
    std::optional<content::Instant> last_success;  ///< activated, or nothing new
    std::string failure;                           ///< of the last try, in words; empty when it succeeded
    std::optional<content::Code> failure_code;
    std::optional<std::int64_t> release;        ///< active
    std::optional<content::Instant> signed_at;  ///< when the newest timestamp was signed
    std::optional<content::Instant> expires;    ///< when it stops being accepted; the display goes on
    ClockState clock = ClockState::unknown;
    std::string mirror;           ///< of the last success
    std::int64_t bytes_down = 0;  ///< of the last try
    std::int64_t bytes_down_in_all = 0;
    std::int64_t queue_files = 0;  ///< still to fetch for the release that is under way
    std::int64_t queue_bytes = 0;
    bool has_events = false;  ///< a connection for events is open
    std::string repair;       ///< what was done about a damaged cache, when
    std::string quarantine;   ///< what was taken away because the display died of it

    bool operator==(const SyncState&) const = default;
};

/// Compact JSON; times as "2024-01-18T09:42:00Z", keys that have nothing to say are left out.
[[nodiscard]] std::string to_json(const SyncState& state);
[[nodiscard]] content::Result<SyncState> state_from_json(std::string_view bytes);
/// A line for each fact, for people.
[[nodiscard]] std::string to_text(const SyncState& state);

/// "./sync/status.json", seen from the folder of the cache. Not beside the cache, where each write would wake the
/// display.
[[nodiscard]] std::filesystem::path state_file(const std::filesystem::path& cache);
[[nodiscard]] content::Result<SyncState> load_state(const std::filesystem::path& cache);

/// Whether the two differ in more than times and counts. Only then is the table written: each write to it makes the
/// display look for a new release.
[[nodiscard]] bool differs_in_substance(const SyncState& a, const SyncState& b);
/// Writes the file and, if the table says something else in substance, the table.
[[nodiscard]] content::Status save_state(const std::filesystem::path& cache, const SyncState& state);

}  // namespace syncing
