#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// What goes onto sticks before screens are hung:
///
///   GET /screens/prepare    POST /screens/prepare        a ZIP with root, address and a new ticket
///                           POST /screens/prepare/end    nobody comes with that ticket any more
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_ticket_part(const hub::HubServices& services);

}  // namespace staff
