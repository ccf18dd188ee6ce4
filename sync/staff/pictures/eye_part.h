#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// The hub's eye (sync/eye/eye.h) and what people see through it:
///
///   GET /screens/pictures/{hash}   what a screen shows, as the hub drew it
///   GET /screens/{id}/next         when the turn of each item comes
///
/// What it finds out of each screen is in the database (sync/screens/picture.h), for pages and alerts. Where hub.toml
/// names no renderer, and none is there, nothing is found out, and pages say so.
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_eye_part(const hub::HubServices& services);

}  // namespace staff
