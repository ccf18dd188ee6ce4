#pragma once

#include <string_view>

namespace kiosk {

/// The text of a file of assets/ that is built into the program, by its path below assets/ ("tokens.json",
/// "strings/en.toml"); empty for a path that kiosk/CMakeLists.txt does not list.
[[nodiscard]] std::string_view embedded(std::string_view name);

}  // namespace kiosk
