#pragma once

#include <optional>

#include "content/base/steady.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"

/// A finger drags the text of a story or the pages of a list. When the finger lifts, they run on and come to rest at a
/// whole line or page (SCENES.md 2.9). Values only: the time is an argument.
namespace kiosk {

struct Drag {
    float offset = 0;           ///< pixels, under the finger or where it let go
    float speed = 0;            ///< pixels a millisecond, downwards in the text
    content::Steady at{0};      ///< of the last movement, or of letting go
    std::optional<float> goal;  ///< the finger is gone: where it comes to rest
    bool is_text = false;

    bool operator==(const Drag&) const = default;
};

/// The finger moved by `moved` pixels downwards; 0 stops what is running on.
[[nodiscard]] Drag pull(const std::optional<Drag>& drag, const Scrolling& scrolling, float moved, content::Steady now);
/// The finger lifted: the text runs on with the finger's speed, for 1.5 s at the most. A list is at rest at once,
/// and so is a text when the visitor wants no motion.
[[nodiscard]] Drag let_go(Drag drag, const Scrolling& scrolling, MotionChoice motion, content::Steady now);
[[nodiscard]] float offset_at(const Drag& drag, content::Steady now);
[[nodiscard]] bool has_come_to_rest(const Drag& drag, content::Steady now);
/// `scrolling` must have places.
[[nodiscard]] const Scrolling::Place& nearest_place(const Scrolling& scrolling, float offset);

}  // namespace kiosk
