#include "sync/hub/hub_metrics.h"

#include <fmt/format.h>

namespace hub {
namespace {

std::string family(std::string_view name, std::string_view type, std::string_view help) {
    return fmt::format("# TYPE rotunda_hub_{0} {1}\n# HELP rotunda_hub_{0} {2}\n", name, type, help);
}

std::string gauge(std::string_view name, std::string_view help, std::int64_t value) {
    return family(name, "gauge", help) + fmt::format("rotunda_hub_{} {}\n", name, value);
}

}  // namespace

MetricsForm metrics_form(std::string_view accept) {
    const bool is_wanted = accept.find("application/openmetrics-text") != std::string_view::npos;
    return is_wanted ? MetricsForm::openmetrics : MetricsForm::text;
}

std::string metrics_type(MetricsForm form) {
    return form == MetricsForm::openmetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                            : "text/plain; version=0.0.4; charset=utf-8";
}

std::string metrics_text(const HubState& state, const HttpCounts& counts, MetricsForm form) {
    const std::string suffix = form == MetricsForm::openmetrics ? "" : "_total";
    std::string text;
    text += gauge("connections", "Connections that are open.", static_cast<std::int64_t>(counts.connections));
    text += gauge("listeners", "Screens that listen for releases.", static_cast<std::int64_t>(counts.subscribers));
    text += gauge("depot_readable", "1 when what is published can be read.", state.failure.empty() ? 1 : 0);
    if (state.published) {
        text += gauge("release", "Number of the release that is published.", state.published->release);
        text += gauge("published_timestamp_seconds", "When timestamp.json came, in seconds since 1970.",
                      state.published->at.time_since_epoch().count());
        text += gauge("expires_timestamp_seconds", "Until when screens accept it, in seconds since 1970.",
                      state.published->expires.time_since_epoch().count());
    }
    text += family("events" + suffix, "counter", "Times that all listeners were told.");
    text += fmt::format("rotunda_hub_events_total {}\n", counts.events);
    text += family("answers" + suffix, "counter", "Answers by status of HTTP.");
    for (const auto& [status, count] : counts.answers)
        text += fmt::format("rotunda_hub_answers_total{{status=\"{}\"}} {}\n", status, count);
    return form == MetricsForm::openmetrics ? text + "# EOF\n" : text;
}

}  // namespace hub
