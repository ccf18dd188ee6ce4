#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "content/items/opening_hours.h"

namespace alerts {

/// The opening hours that settings of a screen (TOML, as screen.toml) give; nothing where they give none.
[[nodiscard]] std::optional<content::OpeningHours> hours_of(std::string_view settings);

/// The same, remembered: settings change rarely, and are looked at all the time.
class KnownHours {
public:
    [[nodiscard]] std::optional<content::OpeningHours> of(const std::string& settings);

private:
    std::map<std::string, std::optional<content::OpeningHours>> known_{};
};

}  // namespace alerts
