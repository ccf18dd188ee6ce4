#include "sync/hub/hub_metrics.h"

#include <doctest/doctest.h>

TEST_CASE("hub metrics: what is counted, by the rules of OpenMetrics") {
    hub::HttpCounts counts;
    counts.connections = 3;
    counts.subscribers = 2;
    counts.events = 5;
    counts.answers = {{200, 7}, {404, 1}};
    hub::HubState state;
    CHECK(hub::metrics_text(state, counts, hub::MetricsForm::openmetrics).find("rotunda_hub_release ") ==
          std::string::npos);
    state.published = hub::Published{3, 7, content::Instant(std::chrono::seconds(1'700'000'000)),
                                     content::Instant(std::chrono::seconds(1'702'592'000))};
    CHECK(hub::metrics_text(state, counts, hub::MetricsForm::openmetrics) == R"(# TYPE rotunda_hub_connections gauge
# HELP rotunda_hub_connections Connections that are open.
rotunda_hub_connections 3
# TYPE rotunda_hub_listeners gauge
# HELP rotunda_hub_listeners Screens that listen for releases.
rotunda_hub_listeners 2
# TYPE rotunda_hub_depot_readable gauge
# HELP rotunda_hub_depot_readable 1 when what is published can be read.
rotunda_hub_depot_readable 1
# TYPE rotunda_hub_release gauge
# HELP rotunda_hub_release Number of the release that is published.
rotunda_hub_release 3
# TYPE rotunda_hub_published_timestamp_seconds gauge
# HELP rotunda_hub_published_timestamp_seconds When timestamp.json came, in seconds since 1970.
rotunda_hub_published_timestamp_seconds 1700000000
# TYPE rotunda_hub_expires_timestamp_seconds gauge
# HELP rotunda_hub_expires_timestamp_seconds Until when screens accept it, in seconds since 1970.
rotunda_hub_expires_timestamp_seconds 1702592000
# TYPE rotunda_hub_events counter
# HELP rotunda_hub_events Times that all listeners were told.
rotunda_hub_events_total 5
# TYPE rotunda_hub_answers counter
# HELP rotunda_hub_answers Answers by status of HTTP.
rotunda_hub_answers_total{status="200"} 7
rotunda_hub_answers_total{status="404"} 1
)");
}

TEST_CASE("hub metrics: who does not ask for OpenMetrics gets the older form") {
    CHECK(hub::metrics_form("application/openmetrics-text;version=1.0.0,text/plain;q=0.5") ==
          hub::MetricsForm::openmetrics);
    CHECK(hub::metrics_form("*/*") == hub::MetricsForm::text);
    const auto text = hub::metrics_text({}, {}, hub::MetricsForm::text);
    CHECK(text.find("# TYPE rotunda_hub_events_total counter\n") != std::string::npos);
    CHECK(hub::metrics_end(hub::MetricsForm::text).empty());
    CHECK(hub::metrics_end(hub::MetricsForm::openmetrics) == "# EOF\n");
    CHECK(hub::metrics_type(hub::MetricsForm::text) == "text/plain; version=0.0.4; charset=utf-8");
}
