#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "content/base/result.h"
#include "kiosk/display/panel_rotation.h"
#include "kiosk/text/geometry.h"

struct SDL_Window;

/// The window, which both kinds of display draw into.
namespace kiosk {

enum class WindowKind { fullscreen, window };

struct WindowOptions {
    std::optional<Size> size;  ///< of the picture; none: the whole screen
    WindowKind kind = WindowKind::fullscreen;
    PanelRotation rotation = PanelRotation::none;
};

/// SDL's video and one window in it, which end together.
class Window {
public:
    /// Code::unavailable: there is no display to open a window on.
    [[nodiscard]] static content::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    [[nodiscard]] SDL_Window* get() const { return window_; }

private:
    Window() = default;
    SDL_Window* window_ = nullptr;
};

/// SDL's last error as a content::Error.
[[nodiscard]] content::Error sdl_error(std::string_view what);

}  // namespace kiosk
