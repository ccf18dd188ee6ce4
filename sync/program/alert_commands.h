#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

/// What is wrong, on the machine itself: `kiosk-hub alerts`; and the program that sends messages: `kiosk-hub courier`.
namespace alerts {

/// Adds `alerts list|take|test DIR` and `courier DIR`. Exit codes: 0 done, 1 cannot, 3 refused.
void add_alert_commands(CLI::App& app, std::function<int()>& run, const std::function<content::Instant()>& now);

}  // namespace alerts
