#pragma once

#include <vector>

#include "content/base/steady.h"
#include "kiosk/events/screen_event.h"

namespace kiosk {

/// Where events come from. Nothing is polled: between events the program sleeps.
class EventSource {
public:
    EventSource() = default;
    virtual ~EventSource() = default;
    EventSource(const EventSource&) = delete;
    EventSource& operator=(const EventSource&) = delete;

    /// Sleeps until something happens, but not longer than `limit`. What happened, in its order; empty when nothing
    /// did.
    [[nodiscard]] virtual std::vector<ScreenEvent> wait(content::Steady limit) = 0;
    /// From any thread: `wait` returns, with this.
    virtual void post(Notice notice) = 0;
};

}  // namespace kiosk
