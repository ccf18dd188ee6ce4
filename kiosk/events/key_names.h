#pragma once

#include <optional>
#include <string_view>

#include "kiosk/visit/visit.h"

namespace kiosk {

/// What a key of this name does, by the names that SDL gives to keys ("F1", "Return", "Keypad 5"), which scripts of
/// visitors use too. None: nothing.
[[nodiscard]] std::optional<Key> key_named(std::string_view name);

}  // namespace kiosk
