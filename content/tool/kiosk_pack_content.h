#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace content {

/// Adds load, show and check to kiosk-pack. The chosen command sets `run`, which returns the exit code: 0 done, 1
/// cannot, 2 usage, 3 refused. `run` and `app` live as long as main.
void add_content_commands(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
