#pragma once

#include "content/base/time.h"

namespace content {

/// When this program was built: the environment's SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else
/// when the build was configured. The present cannot be earlier.
[[nodiscard]] Instant build_time();

}  // namespace content
