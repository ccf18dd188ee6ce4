#include "content/clock/build_time.h"

namespace content {

Instant build_time() {
    return Instant(std::chrono::seconds(ROTUNDA_BUILD_TIME));
}

}  // namespace content
