#include "kiosk/display/display.h"

#include <SDL2/SDL.h>
#include <fmt/format.h>

#include <filesystem>
#include <string_view>

#include "kiosk/display/display_window.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;

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

Error sdl_error(std::string_view what) {
    return {Code::unavailable, fmt::format("{}: {}", what, SDL_GetError())};
}

content::Result<std::unique_ptr<Window>> Window::open(const DisplayOptions& options) {
    // The window's pixels go to the X server or the kernel directly, not by way of OpenGL (12 ms -> 1 ms a picture).
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdl_error("no display");
    std::unique_ptr<Window> window(new Window);
    // SDL's last resort is a driver that shows nothing: right for tests, which ask for it, wrong for a screen.
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
        return Error{Code::unavailable, "no display: neither X, Wayland nor a console of our own"};
    }
    const bool is_full = options.kind == WindowKind::fullscreen;
    SDL_DisplayMode mode{};
    Size size{1280, 720};
    if (options.size) {
        size = picture_size(*options.size, options.turn);
    } else if (SDL_GetDesktopDisplayMode(0, &mode) == 0 && is_full) {
        size = {mode.w, mode.h};
    }
    Uint32 flags = SDL_WINDOW_SHOWN;
    if (is_full) flags |= options.size ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
    window->window_ =
        SDL_CreateWindow("Rotunda", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, size.width, size.height, flags);
    if (window->window_ == nullptr) return sdl_error("no window");
    SDL_ShowCursor(is_full ? SDL_DISABLE : SDL_ENABLE);
    return window;
}

Window::~Window() {
    if (window_ != nullptr) SDL_DestroyWindow(window_);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

content::Result<std::unique_ptr<Display>> Display::open(const DisplayOptions& options) {
    auto window = Window::open(options);
    if (!window) return window.error();
    const bool tries_accelerated =
        options.drawing == Drawing::accelerated || (options.drawing == Drawing::automatic && has_graphics_processor());
    if (tries_accelerated) {
        if (auto display = make_texture_display(*window, options.turn)) return display;
    }
    return make_surface_display(std::move(*window), options.turn);
}

Point Display::picture_point(Point on_panel, Offset offset) const {
    const Point point = to_picture(on_panel, panel_, turn_);
    return {point.x - static_cast<float>(offset.x), point.y - static_cast<float>(offset.y)};
}

Point Display::panel_point(Point in_picture, Offset offset) const {
    return to_panel(Point{in_picture.x + static_cast<float>(offset.x), in_picture.y + static_cast<float>(offset.y)},
                    panel_, turn_);
}

Offset Display::on_panel(Offset offset) const {
    switch (turn_) {
        case Turn::none: return offset;
        case Turn::quarter: return {-offset.y, offset.x};
        case Turn::half: return {-offset.x, -offset.y};
        case Turn::three_quarters: return {offset.y, -offset.x};
    }
    return offset;
}

PixelRect Display::visible(Offset offset) const {
    PixelRect area = whole(size());
    area.x -= offset.x;
    area.y -= offset.y;
    return area.intersection(whole(size()));
}

}  // namespace kiosk
