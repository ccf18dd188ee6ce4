#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace content {

/// Adds import to kiosk-pack. `run` returns the exit code: 0 understood, 1 cannot be read, 2 usage, 3 refused, 4
/// nothing new. `run` and `app` live as long as main. Where nobody says which period a pack is of, it is the one around
/// `now`.
void add_import_command(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
