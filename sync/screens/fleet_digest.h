#pragma once

#include <string>
#include <vector>

#include "content/base/time.h"
#include "sync/screens/screen.h"

namespace screens {

/// A hash of all that a list of screens says: another one when somebody who looks at such a list would see another. Not
/// of when each was heard last, which changes all the time and stands in no list. Pure.
[[nodiscard]] std::string fleet_digest(const std::vector<Screen>& all, content::Instant now);

}  // namespace screens
