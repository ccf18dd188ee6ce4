#pragma once

#include <string>

/// What the machine under the display says about itself.
namespace kiosk {

/// Where the prepared knowledge about fonts is kept: `wanted`, else the service's own folder, else the user's. Empty:
/// nowhere.
[[nodiscard]] std::string font_cache_folder(const std::string& wanted);
/// The machine's own zone, for a clock before there is any content; UTC where it has none that is known.
[[nodiscard]] std::string zone_of_machine();
/// Leaves out what SDL and Xlib would do at the start for desktops: launch a message bus, and read half a megabyte of
/// rules for composing letters, which a search that ignores accents does not need. Call it before any thread starts.
void spare_desktop_services();

}  // namespace kiosk
