#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// The programme, and what can be changed of an event; a change is published in the same step.
///
///   GET /programme?day=            one day
///   GET /programme/{event}         one event: its room, its time, whether it takes place
///   GET /programme/{event}/texts   its texts in one language
///   POST /programme/change, /programme/texts
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_programme_part(const hub::HubServices& services);

}  // namespace staff
