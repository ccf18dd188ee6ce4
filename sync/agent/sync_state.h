#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/base/time.h"
#include "content/cache/cache.h"
#include "content/clock/clock_state.h"

/// What the agent knows about its own work, for staff: in the cache's table `status` under "sync" and, the same JSON,
/// in state_file(). It decides nothing but the order in which mirrors are asked.
namespace syncing {

/// What a mirror said when it was asked last.
struct MirrorState {
    std::string base{};
    std::string said{};   ///< "timestamp 12", "timestamp 11, behind 12", or why it was refused or did not answer
    bool is_good = true;  ///< it had the newest version; others are asked last

    bool operator==(const MirrorState&) const = default;
};

struct SyncState {
    std::optional<content::Instant> last_try;
    std::optional<content::Instant> last_success;  ///< activated, or nothing new
    bool is_success_vouched = false;               ///< its time, by the clock then
    std::string failure;                           ///< of the last try, in words; empty when it succeeded
    std::optional<content::Code> failure_code;
    std::optional<std::int64_t> release;        ///< active
    std::optional<content::Instant> signed_at;  ///< when the newest timestamp was signed
    std::optional<content::Instant> expires;    ///< when it stops being accepted; the display goes on
    content::ClockState clock = content::ClockState::unconfirmed;
    std::optional<content::Instant> earliest;  ///< it is this late at least: the newest signed time, or the build
    std::string mirror;                        ///< of the last success
    std::vector<MirrorState> mirrors{};
    std::int64_t bytes_down = 0;  ///< of the last try
    std::int64_t bytes_down_in_all = 0;
    std::int64_t queue_files = 0;  ///< still to fetch for the release that is under way
    std::int64_t queue_bytes = 0;
    bool has_events = false;  ///< a connection for events is open
    std::string repair;       ///< what was done about a damaged cache, when
    std::string quarantine;   ///< what was taken away because the display died of it
    std::string machine;      ///< why the machine is suspected of deaths of the display, since when

    bool operator==(const SyncState&) const = default;
};

/// Compact JSON; times as "2024-01-18T09:42:00Z", keys that have nothing to say are left out.
[[nodiscard]] std::string to_json(const SyncState& state);
[[nodiscard]] content::Result<SyncState> state_from_json(std::string_view bytes);
/// A line for each fact, for people.
[[nodiscard]] std::string to_text(const SyncState& state);

/// "./sync/status.json", seen from the folder of the cache. Not beside the cache, where each write would wake the
/// display. The display reads `last_success` here: since when the screen is without news ("Saved 10:05").
[[nodiscard]] std::filesystem::path state_file(const std::filesystem::path& cache);
[[nodiscard]] content::Result<SyncState> load_state(const std::filesystem::path& cache);

/// Whether the two differ in more than times, counts and the wording of a failure: those change all the time, or can be
/// made to change by whoever answers.
[[nodiscard]] bool differs_in_substance(const SyncState& a, const SyncState& b);
/// Writes the file. Other programs see it at once, and nothing waits for the disk. Code::io.
[[nodiscard]] content::Status save_state_file(const std::filesystem::path& cache, const SyncState& state);
/// Writes the table too, unless it says the same in substance: each write to the table waits for the disk and makes the
/// display look for a new release. Code::io; the codes of Cache::open.
[[nodiscard]] content::Status save_state(const std::filesystem::path& cache, const SyncState& state);

/// Writes the state of an agent that runs for ever as seldom as it may: the file at once when the substance changes and
/// every ten seconds otherwise, the table at once when the release, a repair, a quarantine or a suspicion changes and
/// every half minute otherwise. So nobody who answers the agent can make it write all the time.
class StateWriter {
public:
    explicit StateWriter(std::filesystem::path cache) : cache_(std::move(cache)) {}

    /// `steady_now` is of a clock that never jumps.
    [[nodiscard]] content::Status write(const SyncState& state, content::Steady steady_now);
    /// Writes everything now: before the program ends.
    [[nodiscard]] content::Status finish(const SyncState& state) const { return save_state(cache_, state); }

private:
    std::filesystem::path cache_;
    std::optional<SyncState> in_file_{};
    std::optional<SyncState> in_table_{};
    content::Steady file_written_{};
    content::Steady table_written_{};
};

}  // namespace syncing
