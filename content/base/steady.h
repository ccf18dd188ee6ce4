#pragma once

#include <chrono>

namespace content {

/// Steady time since any fixed point, as an instant and as a length: it never jumps, and says nothing about the time of
/// day. Movement, waiting and watching use it; what people read uses Instant (time.h).
using Steady = std::chrono::milliseconds;
/// The machine's, since it started.
[[nodiscard]] inline Steady steady_now() {
    return std::chrono::duration_cast<Steady>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace content
