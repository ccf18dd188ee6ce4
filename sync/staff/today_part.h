#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// What staff see first:
///
///   GET /today    what is on the screens now, what comes next, what needs somebody
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_today_part(const hub::HubServices& services);

}  // namespace staff
