#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/frame/frame.h"

/// Names of what can be touched, for scripts, messages and tests: "open_story:asean-networks", "open_home".
namespace kiosk {

[[nodiscard]] std::string_view name(Action action);
[[nodiscard]] std::optional<Action> parse_action(std::string_view name);
[[nodiscard]] std::string name_of(const Target& target);

/// Index of the target with this name that can be touched now; a name without an id means the first of its action.
/// "service_..." is read as "staff_...", as scripts called it before.
[[nodiscard]] std::optional<int> find_target(const Frame& frame, std::string_view name);
/// A place where a finger hits this target and no other; none when the target is covered.
[[nodiscard]] std::optional<Point> place_to_touch(const Frame& frame, int target);
/// Names of all that can be touched now, for a message.
[[nodiscard]] std::string names_of_targets(const Frame& frame);

}  // namespace kiosk
