#include "kiosk/display/display_surface.h"

#include <SDL2/SDL.h>

#include <algorithm>
#include <vector>

#include "content/base/huge_pages.h"
#include "kiosk/display/panel_memory.h"

namespace kiosk {
namespace {

struct FreeSurface {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

/// The picture that shows is the window's own memory; a second and a third picture exist only while one follows
/// another. Everything is kept as the panel has it: turned and moved.
class SurfaceDisplay final : public Display {
public:
    SurfaceDisplay(std::unique_ptr<Window> window, PanelRotation rotation)
        : Display(rotation), window_(std::move(window)) {}

    bool adopt_window_size() override {
        SDL_Surface* surface = SDL_GetWindowSurface(window_->get());
        if (surface == nullptr || surface == surface_) return false;
        surface_ = surface;
        content::populate(surface->pixels,
                          static_cast<std::size_t>(surface->pitch) * static_cast<std::size_t>(surface->h));
        set_panel({surface->w, surface->h});
        before_ = {};
        next_ = {};
        const Uint32 format = surface->format->format;
        const bool is_plain = (format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888) &&
                              !SDL_MUSTLOCK(surface) && surface->pitch % 4 == 0;
        converted_.reset();
        if (!is_plain) {
            converted_.reset(SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888));
        }
        return true;
    }

    void write(Layer layer, const PixelRect& area, Offset offset, const Write& write) override {
        const PixelRect part = area.intersection(visible(offset));
        if (part.is_empty()) return;
        if (layer == Layer::next && next_.size != panel()) next_ = make_pixels(panel());
        const Canvas target = layer == Layer::next ? canvas_of(next_) : glass();
        if (target.pixels == nullptr) return;
        const PixelRect place = write_on_panel(target, part, on_panel(offset), rotation(), write);
        if (layer == Layer::showing) changed_.push_back(place);
    }

    void present(float mix) override {
        if (mix <= 0) {
            before_ = {};  // a fade that was given up
            return show();
        }
        if (next_.size != panel()) return;
        if (before_.size != panel()) {
            before_ = read_back();
            difference_ = Difference(canvas_of(before_), canvas_of(next_));
        }
        const Canvas target = glass();
        const unsigned share = share_of_256(mix);
        for (int y = 0; y < panel().height; ++y)
            mix_row(canvas_of(before_), canvas_of(next_), share, y, difference_.span(y, 0, panel().width), target);
        changed_.push_back(difference_.area());
        show();
    }

    void take_next() override {
        const Canvas target = glass();
        if (next_.size == panel() && target.pixels != nullptr) {
            for (int y = 0; y < panel().height; ++y) {
                const auto row = next_.argb.begin() + std::ptrdiff_t{y} * panel().width;
                std::copy(row, row + panel().width, target.pixels + std::ptrdiff_t{y} * target.pitch);
            }
            changed_.push_back(whole(panel()));
        }
        before_ = {};
        next_ = {};
    }

    [[nodiscard]] bool is_accelerated() const override { return false; }

    [[nodiscard]] Canvas composed() const override { return glass(); }

    [[nodiscard]] Pixels read_back() const override {
        Pixels copy = make_pixels(panel());
        copy_rows(glass(), copy);
        return copy;
    }

private:
    [[nodiscard]] Canvas glass() const {
        const SDL_Surface* surface = converted_ ? converted_.get() : surface_;
        if (surface == nullptr) return {};
        return {static_cast<std::uint32_t*>(surface->pixels), surface->pitch / 4, panel()};
    }

    static void copy_rows(const Canvas& from, Pixels& to) {
        for (int y = 0; y < to.size.height; ++y) {
            const std::uint32_t* row = from.pixels + std::ptrdiff_t{y} * from.pitch;
            std::copy(row, row + to.size.width, to.argb.begin() + std::ptrdiff_t{y} * to.size.width);
        }
    }

    /// Hands what changed to the window system; everything when nothing did.
    void show() {
        if (changed_.empty()) changed_.push_back(whole(panel()));
        std::vector<SDL_Rect> areas;
        for (const PixelRect& area : merged(std::move(changed_))) {
            const PixelRect inside = area.intersection(whole(panel()));
            if (!inside.is_empty()) areas.push_back({inside.x, inside.y, inside.width, inside.height});
        }
        changed_.clear();
        if (areas.empty()) return;
        if (converted_) SDL_BlitSurface(converted_.get(), nullptr, surface_, nullptr);
        SDL_UpdateWindowSurfaceRects(window_->get(), areas.data(), static_cast<int>(areas.size()));
    }

    std::unique_ptr<Window> window_;
    SDL_Surface* surface_ = nullptr;                       ///< the window's
    std::unique_ptr<SDL_Surface, FreeSurface> converted_;  ///< in its place where its format is another
    Pixels before_;                                        ///< what a fade leaves
    Pixels next_;
    Difference difference_;           ///< of both, during a fade
    std::vector<PixelRect> changed_;  ///< since the last picture shown
};

}  // namespace

content::Result<std::unique_ptr<Display>> make_surface_display(std::unique_ptr<Window> window, PanelRotation rotation) {
    auto display = std::make_unique<SurfaceDisplay>(std::move(window), rotation);
    if (!display->adopt_window_size()) return sdl_error("no pixels in the window");
    return std::unique_ptr<Display>(std::move(display));
}

}  // namespace kiosk
