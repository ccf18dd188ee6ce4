#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/events/event_source.h"

namespace kiosk {

/// Events of the machine itself: input devices, panels that come and go, SIGTERM. Everything is one poll().
[[nodiscard]] std::unique_ptr<EventSource> make_kms_events(std::function<void(const std::string&)> log);

}  // namespace kiosk
