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
/// Links take a tenth of the time, or each of their pages comes once. What has expired is left out; with an untrusted
/// clock, what is certain to have. Empty: there is nothing to show.
[[nodiscard]] std::vector<Slide> plan_loop(const content::Pack& pack, const Screen& screen, content::Language language,
                                           content::Instant now, bool clock_trusted = true);

/// About three minutes of the loop in one language.
struct Stint {
    content::Language language = content::Language::en;
    int turn = 0;  ///< how many stints in this language came before in the cycle
    std::vector<Slide> slides;
};

/// The loops of all `languages`, in stints that take turns; each language goes on where it stopped. With one language
/// its whole loop is one stint. Where the loop is so short that links would take over a tenth of the time, everything
/// else comes several times before them. Empty: there is nothing to show.
[[nodiscard]] std::vector<Stint> plan_cycle(const content::Pack& pack, const Screen& screen,
                                            const std::vector<content::Language>& languages, content::Instant now,
                                            bool clock_trusted = true);

}  // namespace kiosk
