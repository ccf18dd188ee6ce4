#include "kiosk/app/frame_times.h"

#include <algorithm>
#include <vector>

namespace kiosk {

void FrameTimes::add(Time time) {
    times_.at(next_) = time;
    next_ = (next_ + 1) % kept;
    count_ = std::min(kept, count_ + 1);
}

FrameTimes::Summary FrameTimes::summary() const {
    if (count_ == 0) return {};
    std::vector<Time> sorted(times_.begin(), times_.begin() + static_cast<std::ptrdiff_t>(count_));
    std::ranges::sort(sorted);
    // Nearest rank: the smallest that a share of all is not over.
    const auto ranked = [&](std::size_t percent) { return sorted[(count_ * percent + 99) / 100 - 1]; };
    return {count_, ranked(50), ranked(99), sorted.back()};
}

}  // namespace kiosk
