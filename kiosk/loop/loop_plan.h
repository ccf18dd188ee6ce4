#pragma once

#include <chrono>
#include <vector>

#include "content/items/items.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

/// What the attract loop is made of. Not here: when each slide shows (schedule.h).
namespace kiosk {

/// A call is in every loop for this long before its deadline. Plan and schedule go by it.
inline constexpr std::chrono::hours last_days_of_call{72};

/// One place of the attract loop.
struct Slide {
    Scene scene;
    int seconds = 12;

    bool operator==(const Slide&) const = default;
};

/// The loop once, in one language (SCENES.md 2.0): programme, story, story, links or a call, and so on. The programme
/// comes every 75 s or more often, a story as often as its weight says, no topic twice in a row while there is another.
/// What has expired is left out. Empty: there is nothing to show.
[[nodiscard]] std::vector<Slide> plan_loop(const content::Pack& pack, const Screen& screen, content::Language language,
                                           content::Instant now);

}  // namespace kiosk
