#pragma once

#include <memory>

#include "content/base/result.h"
#include "sync/hub/hub_part.h"

namespace staff {

/// The same part, each POST of which leaves exactly one entry in the log. What a part does it notes itself, in the same
/// transaction; what it answered without a note (nobody was signed in, the link was over, the token was nobody's) is
/// noted here as refused. Strangers cannot fill the disk with that: of theirs there are limits::stranger_burst at once
/// and one each limits::stranger_seconds, and the next entry says how many are missing ("omitted").
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> log_posts(
    content::Result<std::unique_ptr<hub::HubPart>> part, const hub::HubServices& services);

namespace limits {
inline constexpr double stranger_burst = 60;    ///< entries: a day on which somebody tries out what there is
inline constexpr double stranger_seconds = 60;  ///< 1,440 entries a day are half a megabyte
}  // namespace limits

}  // namespace staff
