#include "kiosk/scenes/scenes.h"

namespace kiosk::scenes {

/// Nobody is expected to look, and the panel is off. Whoever comes and touches it is served as ever.
void closed(Composer& composer) {
    const Rect whole{0, 0, composer.width(), composer.height()};
    composer.fill(whole, Colour{0, 0, 0, 255});
    if (composer.screen().has_touch)
        composer.target(whole, Action::open_home, "", composer.words("attract.explore"), -1);
}

}  // namespace kiosk::scenes
