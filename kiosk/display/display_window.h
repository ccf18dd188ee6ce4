#pragma once

#include <memory>
#include <string_view>

#include "kiosk/display/display.h"

struct SDL_Window;

/// What the two kinds of display share: the window itself.
namespace kiosk {

/// SDL's video and one window in it, ended together.
class Window {
public:
    [[nodiscard]] static content::Result<std::unique_ptr<Window>> open(const DisplayOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    [[nodiscard]] SDL_Window* get() const { return window_; }

private:
    Window() = default;
    SDL_Window* window_ = nullptr;
};

/// SDL's last error as one of ours.
[[nodiscard]] content::Error sdl_error(std::string_view what);

/// Pictures in plain memory, mixed by ourselves straight into the window's pixels.
[[nodiscard]] content::Result<std::unique_ptr<Display>> make_surface_display(std::unique_ptr<Window> window, Turn turn);
/// Pictures as textures of a graphics processor. Code::unavailable when it has no driver; `window` stays usable then.
[[nodiscard]] content::Result<std::unique_ptr<Display>> make_texture_display(std::unique_ptr<Window>& window,
                                                                             Turn turn);

}  // namespace kiosk
