#pragma once

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

/// What the hub counts, for a Prometheus on the same machine. No person, title or address is in it. Pure.
[[nodiscard]] std::string metrics_text(const HubState& state, const HttpCounts& counts, MetricsForm form);

}  // namespace hub
