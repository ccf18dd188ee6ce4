#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace content {

/// Adds keygen, init-depot, publish, profiles, refresh, approve, rotate-key, verify and bundle to kiosk-pack. The
/// chosen command sets `run`, which returns the exit code (kiosk_pack_exits.h). `run` and `app` live as long as main.
void add_publish_commands(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
