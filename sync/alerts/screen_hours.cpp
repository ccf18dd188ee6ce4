#include "sync/alerts/screen_hours.h"

#include <vector>

#include "content/pack/read_hours.h"
#include "content/pack/toml.h"
#include "sync/screens/screens_limits.h"

namespace alerts {

std::optional<content::OpeningHours> hours_of(std::string_view settings) {
    auto parsed = content::parse_toml(settings, "settings", 1);
    content::Findings findings("settings", parsed.findings);
    content::TomlFields fields(parsed.table, findings);
    return content::read_hours(fields);
}

std::optional<content::OpeningHours> KnownHours::of(const std::string& settings) {
    if (settings.empty()) return std::nullopt;
    const auto found = known_.find(settings);
    if (found != known_.end()) return found->second;
    if (known_.size() >= static_cast<std::size_t>(screens::limits::screens)) known_.clear();
    return known_.emplace(settings, hours_of(settings)).first->second;
}

}  // namespace alerts
