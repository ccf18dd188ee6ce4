#include "sync/hub/hub_metrics.h"

#include <fmt/format.h>

namespace hub {

MetricsForm metrics_form(std::string_view accept) {
    const bool is_wanted = accept.find("application/openmetrics-text") != std::string_view::npos;
    return is_wanted ? MetricsForm::openmetrics : MetricsForm::text;
}

std::string metrics_type(MetricsForm form) {
    return form == MetricsForm::openmetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                            : "text/plain; version=0.0.4; charset=utf-8";
}

std::string metric_family(std::string_view name, std::string_view type, std::string_view help, MetricsForm form) {
    const std::string_view suffix = type == "counter" && form == MetricsForm::text ? "_total" : "";
    return fmt::format("# TYPE rotunda_hub_{0}{3} {1}\n# HELP rotunda_hub_{0}{3} {2}\n", name, type, help, suffix);
}

std::string metric_gauge(std::string_view name, std::string_view help, std::int64_t value) {
    return metric_family(name, "gauge", help, MetricsForm::text) + fmt::format("rotunda_hub_{} {}\n", name, value);
}

std::string metric_sample(std::string_view name, std::string_view label, std::uint64_t value) {
    if (label.empty()) return fmt::format("rotunda_hub_{} {}\n", name, value);
    return fmt::format("rotunda_hub_{}{{{}}} {}\n", name, label, value);
}

std::string metrics_text(const HubState& state, const HttpCounts& counts, MetricsForm form) {
    std::string text;
    text += metric_gauge("connections", "Connections that are open.", static_cast<std::int64_t>(counts.connections));
    text +=
        metric_gauge("listeners", "Screens that listen for releases.", static_cast<std::int64_t>(counts.subscribers));
    text += metric_gauge("depot_readable", "1 when what is published can be read.", state.failure.empty() ? 1 : 0);
    if (state.published) {
        text += metric_gauge("release", "Number of the release that is published.", state.published->release);
        text += metric_gauge("published_timestamp_seconds", "When timestamp.json came, in seconds since 1970.",
                             state.published->at.time_since_epoch().count());
        text += metric_gauge("expires_timestamp_seconds", "Until when screens accept it, in seconds since 1970.",
                             state.published->expires.time_since_epoch().count());
    }
    text += metric_family("events", "counter", "Times that all listeners were told.", form);
    text += metric_sample("events_total", "", counts.events);
    text += metric_family("answers", "counter", "Answers by status of HTTP.", form);
    for (const auto& [status, count] : counts.answers)
        text += metric_sample("answers_total", fmt::format("status=\"{}\"", status), count);
    return text;
}

std::string_view metrics_end(MetricsForm form) {
    return form == MetricsForm::openmetrics ? "# EOF\n" : "";
}

}  // namespace hub
