#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

/// The words of `kiosk-hub` that ask or change its database, on the machine itself and beside a hub that runs.
namespace hub {

/// Adds `screens`, `token`, `backup` and `restore`; `code` becomes what the program ends with. `now` is the wall clock.
void add_screen_commands(CLI::App& app, int& code, std::function<content::Instant()> now);

}  // namespace hub
