#pragma once

#include <chrono>
#include <vector>

#include "content/items/items.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

/// What the attract loop is made of. Not here: when each slide shows (schedule.h).
namespace kiosk {

/// A call is in every loop when its deadline is this near.
inline constexpr std::chrono::hours last_days_of_call{72};

/// One place of the attract loop.
struct Slide {
    Scene scene;
    int seconds = 12;

    bool operator==(const Slide&) const = default;
};

/// One turn of the loop in one language, in order (SCENES.md 2.0): board, story, story, links or call, ...; a board at
/// least every 75 s; weights; no topic twice in a row while there is another; expired items never. Empty: nothing to
/// show.
[[nodiscard]] std::vector<Slide> plan_loop(const content::Pack& pack, const Screen& screen, content::Language language,
                                           content::Instant now);

}  // namespace kiosk
