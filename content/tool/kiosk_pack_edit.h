#pragma once

#include <functional>

#include "content/base/time.h"

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

/// `kiosk-pack edit`: one item of a pack is changed, published, taken down or removed, and every other byte of its
/// files stays. The same functions as the hub's forms (content/edit). All or nothing, as imports are.
namespace content {

/// Adds the command; `run` becomes what it does. `now` is the time of changes.
void add_edit_command(CLI::App& app, std::function<int()>& run, Instant now);

}  // namespace content
