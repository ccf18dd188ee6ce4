#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// What is really on a screen's glass: the form that asks for a picture, and the picture.
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_glass_part(const hub::HubServices& services);

}  // namespace staff
