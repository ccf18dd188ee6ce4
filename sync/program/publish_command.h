#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace hub {

/// Adds `publish DIR`: what the button of the page does, beside a hub that runs. Exit codes: 0 published, 1 cannot, or
/// not yet, 3 refused, 4 nothing new.
void add_publish_command(CLI::App& app, std::function<int()>& run, const std::function<content::Instant()>& now);

}  // namespace hub
