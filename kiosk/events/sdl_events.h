#pragma once

#include <memory>

#include "kiosk/events/event_source.h"

namespace kiosk {

/// The events of SDL's window, whose video part must be up. SDL sleeps in the connection to the window system.
[[nodiscard]] std::unique_ptr<EventSource> make_sdl_events();

}  // namespace kiosk
