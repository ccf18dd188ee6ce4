#include "kiosk/display/display_surface.h"

#include <SDL2/SDL.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "content/base/huge_pages.h"
#include "kiosk/display/mix.h"

namespace kiosk {
namespace {

struct FreeSurface {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

/// Where a row of two pictures differs: pixels from `left` up to `right`.
struct Span {
    int left = 0;
    int right = 0;
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
        PixelRect place = to_panel(part, panel(), rotation());
        const Offset move = on_panel(offset);
        place.x += move.x;
        place.y += move.y;
        const Canvas inside = {target.pixels + std::ptrdiff_t{place.y} * target.pitch + place.x,
                               target.pitch,
                               {place.width, place.height}};
        if (rotation() == PanelRotation::none) {
            write(part, inside);
        } else {
            Pixels upright = make_pixels({part.width, part.height});
            write(part, canvas_of(upright));
            copy_rotated(canvas_of(upright), inside, rotation());
        }
        place = stretch_edges(target, place, move);
        if (layer == Layer::showing) changed_.push_back(place);
    }

    void present(float mix) override {
        if (mix <= 0) {
            before_ = {};  // a fade that was given up
            return show();
        }
        if (next_.size != panel()) return;
        if (before_.size != panel()) begin_fade();
        const Canvas target = glass();
        const auto share = static_cast<unsigned>(std::lround(std::clamp(mix, 0.0F, 1.0F) * 256));
        for (int y = 0; y < panel().height; ++y) {
            const Span span = spans_[static_cast<std::size_t>(y)];
            if (span.left >= span.right) continue;
            const std::ptrdiff_t at = std::ptrdiff_t{y} * panel().width + span.left;
            kiosk::mix(before_.argb.data() + at, next_.argb.data() + at,
                       target.pixels + std::ptrdiff_t{y} * target.pitch + span.left,
                       static_cast<std::size_t>(span.right - span.left), share);
        }
        changed_.push_back(differing_);
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

    /// Where the picture does not reach because it is moved, its outermost pixels are repeated. Returns `place` with
    /// what was added to it.
    [[nodiscard]] PixelRect stretch_edges(const Canvas& target, PixelRect place, Offset move) const {
        const int width = panel().width;
        const int height = panel().height;
        const auto row_at = [&](int y) { return target.pixels + std::ptrdiff_t{y} * target.pitch; };
        if (move.x > 0 && place.x == move.x) {
            for (int y = place.y; y < place.bottom(); ++y)
                std::fill_n(row_at(y), move.x, row_at(y)[move.x]);
            place = place.united({0, place.y, 1, place.height});
        } else if (move.x < 0 && place.right() == width + move.x) {
            for (int y = place.y; y < place.bottom(); ++y)
                std::fill_n(row_at(y) + place.right(), -move.x, row_at(y)[place.right() - 1]);
            place.width -= move.x;
        }
        if (move.y > 0 && place.y == move.y) {
            for (int y = 0; y < move.y; ++y)
                std::copy_n(row_at(move.y) + place.x, place.width, row_at(y) + place.x);
            place = place.united({place.x, 0, place.width, 1});
        } else if (move.y < 0 && place.bottom() == height + move.y) {
            for (int y = place.bottom(); y < height; ++y)
                std::copy_n(row_at(place.bottom() - 1) + place.x, place.width, row_at(y) + place.x);
            place.height -= move.y;
        }
        return place;
    }

    /// Keeps what shows, and finds out where the next picture differs: bars and backgrounds often do not.
    void begin_fade() {
        before_ = read_back();
        spans_.assign(static_cast<std::size_t>(panel().height), {});
        differing_ = {};
        const int width = panel().width;
        for (int y = 0; y < panel().height; ++y) {
            const std::uint32_t* one = before_.argb.data() + std::ptrdiff_t{y} * width;
            const std::uint32_t* other = next_.argb.data() + std::ptrdiff_t{y} * width;
            const auto left = static_cast<int>(std::mismatch(one, one + width, other).first - one);
            if (left == width) continue;
            int right = width;
            while (one[right - 1] == other[right - 1])
                --right;
            spans_[static_cast<std::size_t>(y)] = {left, right};
            differing_ = differing_.united({left, y, right - left, 1});
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
    std::vector<Span> spans_;  ///< one per row, during a fade
    PixelRect differing_;
    std::vector<PixelRect> changed_;  ///< since the last picture shown
};

}  // namespace

content::Result<std::unique_ptr<Display>> make_surface_display(std::unique_ptr<Window> window, PanelRotation rotation) {
    auto display = std::make_unique<SurfaceDisplay>(std::move(window), rotation);
    if (!display->adopt_window_size()) return sdl_error("no pixels in the window");
    return std::unique_ptr<Display>(std::move(display));
}

}  // namespace kiosk
