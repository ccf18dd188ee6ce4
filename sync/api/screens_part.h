#pragma once

#include "sync/hub/hub_part.h"

namespace hub {

/// The JSON API about screens, for programs with a token (`kiosk-hub token add`); assets/hub/openapi.json describes it,
/// and is served at /api/openapi.json. Each change leaves one entry in the log.
[[nodiscard]] content::Result<std::unique_ptr<HubPart>> make_screens_part(const HubServices& services);

}  // namespace hub
