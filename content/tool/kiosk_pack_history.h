#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace content {

/// Adds `history` and `restore`.
void add_history_commands(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
