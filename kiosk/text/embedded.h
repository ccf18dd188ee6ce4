#pragma once

#include <string_view>

namespace kiosk {

/// A text file of assets/ built into the program, by its path below assets/ ("tokens.json", "strings/en.toml"); empty
/// for a name that kiosk/CMakeLists.txt does not list.
[[nodiscard]] std::string_view embedded(std::string_view name);

}  // namespace kiosk
