#pragma once

#include <memory>

#include "content/base/result.h"
#include "kiosk/display/display.h"
#include "kiosk/display/window.h"

namespace kiosk {

enum class Drawing {
    automatic,  ///< accelerated when the machine has a render node, else software
    accelerated,
    software,
};

struct DisplayOptions {
    WindowOptions window;
    Drawing drawing = Drawing::automatic;
};

/// Opens the window and what draws into it. A graphics processor without a driver is passed over. Code::unavailable:
/// there is no display.
[[nodiscard]] content::Result<std::unique_ptr<Display>> open_display(const DisplayOptions& options);

}  // namespace kiosk
