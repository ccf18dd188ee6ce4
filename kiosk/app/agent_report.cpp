#include "kiosk/app/agent_report.h"

#include <sstream>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/printable.h"
#include "content/cache/enrolment.h"
#include "kiosk/frame/qr.h"

namespace kiosk {
namespace {

constexpr std::size_t max_failure_bytes = 300;  // what staff read at a glance
constexpr std::size_t max_mistakes_bytes = 16 * 1024;
constexpr std::size_t max_mistakes = 4;  // what there is room for; the others are in the journal

std::optional<content::Instant> time_at(const content::JsonValue& json, std::string_view key) {
    const auto* text = json.find_string(key);
    if (text == nullptr) return std::nullopt;
    const auto instant = content::parse_instant(*text, "UTC");
    return instant ? std::optional(*instant) : std::nullopt;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    const auto text = content::read_file(file, max_mistakes_bytes);
    if (!text) return lines;
    std::istringstream stream(*text);
    for (std::string line; lines.size() < max_mistakes && std::getline(stream, line);) {
        if (!line.empty()) lines.push_back(content::printable(line));
    }
    return lines;
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
    std::optional<AgentReport> report;
    if (const auto read = file ? read_agent_report(*file) : file.error()) report = *read;
    // An agent that only speaks to a hub writes no status.
    if (const auto enrolment = content::load_enrolment(cache)) {
        if (!report) report.emplace();
        report->at_hub = content::printable(enrolment->name.empty() ? enrolment->words : enrolment->name);
    }
    return report;
}

std::optional<Pairing> pairing_beside(const std::filesystem::path& cache, const std::filesystem::path& mistakes) {
    Pairing pairing;
    pairing.mistakes = lines_of(mistakes);
    const auto enrolment = content::load_enrolment(cache);
    pairing.is_unheard = !enrolment;
    if (!enrolment) return pairing.mistakes.empty() ? std::nullopt : std::optional(pairing);
    if (enrolment->state == content::EnrolmentState::named) return std::nullopt;
    pairing.words = enrolment->words;
    if (pairing.words.empty()) pairing.trouble = content::printable(enrolment->trouble);
    pairing.address = enrolment->code;
    pairing.network = enrolment->network;
    pairing.hub = short_address(enrolment->hub, content::limits::url);
    pairing.is_refused =
        enrolment->state == content::EnrolmentState::stranger || enrolment->state == content::EnrolmentState::revoked;
    return pairing;
}

std::optional<content::Instant> saved_at(const std::optional<AgentReport>& report, content::Instant now) {
    if (!report || !report->last_try || report->failure.empty()) return std::nullopt;
    if (!report->last_success || !report->is_success_vouched) return std::nullopt;
    return now - *report->last_success > offline_after ? report->last_success : std::nullopt;
}

}  // namespace kiosk
