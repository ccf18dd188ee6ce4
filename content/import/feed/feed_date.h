#pragma once

#include <optional>
#include <string>

#include "content/base/time.h"

namespace content {

/// The day of "Sun, 10 Dec 2023 00:00:00 +0100" (RFC 822 3.1 with years of four digits) or of an ISO 8601 date or time,
/// as it is in `zone`.
[[nodiscard]] std::optional<Date> read_feed_date(const std::string& text, const std::string& zone);

}  // namespace content
