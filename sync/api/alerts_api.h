#pragma once

#include "sync/hub/hub_part.h"

namespace hub {

/// The JSON API about alerts: what is wrong, what was, and saying that somebody looks after it.
[[nodiscard]] content::Result<std::unique_ptr<HubPart>> make_alerts_api(const HubServices& services);

}  // namespace hub
