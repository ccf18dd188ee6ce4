#include "kiosk/display/window.h"

#include <SDL2/SDL.h>
#include <fmt/format.h>

namespace kiosk {

using content::Code;
using content::Error;

Error sdl_error(std::string_view what) {
    return {Code::unavailable, fmt::format("{}: {}", what, SDL_GetError())};
}

content::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    // The window's pixels go to the X server or the kernel directly, not by way of OpenGL (12 ms -> 1 ms a picture).
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    // A closed window is an event of its own, which not everybody may cause (kiosk/app/run_loop.h).
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
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
        size = picture_size(*options.size, options.rotation);
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

}  // namespace kiosk
