#pragma once

#include "sync/store/schema_part.h"

namespace desk {

/// Changes of the pack's files that were noted and are not on the disk yet.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace desk
