#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/base/time.h"

/// What the agent that brings content says about its work: "./sync/status.json", seen from the folder of the cache.
/// (The same is in the cache's table `status`, which is written less often.) Only shown to staff.
namespace kiosk {

struct AgentReport {
    std::optional<content::Instant> last_success;
    std::string failure;  ///< of the last try, in words; empty: it succeeded
};

[[nodiscard]] content::Result<AgentReport> read_agent_report(std::string_view json);
/// None: no agent has written yet.
[[nodiscard]] std::optional<AgentReport> agent_report_beside(const std::filesystem::path& cache);

}  // namespace kiosk
