#pragma once

#include <span>

#include "sync/hub/hub_part.h"
#include "sync/store/schema_part.h"

namespace hub {

/// All parts that `kiosk-hub serve` has.
[[nodiscard]] std::span<const PartMaker> hub_parts();
/// The tables of all of them, for whoever opens the database.
[[nodiscard]] std::span<const store::SchemaPart> hub_schema();

}  // namespace hub
