#pragma once

#include "sync/store/schema_part.h"

namespace people {

/// Accounts, links, sessions and the log.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace people
