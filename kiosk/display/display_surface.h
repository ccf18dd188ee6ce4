#pragma once

#include <memory>

#include "content/base/result.h"
#include "kiosk/display/display.h"
#include "kiosk/display/window.h"

namespace kiosk {

/// Pictures in plain memory, which the processor mixes straight into the window's pixels. Code::unavailable: the window
/// has no pixels.
[[nodiscard]] content::Result<std::unique_ptr<Display>> make_surface_display(std::unique_ptr<Window> window,
                                                                             PanelRotation rotation);

}  // namespace kiosk
