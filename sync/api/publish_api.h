#pragma once

#include "sync/hub/hub_part.h"

namespace hub {

/// The JSON API about publishing: what was asked for, asking, taking back, the pack's history, going back. What is
/// asked for is done by whoever serves the pages (sync/staff/publish_part.h): both know one list
/// (sync/publishing/jobs.h).
[[nodiscard]] content::Result<std::unique_ptr<HubPart>> make_publish_api(const HubServices& services);

}  // namespace hub
