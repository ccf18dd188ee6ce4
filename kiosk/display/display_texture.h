#pragma once

#include <memory>

#include "content/base/result.h"
#include "kiosk/display/display.h"
#include "kiosk/display/window.h"

namespace kiosk {

/// Pictures as textures of a graphics processor. Code::unavailable when it has no driver; `window` stays usable then.
[[nodiscard]] content::Result<std::unique_ptr<Display>> make_texture_display(std::unique_ptr<Window>& window,
                                                                             PanelRotation rotation);

}  // namespace kiosk
