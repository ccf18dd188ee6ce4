#pragma once

#include <string_view>

namespace programme {

/// The text of a file of assets/ that is built into the hub, by its path below assets/; empty for a path that
/// sync/CMakeLists.txt does not list.
[[nodiscard]] std::string_view embedded(std::string_view name);

}  // namespace programme
