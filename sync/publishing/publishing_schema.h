#pragma once

#include "sync/store/schema_part.h"

namespace publishing {

/// What was asked to be published, and what became of it.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace publishing
