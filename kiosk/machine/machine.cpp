#include "kiosk/machine/machine.h"

#include <cstdlib>

#include "content/base/files.h"
#include "content/base/time.h"

namespace kiosk {
namespace {

constexpr const char* zone_file = "zone";
constexpr std::size_t max_zone_bytes = 64;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

std::string font_cache_folder(const std::string& wanted) {
    if (!wanted.empty()) return wanted;
    if (const auto service = environment("CACHE_DIRECTORY"); !service.empty()) return service + "/fonts";
    if (const auto user = environment("XDG_CACHE_HOME"); !user.empty()) return user + "/rotunda/fonts";
    if (const auto home = environment("HOME"); !home.empty()) return home + "/.cache/rotunda/fonts";
    return {};
}

std::string noted_zone(const std::filesystem::path& state_folder) {
    if (state_folder.empty()) return {};
    const auto noted = content::read_file(state_folder / zone_file, max_zone_bytes);
    return noted && content::is_known_zone(*noted) ? *noted : std::string();
}

void note_zone(const std::filesystem::path& state_folder, const std::string& zone) {
    if (state_folder.empty() || !content::is_known_zone(zone) || noted_zone(state_folder) == zone) return;
    static_cast<void>(content::write_unsynced(state_folder / zone_file, zone));
}

bool has_window_system() {
    return !environment("SDL_VIDEODRIVER").empty() || !environment("DISPLAY").empty() ||
           !environment("WAYLAND_DISPLAY").empty();
}

bool is_a_service() {
    return !environment("NOTIFY_SOCKET").empty();
}

void spare_desktop_services() {
    for (const char* bus : {"DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"})
        ::setenv(bus, "disabled:", 1);
    ::setenv("XCOMPOSEFILE", "/dev/null", 0);
}

}  // namespace kiosk
