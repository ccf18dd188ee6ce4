#pragma once

#include "content/base/time.h"

namespace syncing {

/// When this program was built: the environment's SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else
/// when the build was configured. It cannot be earlier, so this is what a screen believes of a clock that says it is.
[[nodiscard]] content::Instant build_time();

}  // namespace syncing
