#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "content/cache/cache_quarantine.h"
#include "content/cache/probation.h"
#include "sync/agent/trust_folder.h"
#include "sync/transport/environment.h"

/// Watches the display while a release is new, and makes the former release active again if the new one kills it.
namespace syncing {

class DisplayWatch {
public:
    /// `folder` is what the display was given as --state; `boot` is content::boot_of_machine(). What was taken back is
    /// also written down in `trust`.
    DisplayWatch(std::filesystem::path cache, std::filesystem::path folder, std::string boot, TrustFolder trust)
        : cache_(std::move(cache)), folder_(std::move(folder)), boot_(std::move(boot)), trust_(std::move(trust)) {}

    /// To be called about once a second; cheap when nothing is on probation. Returns what was done, in words for staff;
    /// nothing when nothing was done.
    [[nodiscard]] Result<std::optional<std::string>> look(Steady steady);

private:
    [[nodiscard]] Result<std::optional<std::string>> act(const content::Verdict& verdict);
    [[nodiscard]] Result<content::Restoring> take_back(const content::Verdict& verdict) const;

    std::filesystem::path cache_;
    std::filesystem::path folder_;
    std::string boot_;
    TrustFolder trust_;
    content::ProbationJudge judge_{};
    std::int64_t proven_ = 0;                       ///< known to the cache
    std::optional<content::DrawRecord> settled_{};  ///< what was acted on last: once is enough
};

}  // namespace syncing
