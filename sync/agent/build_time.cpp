#include "sync/agent/build_time.h"

namespace syncing {

content::Instant build_time() {
    return content::Instant(std::chrono::seconds(ROTUNDA_BUILD_TIME));
}

}  // namespace syncing
