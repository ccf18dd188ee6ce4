#pragma once

#include <vector>

#include "kiosk/frame/browsing.h"
#include "kiosk/paint/paint.h"
#include "kiosk/text/theme.h"

/// How a frame enters and what changed between two frames. All are values; the clock is an argument, in milliseconds of
/// the steady clock.
namespace kiosk {

/// Easings turn 0 to 1 in time into 0 to 1 in movement (SCENES.md 3.4).
[[nodiscard]] float ease_in_out(float t);  ///< cubic-bezier(.4, 0, .2, 1)
[[nodiscard]] float ease_out(float t);     ///< cubic-bezier(.16, 1, .3, 1)
[[nodiscard]] float ease_out_cubic(float t);

/// The entrance of one frame: text rises with a stagger, lines draw on, the accent last.
class EntranceMotion {
public:
    /// `u` in pixels. With MotionChoice::none everything is at rest from the beginning.
    EntranceMotion(const Frame& frame, const Motion& motion, float u, MotionChoice choice);
    [[nodiscard]] Pose pose(const Element& element, int elapsed) const;
    [[nodiscard]] int duration() const { return duration_; }
    /// The areas to repaint between two moments: one for each element that moved.
    [[nodiscard]] std::vector<PixelRect> changes(const Frame& frame, int from, int to) const;

private:
    Motion motion_;
    float rise_ = 0;
    bool moves_ = false;
    bool has_accent_ = false;
    int duration_ = 0;
};

/// The areas in which two frames of one size can differ: those of the elements that only one of them has.
[[nodiscard]] std::vector<PixelRect> differences(const Frame& before, const Frame& after);
/// The same areas, with those that overlap or nearly do merged into one, so that nothing is painted twice.
[[nodiscard]] std::vector<PixelRect> merged(std::vector<PixelRect> areas);

/// Where the whole picture stands, in whole pixels. It moves so that no pixel ages faster than its neighbours:
/// burn_in_shift gives step `number` on a ring of `steps` places with the radius `radius`.
struct Offset {
    int x = 0;
    int y = 0;

    bool operator==(const Offset&) const = default;
};
[[nodiscard]] Offset burn_in_shift(std::int64_t number, int steps, float radius);
/// No shift of that radius is longer, in either direction.
[[nodiscard]] int burn_in_margin(float radius);

}  // namespace kiosk
