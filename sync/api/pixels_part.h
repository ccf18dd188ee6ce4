#pragma once

#include "sync/hub/hub_part.h"

namespace hub {

/// POST /api/pixels: pictures of what is really on screens' glass, which staff have asked for.
[[nodiscard]] content::Result<std::unique_ptr<HubPart>> make_pixels_part(const HubServices& services);

}  // namespace hub
