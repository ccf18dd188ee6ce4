#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Pages and forms of those who manage people and read the log:
///
///   GET /people, /people/invite, /people/{id}     POST /people/invite, /people/withdraw, /people/reset,
///   GET /log, /log/before/{number}                /people/grants/add, /people/grants/remove, /people/close
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_people_part(const hub::HubServices& services);

}  // namespace staff
