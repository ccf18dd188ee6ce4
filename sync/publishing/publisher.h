#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/base/time.h"
#include "sync/publishing/jobs.h"
#include "sync/publishing/pack_look.h"
#include "sync/publishing/pack_tool.h"
#include "sync/store/store.h"

namespace publishing {

/// How long to wait after so many tries in vain: 5 s, then twice as long each time, a minute at most.
[[nodiscard]] std::chrono::seconds wait_after(int tries);

/// What the end of a call of kiosk-pack means for those who asked; none: it is tried again. One that fails in a way
/// that may pass (the signer is away, the disk is full) is tried for ever, one that dies or cannot be started only
/// `max_deaths` times.
inline constexpr int max_deaths = 5;
[[nodiscard]] std::optional<Ending> ending_of(const ToolEnd& end, int tries);

/// Does what was asked for, one after the other, each by one call of kiosk-pack for all who asked for it before.
/// Nothing but the list of jobs is its state: killed at any moment, it goes on where it was, and what was published
/// already is found to be so.
class Publisher {
public:
    /// Told of each job that is over, within the same change of the database.
    using Told = std::function<content::Status(const Job&)>;
    Publisher(store::Store& database, std::unique_ptr<PackTool> tool, Told told)
        : database_(&database), jobs_(database), tool_(std::move(tool)), told_(std::move(told)) {}

    [[nodiscard]] Jobs& jobs() { return jobs_; }
    /// Whether kiosk-pack is at it.
    [[nodiscard]] bool is_busy() const { return is_looking_ || !running_.empty(); }
    /// As of the last look; nothing before the first.
    [[nodiscard]] const std::optional<PackState>& pack() const { return pack_; }
    /// The next step that has nothing else to do looks at the pack.
    void want_pack() { wants_pack_ = true; }

    /// Begins what is due, and ends what has ended. Code::io.
    [[nodiscard]] content::Status step(content::Instant now, content::Steady steady);
    /// Asks for the profiles when they are others than those that were asked for last.
    [[nodiscard]] content::Status look_at_profiles(content::Instant now);

private:
    [[nodiscard]] content::Status begin(content::Instant now, content::Steady steady);
    [[nodiscard]] content::Status begin_looking(content::Instant now, content::Steady steady);
    [[nodiscard]] content::Status start(const Job& job, content::Steady steady);
    [[nodiscard]] content::Status finish_looking(const ToolEnd& end, content::Instant now);
    [[nodiscard]] content::Status finish(const ToolEnd& end, content::Instant now);

    store::Store* database_;
    Jobs jobs_;
    std::unique_ptr<PackTool> tool_;
    Told told_;
    std::vector<Job> running_{};  ///< all of one kind
    bool wants_pack_ = false;
    bool is_looking_ = false;
    std::optional<PackState> pack_{};
};

}  // namespace publishing
