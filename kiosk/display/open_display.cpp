#include "kiosk/display/open_display.h"

#include <filesystem>

#include "kiosk/display/display_surface.h"
#include "kiosk/display/display_texture.h"

namespace kiosk {
namespace {

/// Without a render node the only OpenGL is llvmpipe: six times slower to start and ten times slower to present than
/// writing the window's pixels ourselves, with twice the memory.
bool has_graphics_processor() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
        if (entry.path().filename().string().starts_with("renderD")) return true;
    }
    return false;
}

}  // namespace

content::Result<std::unique_ptr<Display>> open_display(const DisplayOptions& options) {
    auto window = Window::open(options.window);
    if (!window) return window.error();
    const bool tries_accelerated =
        options.drawing == Drawing::accelerated || (options.drawing == Drawing::automatic && has_graphics_processor());
    if (tries_accelerated) {
        if (auto display = make_texture_display(*window, options.window.rotation)) return display;
    }
    return make_surface_display(std::move(*window), options.window.rotation);
}

}  // namespace kiosk
