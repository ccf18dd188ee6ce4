#include "kiosk/app/agent_report.h"

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"

namespace kiosk {
namespace {

constexpr std::size_t max_failure_bytes = 300;  // what staff read at a glance

std::optional<content::Instant> time_at(const content::JsonValue& json, std::string_view key) {
    const auto* text = json.find_string(key);
    if (text == nullptr) return std::nullopt;
    const auto instant = content::parse_instant(*text, "UTC");
    return instant ? std::optional(*instant) : std::nullopt;
}

}  // namespace

content::Result<AgentReport> read_agent_report(std::string_view json) {
    const auto parsed = content::parse_strict_json(json, "agent's status");
    if (!parsed) return parsed.error();
    AgentReport report;
    report.last_try = time_at(*parsed, "last_try");
    report.last_success = time_at(*parsed, "last_success");
    if (const auto* failure = parsed->find_string("failure")) report.failure = failure->substr(0, max_failure_bytes);
    if (const auto* vouched = parsed->find("last_success_vouched"); vouched != nullptr && vouched->boolean() != nullptr)
        report.is_success_vouched = *vouched->boolean();
    report.earliest = time_at(*parsed, "earliest");
    return report;
}

std::optional<AgentReport> agent_report_beside(const std::filesystem::path& cache) {
    const auto file = content::read_file(cache.parent_path() / "sync" / "status.json", content::limits::state_record);
    if (file) {
        if (auto report = read_agent_report(*file)) return *report;
    }
    return std::nullopt;
}

std::optional<content::Instant> saved_at(const std::optional<AgentReport>& report, content::Instant now) {
    if (!report || !report->last_try || report->failure.empty()) return std::nullopt;
    if (!report->last_success || !report->is_success_vouched) return std::nullopt;
    return now - *report->last_success > offline_after ? report->last_success : std::nullopt;
}

}  // namespace kiosk
