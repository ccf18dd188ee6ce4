#pragma once

#include <functional>
#include <optional>

#include "content/base/steady.h"
#include "content/base/time.h"
#include "content/clock/clock_state.h"
#include "kiosk/machine/wall_clock.h"

namespace kiosk {

/// The time as far as a display knows it.
struct KnownTime {
    WallTime now;
    bool is_trusted = true;  ///< false: it is `now` at the earliest
};

/// What a display goes by: the wall clock while somebody vouches for it, and else the earliest time that it can be,
/// which goes on with steady time. So what a wrong clock says reaches no picture, and everything that moves by the
/// clock moves. Not here: what a clock is worth (content/clock/clock_state.h).
class TimeKeeper {
public:
    /// What the clock is worth that says `now`; it is `earliest` at least.
    using Judge = std::function<content::ClockState(content::Instant now, content::Instant earliest)>;

    /// Without a judge the clock is right. `built`: no display ran before.
    TimeKeeper(Judge judge, content::Instant built) : judge_(std::move(judge)), earliest_(built) {}

    /// Asks anew. `known`: it is this late at least, as somebody else found out.
    void look(WallTime wall, content::Steady steady, std::optional<content::Instant> known);
    [[nodiscard]] KnownTime time(WallTime wall, content::Steady steady) const;
    /// None: there is no judge.
    [[nodiscard]] std::optional<content::ClockState> state() const { return state_; }

private:
    [[nodiscard]] WallTime earliest(content::Steady steady) const;

    Judge judge_;
    WallTime earliest_;                       ///< at `since_`
    std::optional<content::Steady> since_{};  ///< none: nobody looked yet
    std::optional<content::ClockState> state_{};
};

}  // namespace kiosk
