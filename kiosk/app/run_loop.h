#pragma once

#include "content/base/service_notifier.h"
#include "kiosk/app/app.h"
#include "kiosk/app/loop_driver.h"
#include "kiosk/events/event_source.h"

namespace kiosk {

/// Whose keyboard this may be.
enum class Audience {
    anybody,  ///< no key, and nothing that a window manager can ask for, ends the display
    author,   ///< has a window, and ends it with its close button, Ctrl+Alt+Q or Ctrl+C
};

/// For Audience::anybody: Ctrl+C, Ctrl+\ and Ctrl+Z at the terminal that the display was started from do nothing. To be
/// called before a display is opened: SDL leaves alone what is ignored, and hears of SIGTERM.
void ignore_keyboard_signals();

/// Sleeps until something has to be done and does it, until SIGTERM, the page for staff, an author or the driver ends
/// the loop. Nothing is polled: events, a changed folder and a decoded photo (Notice::woken) wake the loop.
void run_until_ended(App& app, EventSource& events, ContentSource& source, LoopDriver& driver,
                     content::ServiceNotifier& notice, Audience audience);

}  // namespace kiosk
