#pragma once

#include <cstdint>
#include <string>

#include "content/items/items.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

namespace kiosk {

/// What the wall clock says should be on every screen of the group now: the same answer everywhere, without talking.
struct ScheduledSlide {
    Scene scene;
    content::Language language = content::Language::en;
    content::Instant since;   ///< when this slide began
    content::Instant until;   ///< when the next one begins: always after now
    std::int64_t loop = 0;    ///< number of the loop since the epoch, for the side swap
    std::int64_t slide = 0;   ///< number of the slide since the epoch, for the burn-in shift
    std::string notice = {};  ///< id of the newest notice that is shown full screen these minutes; empty: none
};

/// Emergency first, then whether the screen is open, which needs a trusted clock, then full-screen notices (20 s of
/// each minute; SCENES.md 2.6), then the loop; nothing valid: the clock. Any clock value gives an answer, years back or
/// ahead included. With an untrusted clock `now` is the earliest that it can be, which goes on: the loop turns by it.
[[nodiscard]] ScheduledSlide choose_slide(const content::Pack& pack, const Screen& screen, content::Instant now,
                                          bool clock_trusted = true);

/// Whether an emergency is shown. With an untrusted clock a real one is, unless it is certainly over: whoever signed it
/// meant it, and whoever said that all is clear. A test waits for its time.
[[nodiscard]] bool is_in_force(const content::Notice& emergency, content::Instant now, bool clock_trusted);

}  // namespace kiosk
