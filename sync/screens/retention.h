#pragma once

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/store/store.h"

namespace screens {

/// Forgets what is older than screens_limits.h says, and what of one screen is more than it says; a part of it each
/// time, so that nobody waits for it. Returns whether there may be more. Code::io.
[[nodiscard]] content::Result<bool> forget_old(store::Store& store, content::Instant now);

}  // namespace screens
