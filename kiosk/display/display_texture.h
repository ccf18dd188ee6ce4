#pragma once

#include <memory>

#include "content/base/result.h"
#include "kiosk/display/display.h"
#include "kiosk/display/window.h"

namespace kiosk {

/// Pictures as textures of a graphics processor. Code::unavailable: the processor has no driver; `window` stays usable.
[[nodiscard]] content::Result<std::unique_ptr<Display>> make_texture_display(std::unique_ptr<Window>& window,
                                                                             PanelRotation rotation);

}  // namespace kiosk
