#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/hub/http_server.h"
#include "sync/hub/hub_page.h"

namespace hub {

/// The two forms that a Prometheus reads: OpenMetrics 1.0, and its own text form 0.0.4, which promtool checks. In the
/// former a counter's name is without its "_total".
enum class MetricsForm { openmetrics, text };
/// Which one "Accept" asks for, and what it is called.
[[nodiscard]] MetricsForm metrics_form(std::string_view accept);
[[nodiscard]] std::string metrics_type(MetricsForm form);

/// What the hub counts, for a Prometheus on the same machine, without its end. No person, title or address is in it.
/// Pure.
[[nodiscard]] std::string metrics_text(const HubState& state, const HttpCounts& counts, MetricsForm form);
[[nodiscard]] std::string_view metrics_end(MetricsForm form);

// For those who add more: "rotunda_hub_" stands in front of each name.
/// The head of a family: "gauge" or "counter"; samples of a counter end in "_total".
[[nodiscard]] std::string metric_family(std::string_view name, std::string_view type, std::string_view help,
                                        MetricsForm form);
/// A whole family of one gauge.
[[nodiscard]] std::string metric_gauge(std::string_view name, std::string_view help, std::int64_t value);
/// One line of a family; `label` is empty or as `state="silent"`, of words of the program only.
[[nodiscard]] std::string metric_sample(std::string_view name, std::string_view label, std::uint64_t value);

}  // namespace hub
