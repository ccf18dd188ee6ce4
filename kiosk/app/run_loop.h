#pragma once

#include "content/base/service_notifier.h"
#include "kiosk/app/app.h"
#include "kiosk/app/loop_driver.h"

namespace kiosk {

/// Wakes the run loop from any thread.
void wake_run_loop();

/// Sleeps until something has to be done and does it, until a signal, the window's close button, Ctrl+Alt+Q or the
/// driver ends the loop. SDL's video part must be up. Nothing is polled: events, a changed folder and a decoded photo
/// wake the loop.
void run_until_ended(App& app, ContentSource& source, LoopDriver& driver, content::ServiceNotifier& notice);

}  // namespace kiosk
