#include "kiosk/machine/wall_clock.h"

namespace kiosk {
namespace {

// A machine without a battery-backed clock begins in 1970 or at its image's date: nothing before this is believed.
constexpr content::Instant plausible = std::chrono::sys_days(std::chrono::year(2023) / 1 / 1);

}  // namespace

bool is_plausible(content::Instant now) {
    return now >= plausible;
}

ThemeName theme_of_hour(content::Instant now, const std::string& zone) {
    const int hour = content::to_local(now, zone).hour;
    return hour >= 7 && hour < 19 ? ThemeName::light : ThemeName::dark;
}

}  // namespace kiosk
