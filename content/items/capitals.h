#pragma once

#include <string_view>

namespace content {

/// True for letters of which at least one is a capital and none is small, in any script that has both.
[[nodiscard]] bool is_in_capitals(std::string_view text);

}  // namespace content
