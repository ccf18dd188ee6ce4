#include "kiosk/visit/drag.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

using content::Steady;

constexpr float coast_ms = 325;         // at the speed it had, how far it runs
constexpr float list_coast_ms = 150;    // a throw turns one page, not three
constexpr float shortest_run_ms = 150;  // to the next line
constexpr float max_run_ms = 1500;      // SCENES.md 2.9
constexpr Steady held_still{100};       // a finger that rests before it lifts throws nothing
constexpr float newest_share = 0.6F;    // of the newest movement in the speed

/// The cubic easing begins three times as fast as it goes on average: so the run begins at the finger's speed.
float run_time(const Drag& drag) {
    const float distance = std::abs(*drag.goal - drag.offset);
    const float speed = std::abs(drag.speed);
    if (distance <= 0) return 0;
    return speed <= 0 ? shortest_run_ms : std::clamp(3 * distance / speed, shortest_run_ms, max_run_ms);
}

float milliseconds(Steady time) {
    return static_cast<float>(time.count());
}

}  // namespace

Drag pull(const std::optional<Drag>& drag, const Scrolling& scrolling, float moved, Steady now) {
    const bool was_held = drag && !drag->goal;
    const float before = drag ? offset_at(*drag, now) : scrolling.offset;
    Drag next;
    next.offset = std::clamp(before - moved, 0.0F, scrolling.places.back().offset);
    next.at = now;
    next.is_text = scrolling.is_text;
    if (was_held) {
        const float speed = (next.offset - before) / std::max(1.0F, milliseconds(now - drag->at));
        next.speed = newest_share * speed + (1 - newest_share) * drag->speed;
    }
    return next;
}

Drag let_go(Drag drag, const Scrolling& scrolling, MotionChoice motion, Steady now) {
    if (now - drag.at > held_still || motion == MotionChoice::none) drag.speed = 0;
    drag.goal = nearest_place(scrolling, drag.offset + drag.speed * (drag.is_text ? coast_ms : list_coast_ms)).offset;
    drag.at = now;
    if (!drag.is_text || motion == MotionChoice::none) drag.offset = *drag.goal;
    return drag;
}

float offset_at(const Drag& drag, Steady now) {
    if (!drag.goal) return drag.offset;
    const float run = run_time(drag);
    const float share = run <= 0 ? 1 : std::clamp(milliseconds(now - drag.at) / run, 0.0F, 1.0F);
    const float left = (1 - share) * (1 - share) * (1 - share);
    return *drag.goal + (drag.offset - *drag.goal) * left;
}

bool has_come_to_rest(const Drag& drag, Steady now) {
    return drag.goal && milliseconds(now - drag.at) >= run_time(drag);
}

const Scrolling::Place& nearest_place(const Scrolling& scrolling, float offset) {
    return *std::ranges::min_element(
        scrolling.places, {}, [offset](const Scrolling::Place& place) { return std::abs(place.offset - offset); });
}

}  // namespace kiosk
