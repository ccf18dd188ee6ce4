#include "kiosk/app/machine.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "content/base/time.h"

namespace kiosk {
namespace {

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

std::string zone_of_machine() {
    std::error_code error;
    const std::string target = std::filesystem::read_symlink("/etc/localtime", error).string();
    constexpr std::string_view marker = "zoneinfo/";
    const auto at = target.find(marker);
    if (error || at == std::string::npos) return "UTC";
    const std::string zone = target.substr(at + marker.size());
    return content::is_known_zone(zone) ? zone : "UTC";
}

void spare_desktop_services() {
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    ::setenv("XCOMPOSEFILE", "/dev/null", 0);
}

}  // namespace kiosk
