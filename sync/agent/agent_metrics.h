#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "content/cache/glass.h"
#include "sync/agent/sync_state.h"

namespace syncing {

/// Reports to a hub since the program began.
struct VoiceCounts {
    std::int64_t received = 0;
    std::int64_t failed = 0;
};

/// What a Prometheus may know of a screen, in its text form 0.0.4, which is OpenMetrics but for the names of counters
/// and the last line: what node_exporter's textfile collector reads. No person, title or address is in it. Pure.
[[nodiscard]] std::string metrics_text(const SyncState& state, const std::optional<content::Glass>& glass,
                                       const VoiceCounts& counts, std::int64_t disk_free);

/// Whole for everybody who reads it, whoever that is; nothing waits for the disk. Code::io.
[[nodiscard]] content::Status save_metrics(const std::filesystem::path& file, const std::string& text);

}  // namespace syncing
