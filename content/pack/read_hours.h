#pragma once

#include <optional>
#include <string_view>

#include "content/items/opening_hours.h"
#include "content/pack/toml_fields.h"

namespace content {

/// "07:30" -> 450, up to "24:00"; nothing for any other text.
[[nodiscard]] std::optional<int> read_minute_of_day(std::string_view text);

/// The table [hours] of a screen's profile or of the hub's settings; nothing where there is none, or one that is closed
/// on all days. A mistake is a finding and leaves the screen open on the days that it is about: a panel that is dark by
/// mistake helps nobody.
[[nodiscard]] std::optional<OpeningHours> read_hours(TomlFields& fields);

}  // namespace content
