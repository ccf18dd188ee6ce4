#include "kiosk/machine/wall_clock.h"

namespace kiosk {

ThemeName theme_of_hour(content::Instant now, const std::string& zone, bool clock_trusted) {
    if (!clock_trusted) return ThemeName::light;
    const int hour = content::to_local(now, zone).hour;
    return hour >= 7 && hour < 19 ? ThemeName::light : ThemeName::dark;
}

}  // namespace kiosk
