#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "content/cache/cache_quarantine.h"
#include "content/cache/probation.h"
#include "sync/agent/trust_folder.h"
#include "sync/transport/environment.h"

/// Reads what the displays of this screen died of, and carries out the verdicts: in the cache, which only the agent
/// writes.
namespace syncing {

class DisplayWatch {
public:
    /// `folder` is what the display was given as --state. What was taken back and what was told is written down in
    /// `trust`.
    DisplayWatch(std::filesystem::path cache, std::filesystem::path folder, TrustFolder trust)
        : cache_(std::move(cache)), folder_(std::move(folder)), trust_(std::move(trust)) {}

    /// What staff should hear, each once for ever: also when the agent starts anew.
    struct News {
        std::vector<std::string> taken;    ///< what was taken away, or given back
        std::vector<std::string> machine;  ///< what the machine is suspected of
        bool is_lifted = false;            ///< something may be shown again: the release should be activated anew
        bool is_machine_cleared = false;   ///< nothing is held against the machine (any more)

        [[nodiscard]] bool is_empty() const { return taken.empty() && machine.empty(); }
    };
    /// To be called about once a second; cheap when the display has written nothing.
    [[nodiscard]] Result<News> look();

private:
    [[nodiscard]] Status follow(const content::DeathBook& book, News& news);
    [[nodiscard]] Status tell(const content::Verdict& verdict, const content::DeathBook& book, News& news);
    [[nodiscard]] Status lift(const std::string& program, News& news) const;
    [[nodiscard]] Result<content::Restoring> take_back(const content::Verdict& verdict,
                                                       const std::string& program) const;

    std::filesystem::path cache_;
    std::filesystem::path folder_;
    TrustFolder trust_;
    std::optional<content::DeathBook> followed_{};  ///< the last one of which everything was done
    News news_{};                                   ///< of what was done before something else failed
};

}  // namespace syncing
