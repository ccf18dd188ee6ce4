#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace content {

/// Adds `ceremony` to kiosk-pack, as add_publish_commands does. Exit codes: 0 done, 1 cannot, 3 refused.
void add_ceremony_command(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
