#pragma once

#include "sync/hub/hub_part.h"

namespace hub {

/// POST /api/report: what screens tell. Beside it: notes when a release was told, forgets what is old, and counts
/// screens and reports for /metrics.
[[nodiscard]] content::Result<std::unique_ptr<HubPart>> make_report_part(const HubServices& services);

}  // namespace hub
