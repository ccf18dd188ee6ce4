#pragma once

#include <string>

/// What the machine under the display says about itself.
namespace kiosk {

/// The folder for fontconfig's cache: `wanted`, else the service's own folder, else the user's. Empty: there is none.
[[nodiscard]] std::string font_cache_folder(const std::string& wanted);
/// The machine's own zone, for a clock before there is any content; UTC when no zone is set or the zone is not known.
[[nodiscard]] std::string zone_of_machine();
/// Stops SDL and Xlib from doing at the start what only desktops need: launching a message bus, and reading half a
/// megabyte of rules for composing letters (the search ignores accents). Call it before any thread starts.
void spare_desktop_services();

}  // namespace kiosk
