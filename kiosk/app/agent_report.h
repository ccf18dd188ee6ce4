#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/base/time.h"
#include "kiosk/frame/view.h"

/// What the agent that brings content says about its work: "./sync/status.json", seen from the folder of the cache.
/// (The same is in the cache's table `status`, which is written less often.) Staff see all of it, the public only
/// "Saved 10:05".
namespace kiosk {

struct AgentReport {
    std::optional<content::Instant> last_try;      ///< when the agent last looked at a mirror; none: it never did
    std::optional<content::Instant> last_success;  ///< of a look or of an archive from a stick
    std::string failure;                           ///< of the last try, in words; empty: it succeeded
    bool is_success_vouched = true;                ///< false: by a clock that nobody vouched for
    std::optional<content::Instant> earliest{};    ///< it is this late at least: the newest signed time
    std::string at_hub{};  ///< the screen's name there, or the two words while it waits for one; empty: neither
};

/// Code bad_input: this is no JSON. Fields that are missing or misspelt are left empty.
/// (`at_hub` is in another file.)
[[nodiscard]] content::Result<AgentReport> read_agent_report(std::string_view json);
/// None: no agent has written yet.
[[nodiscard]] std::optional<AgentReport> agent_report_beside(const std::filesystem::path& cache);

/// Where the screen stands with its hub, by what the agent writes ("./sync/enrolment.json"), and what is wrong in the
/// technician's files: one mistake on each line of the file `mistakes`, where there is one. None: no agent reports and
/// there are no mistakes, or the screen has its name.
[[nodiscard]] std::optional<Pairing> pairing_beside(const std::filesystem::path& cache,
                                                    const std::filesystem::path& mistakes);

/// A screen without contact for this long says so (SCENES.md 2.13).
inline constexpr std::chrono::minutes offline_after{5};
/// When the agent last had contact, if it has tried in vain since then, for longer than `offline_after`. None: the
/// agent is online, no agent looks at mirrors, or nobody vouched for its clock then. `now` is a time that is known.
[[nodiscard]] std::optional<content::Instant> saved_at(const std::optional<AgentReport>& report, content::Instant now);

}  // namespace kiosk
