#include "kiosk/machine/known_time.h"

#include <algorithm>

namespace kiosk {

WallTime TimeKeeper::earliest(content::Steady steady) const {
    return since_ ? earliest_ + (steady - *since_) : earliest_;
}

void TimeKeeper::look(WallTime wall, content::Steady steady, std::optional<content::Instant> known) {
    earliest_ = earliest(steady);
    since_ = steady;
    if (known) earliest_ = std::max(earliest_, WallTime(*known));
    if (!judge_) return;
    using std::chrono::floor;
    using std::chrono::seconds;
    state_ = judge_(floor<seconds>(wall), floor<seconds>(earliest_));
}

KnownTime TimeKeeper::time(WallTime wall, content::Steady steady) const {
    if (!judge_ || (state_ && content::is_vouched(*state_))) return {wall, true};
    return {earliest(steady), false};
}

}  // namespace kiosk
