#pragma once

#include <optional>
#include <string>

#include "content/base/time.h"

namespace content {

/// The day, as it is in `zone`, of "Sun, 10 Dec 2023 00:00:00 +0100" (RFC 822 and its successors) or of an ISO 8601
/// date or time. A date without a time is its day in any zone. Nothing for any other text.
[[nodiscard]] std::optional<Date> read_feed_date(const std::string& text, const std::string& zone);

}  // namespace content
