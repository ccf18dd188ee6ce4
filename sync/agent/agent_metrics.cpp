#include "sync/agent/agent_metrics.h"

#include <fmt/format.h>

#include <string_view>
#include <system_error>

#include "content/base/files.h"

namespace syncing {
namespace {

std::string metric(std::string_view name, std::string_view type, std::string_view help, std::int64_t value) {
    return fmt::format("# HELP rotunda_agent_{0} {2}\n# TYPE rotunda_agent_{0} {1}\nrotunda_agent_{0} {3}\n", name,
                       type, help, value);
}

std::string gauge(std::string_view name, std::string_view help, std::int64_t value) {
    return metric(name, "gauge", help, value);
}

std::string time_gauge(std::string_view name, std::string_view help, const std::optional<content::Instant>& time) {
    return time ? gauge(name, help, time->time_since_epoch().count()) : std::string();
}

}  // namespace

std::string metrics_text(const SyncState& state, const std::optional<content::Glass>& glass, const VoiceCounts& counts,
                         std::int64_t disk_free) {
    std::string text;
    text += gauge("release", "Number of the release that is active; 0 when there is none.", state.release.value_or(0));
    text += gauge("healthy", "1 when the last look at the mirrors succeeded.", state.failure.empty() ? 1 : 0);
    text += time_gauge("last_try_timestamp_seconds", "When the mirrors were asked last, in seconds since 1970.",
                       state.last_try);
    text += time_gauge("last_success_timestamp_seconds", "When one of them answered well, in seconds since 1970.",
                       state.last_success);
    text += time_gauge("expires_timestamp_seconds",
                       "Until when the newest metadata is accepted, in seconds since 1970.", state.expires);
    text += gauge("events_connected", "1 while a connection for events is open.", state.has_events ? 1 : 0);
    text += gauge("queue_bytes", "Bytes still to fetch for the release that is under way.", state.queue_bytes);
    text += gauge("disk_free_bytes", "Bytes left for the cache.", disk_free);
    text += gauge("quarantined", "1 when something was taken away because the display died of it.",
                  state.quarantine.empty() ? 0 : 1);
    text += gauge("machine_suspected", "1 when the machine is suspected of deaths of the display.",
                  state.machine.empty() ? 0 : 1);
    text += gauge("display_running", "1 while a display says what is on its glass.", glass ? 1 : 0);
    if (glass) {
        text += gauge("glass_release", "Number of the release that is on the glass.", glass->release);
        if (!glass->has_visit)
            text += time_gauge("glass_since_timestamp_seconds",
                               "Since when the same picture shows, in seconds since 1970.", glass->since);
        text +=
            gauge("panel_off", "1 when no picture reaches a panel.", glass->panel == content::PanelPower::off ? 1 : 0);
    }
    text += metric("bytes_total", "counter", "Bytes that came from mirrors.", state.bytes_down_in_all);
    text += metric("reports_received_total", "counter", "Reports that a hub has received.", counts.received);
    text += metric("reports_failed_total", "counter", "Reports that failed or were refused.", counts.failed);
    return text;
}

content::Status save_metrics(const std::filesystem::path& file, const std::string& text) {
    if (auto written = content::write_unsynced(file, text); !written) return written;
    // Another user reads it, whatever the mask of this program is.
    using Perms = std::filesystem::perms;
    std::error_code error;
    std::filesystem::permissions(file, Perms::owner_read | Perms::owner_write | Perms::group_read | Perms::others_read,
                                 error);
    if (error) return content::file_error(file, "open to others", error.value());
    return {};
}

}  // namespace syncing
