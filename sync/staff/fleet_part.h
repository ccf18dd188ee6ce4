#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Pages and forms of those who look after screens:
///
///   GET /screens             ?show=attention or ?in=PLACE       POST /screens/name, /screens/replace,
///   GET /screens/{id}        where a screen's code leads             /screens/revoke, /screens/pair
///   GET /screens/pair        those that wait for a name
///   GET /screens/print       a card for each, with its code
///   GET /changes             a stream of events: "change" when a page that is open would show something else
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_fleet_part(const hub::HubServices& services);

}  // namespace staff
