#pragma once

#include <filesystem>
#include <string>

/// What the machine under the display says about itself.
namespace kiosk {

/// The folder for fontconfig's cache: `wanted`, else the service's own folder, else the user's. Empty: there is none.
[[nodiscard]] std::string font_cache_folder(const std::string& wanted);
/// The zone of the last content that this display showed, as noted in its state folder; empty when none was. The
/// machine's own zone is nobody's word: a computer set up elsewhere would show a wrong time.
[[nodiscard]] std::string noted_zone(const std::filesystem::path& state_folder);
/// Notes it for a start without content; a folder that cannot be written to is left as it is.
void note_zone(const std::filesystem::path& state_folder, const std::string& zone);
/// Whether there is somebody to open a window at: X, Wayland, or what SDL_VIDEODRIVER names.
[[nodiscard]] bool has_window_system();
/// Whether a service manager started this program and waits to hear from it, as systemd.
[[nodiscard]] bool is_a_service();
/// Stops SDL and Xlib from doing what only desktops need: launching or using a message bus (D-Bus), also where there is
/// one, and reading half a megabyte of rules for composing letters (the search ignores accents). Call it before any
/// thread starts.
void spare_desktop_services();

}  // namespace kiosk
