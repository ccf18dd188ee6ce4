#pragma once

#include <chrono>
#include <string>

#include "content/base/time.h"
#include "kiosk/text/theme.h"

/// What the wall clock says to a display. Not here: reading it, which only main does.
namespace kiosk {

/// The wall clock, fine enough that neighbouring screens change together.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Light from seven to seven, local time, and while nobody vouches for the clock; rooms are dark after that.
[[nodiscard]] ThemeName theme_of_hour(content::Instant now, const std::string& zone, bool clock_trusted);

}  // namespace kiosk
