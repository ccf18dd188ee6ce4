#pragma once

#include <vector>

#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

namespace kiosk {

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

/// What the wall clock says should be on every screen of the group now: the same answer everywhere, without talking.
struct Showing {
    Scene scene;
    content::Language language = content::Language::en;
    content::Instant since;   ///< when this slide began
    content::Instant until;   ///< when the next one begins: always after now
    std::int64_t loop = 0;    ///< number of the loop since the epoch, for the side swap
    std::int64_t slide = 0;   ///< number of the slide since the epoch, for the orbit
    std::string notice = {};  ///< id of the newest one that is shown full screen these minutes; empty: none
};

/// Emergency first, then full-screen notices (20 s of each minute; SCENES.md 2.6), then the loop; nothing valid: the
/// clock. Any clock value gives an answer, years back or ahead included.
[[nodiscard]] Showing choose_showing(const content::Pack& pack, const Screen& screen, content::Instant now);

/// Seconds that a native takes to read `text` aloud; no limits.
[[nodiscard]] double time_to_read(std::string_view text, content::Language language);
/// Seconds to read `words` of a language (SCENES.md 1.3): 12 to 32.
[[nodiscard]] int reading_seconds(std::string_view headline, std::string_view gist, content::Language language,
                                  bool has_code);

}  // namespace kiosk
