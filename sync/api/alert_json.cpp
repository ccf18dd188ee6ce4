#include "sync/api/alert_json.h"

#include <optional>
#include <utility>

namespace hub {

content::JsonValue to_json(const alerts::Alert& alert, const std::string& words) {
    content::JsonValue::Object facts;
    for (const auto& [name, value] : alert.cause.facts)
        facts[name] = value;
    content::JsonValue::Object object{{"id", alert.id},
                                      {"kind", std::string(content::name_of(alerts::kind_names, alert.cause.kind))},
                                      {"subject", alert.cause.subject},
                                      {"facts", std::move(facts)},
                                      {"words", words},
                                      {"begun", content::to_iso(alert.begun)},
                                      {"acknowledged_by", alert.acknowledged_by}};
    const auto add = [&](const char* name, const std::optional<content::Instant>& at) {
        if (at) object.emplace(name, content::to_iso(*at));
    };
    add("ended", alert.ended);
    add("acknowledged", alert.acknowledged);
    add("second_told", alert.escalated);
    return object;
}

}  // namespace hub
