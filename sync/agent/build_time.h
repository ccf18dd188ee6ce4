#pragma once

#include "content/base/time.h"

namespace syncing {

/// When this program was built: the environment's SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else
/// when the build was configured. The present cannot be earlier, so a screen whose clock says so believes this time
/// instead.
[[nodiscard]] content::Instant build_time();

}  // namespace syncing
