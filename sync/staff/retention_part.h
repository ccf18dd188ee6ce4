#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Forgets old entries of the log, and says what is kept and for how long: GET /retention. What screens say and what
/// alerts were, those parts forget themselves.
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_retention_part(const hub::HubServices& services);

}  // namespace staff
