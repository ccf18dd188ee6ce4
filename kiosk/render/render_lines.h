#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "content/base/result.h"

namespace kiosk {

/// Answers one line after the other from `in` to `out`, in their order, until `in` ends or nobody reads `out`. A line
/// that is longer than `max_line` bytes gets an answer too, and is forgotten. Code::io.
[[nodiscard]] content::Status answer_lines(int in, int out, std::size_t max_line,
                                           const std::function<std::string(std::string_view line)>& answer);

}  // namespace kiosk
