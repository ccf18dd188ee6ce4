#pragma once

#include "sync/store/schema_part.h"

namespace alerts {

/// All instants are seconds since 1970 by the hub's clock.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace alerts
