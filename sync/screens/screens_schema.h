#pragma once

#include "sync/store/schema_part.h"

namespace screens {

/// All instants are seconds since 1970 by the hub's clock, unless they are said to be a screen's.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace screens
