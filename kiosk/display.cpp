#include "kiosk/display.h"

#include <SDL2/SDL.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <vector>

namespace kiosk {
namespace {

using content::Code;
using content::Error;

struct DestroySdl {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
template <class T>
using Owned = std::unique_ptr<T, DestroySdl>;

/// Without a render node the only OpenGL is llvmpipe: six times slower to start and ten times slower to present than
/// SDL's own software renderer, with twice the memory.
bool has_graphics_processor() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
        if (entry.path().filename().string().starts_with("renderD")) return true;
    }
    return false;
}

Error sdl_error(std::string_view what) {
    return {Code::unavailable, fmt::format("{}: {}", what, SDL_GetError())};
}

}  // namespace

struct Display::State {
    Owned<SDL_Window> window;
    Owned<SDL_Renderer> renderer;
    std::array<Owned<SDL_Texture>, 2> pictures;
    std::vector<std::uint32_t> scratch;  ///< an area before it is turned
    Size panel;
    Turn turn = Turn::none;
    bool is_accelerated = false;
    bool has_video = false;

    ~State() {
        pictures = {};
        renderer.reset();
        window.reset();
        if (has_video) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }

    [[nodiscard]] bool make_picture(std::size_t layer) {
        if (pictures[layer] != nullptr) return true;
        pictures[layer].reset(SDL_CreateTexture(renderer.get(), SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STREAMING,
                                                panel.width, panel.height));
        return pictures[layer] != nullptr;
    }

    /// Copies one picture to the window, moved, with its own edges stretched over what that uncovers.
    void copy(std::size_t layer, Offset offset, float opacity) const {
        SDL_Texture* picture = pictures[layer].get();
        if (picture == nullptr) return;
        // Opaque over opaque: without alpha the copy is a plain one, with it a blend of two opaque pictures.
        const bool is_blend = opacity < 1;
        SDL_SetTextureBlendMode(picture, is_blend ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
        SDL_SetTextureAlphaMod(picture, static_cast<Uint8>(std::lround(std::clamp(opacity, 0.0F, 1.0F) * 255)));
        const int width = panel.width;
        const int height = panel.height;
        const int x = std::clamp(offset.x, -width / 2, width / 2);
        const int y = std::clamp(offset.y, -height / 2, height / 2);
        const SDL_Rect from = {std::max(0, -x), std::max(0, -y), width - std::abs(x), height - std::abs(y)};
        const SDL_Rect to = {std::max(0, x), std::max(0, y), from.w, from.h};
        SDL_RenderCopy(renderer.get(), picture, &from, &to);
        const int edge_x = x > 0 ? 0 : width - 1;
        const int edge_y = y > 0 ? 0 : height - 1;
        if (x != 0) {
            const SDL_Rect column = {edge_x, from.y, 1, from.h};
            const SDL_Rect gap = {x > 0 ? 0 : width + x, to.y, std::abs(x), from.h};
            SDL_RenderCopy(renderer.get(), picture, &column, &gap);
        }
        if (y != 0) {
            const SDL_Rect row = {from.x, edge_y, from.w, 1};
            const SDL_Rect gap = {to.x, y > 0 ? 0 : height + y, from.w, std::abs(y)};
            SDL_RenderCopy(renderer.get(), picture, &row, &gap);
        }
        if (x != 0 && y != 0) {
            const SDL_Rect corner = {edge_x, edge_y, 1, 1};
            const SDL_Rect gap = {x > 0 ? 0 : width + x, y > 0 ? 0 : height + y, std::abs(x), std::abs(y)};
            SDL_RenderCopy(renderer.get(), picture, &corner, &gap);
        }
    }

    /// An offset of the picture as an offset on the panel.
    [[nodiscard]] Offset turned(Offset offset) const {
        switch (turn) {
            case Turn::none: return offset;
            case Turn::quarter: return {-offset.y, offset.x};
            case Turn::half: return {-offset.x, -offset.y};
            case Turn::three_quarters: return {offset.y, -offset.x};
        }
        return offset;
    }
};

Display::Display(std::unique_ptr<State> state) : state_(std::move(state)) {}
Display::~Display() = default;

content::Result<std::unique_ptr<Display>> Display::open(const DisplayOptions& options) {
    // The window's pixels go to the X server or the kernel directly, not by way of OpenGL (12 ms -> 1 ms a picture).
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "nearest");
    auto state = std::make_unique<State>();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return sdl_error("no display");
    state->has_video = true;
    // SDL's last resort is a driver that shows nothing: right for tests, which ask for it, wrong for a screen.
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
        return Error{Code::unavailable, "no display: neither X, Wayland nor a console of our own"};
    }
    state->turn = options.turn;
    const bool is_full = options.kind == WindowKind::fullscreen;
    SDL_DisplayMode mode{};
    Size window_size{1280, 720};
    if (options.size) {
        window_size = picture_size(*options.size, options.turn);
    } else if (SDL_GetDesktopDisplayMode(0, &mode) == 0 && is_full) {
        window_size = {mode.w, mode.h};
    }
    Uint32 flags = SDL_WINDOW_SHOWN;
    if (is_full) flags |= options.size ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
    state->window.reset(SDL_CreateWindow("Rotunda", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, window_size.width,
                                         window_size.height, flags));
    if (state->window == nullptr) return sdl_error("no window");
    SDL_ShowCursor(is_full ? SDL_DISABLE : SDL_ENABLE);
    const bool tries_accelerated =
        options.drawing == Drawing::accelerated || (options.drawing == Drawing::automatic && has_graphics_processor());
    if (tries_accelerated) {
        state->renderer.reset(
            SDL_CreateRenderer(state->window.get(), -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
        state->is_accelerated = state->renderer != nullptr;
    }
    if (state->renderer == nullptr) {
        state->renderer.reset(SDL_CreateRenderer(state->window.get(), -1, SDL_RENDERER_SOFTWARE));
    }
    if (state->renderer == nullptr) return sdl_error("no renderer");
    std::unique_ptr<Display> display(new Display(std::move(state)));
    static_cast<void>(display->adopt_window_size());
    return display;
}

Size Display::size() const {
    return picture_size(state_->panel, state_->turn);
}

Size Display::panel() const {
    return state_->panel;
}

bool Display::adopt_window_size() {
    Size now;
    if (SDL_GetRendererOutputSize(state_->renderer.get(), &now.width, &now.height) != 0 || now.width < 1 ||
        now.height < 1 || now == state_->panel) {
        return false;
    }
    state_->panel = now;
    state_->pictures = {};
    return true;
}

Point Display::picture_point(Point on_panel, Offset offset) const {
    const Point point = to_picture(on_panel, state_->panel, state_->turn);
    return {point.x - static_cast<float>(offset.x), point.y - static_cast<float>(offset.y)};
}

Point Display::panel_point(Point in_picture, Offset offset) const {
    return to_panel(Point{in_picture.x + static_cast<float>(offset.x), in_picture.y + static_cast<float>(offset.y)},
                    state_->panel, state_->turn);
}

void Display::write(Layer layer, const PixelRect& area, const Write& write) {
    const auto index = static_cast<std::size_t>(layer);
    const PixelRect inside = area.intersection(whole(size()));
    assert(inside == area);
    if (inside.is_empty() || !state_->make_picture(index)) return;
    const PixelRect place = to_panel(area, state_->panel, state_->turn);
    const SDL_Rect locked = {place.x, place.y, place.width, place.height};
    void* pixels = nullptr;
    int pitch = 0;
    if (SDL_LockTexture(state_->pictures[index].get(), &locked, &pixels, &pitch) != 0) return;
    const Canvas target = {static_cast<std::uint32_t*>(pixels), pitch / 4, {place.width, place.height}};
    if (state_->turn == Turn::none) {
        write(target);
    } else {
        state_->scratch.resize(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
        const Canvas upright = {state_->scratch.data(), area.width, {area.width, area.height}};
        write(upright);
        copy_turned(upright, target, state_->turn);
        // A whole picture's worth is not kept for the sake of small repaints.
        if (state_->scratch.size() > 512UL * 512UL) std::vector<std::uint32_t>().swap(state_->scratch);
    }
    SDL_UnlockTexture(state_->pictures[index].get());
}

void Display::present(Offset offset, float mix, Offset next_offset) {
    if (mix < 1) state_->copy(0, state_->turned(offset), 1);
    if (mix > 0) state_->copy(1, state_->turned(next_offset), mix);
    SDL_RenderPresent(state_->renderer.get());
}

void Display::swap() {
    std::swap(state_->pictures[0], state_->pictures[1]);
}

void Display::forget_next() {
    state_->pictures[1].reset();
}

bool Display::is_accelerated() const {
    return state_->is_accelerated;
}

Pixels Display::read_back() const {
    Pixels panel = make_pixels(state_->panel);
    SDL_RenderReadPixels(state_->renderer.get(), nullptr, SDL_PIXELFORMAT_RGB888, panel.argb.data(),
                         state_->panel.width * 4);
    return panel;
}

}  // namespace kiosk
