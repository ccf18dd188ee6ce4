#include "kiosk/app/agent_report.h"

#include "content/base/canonical_json.h"
#include "content/base/files.h"
#include "content/base/limits.h"

namespace kiosk {
namespace {

constexpr std::size_t max_failure_bytes = 300;  // bytes; what staff read at a glance

}  // namespace

content::Result<AgentReport> read_agent_report(std::string_view json) {
    const auto parsed = content::parse_strict_json(json, "agent's status");
    if (!parsed) return parsed.error();
    AgentReport report;
    if (const auto* when = parsed->find_string("last_success")) {
        if (const auto instant = content::parse_instant(*when, "UTC")) report.last_success = *instant;
    }
    if (const auto* failure = parsed->find_string("failure")) report.failure = failure->substr(0, max_failure_bytes);
    return report;
}

std::optional<AgentReport> agent_report_beside(const std::filesystem::path& cache) {
    const auto file = content::read_file(cache.parent_path() / "sync" / "status.json", content::limits::state_record);
    if (file) {
        if (auto report = read_agent_report(*file)) return *report;
    }
    return std::nullopt;
}

}  // namespace kiosk
