#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "kiosk/display/panel_rotation.h"
#include "kiosk/frame/screen.h"

namespace kiosk {

/// screen.toml: what is true of one installed panel.
///
///     name = "Foyer M"            groups = ["foyer"]    place = "M Building, 1st floor"
///     languages = ["en", "fr"]                          # of the loop, in this order
///     theme = "light"                                   # dark, hc, or auto: by the hour
///     diagonal_inches = 55.0      bottom_mm = 900       touch_distance_mm = 600
///     touch = true                audio = true          rotation = 90  # degrees clockwise: 0, 90, 180, 270
///     panel = "HDMI-A-1"                                # or the name that the panel tells; of several, the one to use
///     door_of = ["Room M2", "Salle M2"]                 # the rooms at whose doors it hangs, by all their names
///     zone = "Europe/Vienna"                            # of the clock while there is no content yet
///     clock_set_by_hand = true                          # no time server here: a person sets the machine's clock
///     [hours]                                           # outside them the panel is off; without them it never is
///     daily = "07:30-20:00"       sat = "closed"        # mon, tue, wed, thu, fri, sat, sun; "18:00-02:00": a night
///     [exit]
///     arrow = "up_left"           distance_m = 40       # as seen by somebody facing the screen
///     [exit.assembly_point]
///     en = "Memorial Plaza"
///     [[room]]                                          # the way to a room, as often as there are rooms
///     name = "Boardroom D"        arrow = "left"        step_free = true      # name: or a list of its names
///     [staff]
///     pin = "$argon2id$..."                             # from `kiosk --hash-pin`; without it staff have no page
struct ScreenProfile {
    Screen screen;
    /// As a hub says: it counts once somebody at the panel has confirmed it (kiosk/visit/exit_desk.h).
    std::optional<Exit> proposed_exit{};
    PanelRotation rotation = PanelRotation::none;
    std::string panel;               ///< connector, or the panel's own name; empty: the first that is connected
    std::string staff_pin;           ///< hash; empty: no page for staff
    std::string zone;                ///< IANA, for the clock without content; empty: not given
    bool clock_set_by_hand = false;  ///< a person answers for the machine's battery-backed clock
    bool audio = true;               ///< false: sound is not wanted here, or there is no loudspeaker
};

struct ScreenProfileReadResult {
    ScreenProfile profile;  ///< defaults for whatever was wrong: a display never stops for its profile
    std::vector<content::Finding> findings;
};

/// Reads the text of screen.toml; `file` is its name in findings. Unknown keys are warnings, wrong values errors. What
/// it does not say stays as in `base`. [service], the old name of [staff], is read with a warning.
[[nodiscard]] ScreenProfileReadResult read_screen_profile(std::string_view text, const std::string& file,
                                                          ScreenProfile base = {});
/// The same of what a hub says about this screen from afar. Its way out is only proposed. The panel and the PIN are
/// left out with a warning: a panel that is not there leaves a screen dark, and a depot is public.
[[nodiscard]] ScreenProfileReadResult read_hub_profile(std::string_view text, const std::string& file);

[[nodiscard]] std::optional<PanelRotation> parse_rotation(std::int64_t degrees);

}  // namespace kiosk
