#pragma once

#include <filesystem>

/// A depot, as `kiosk-pack show` tells it.
namespace content {

[[nodiscard]] bool is_depot(const std::filesystem::path& folder);
/// Prints roles, versions, keys and targets; exit code.
[[nodiscard]] int show_depot(const std::filesystem::path& depot);

}  // namespace content
