#include "kiosk/display/display_texture.h"

#include <SDL2/SDL.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace kiosk {
namespace {

struct DestroySdl {
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
template <class T>
using Owned = std::unique_ptr<T, DestroySdl>;

/// Each picture is one texture, turned but not moved: moving costs a graphics processor nothing.
class TextureDisplay final : public Display {
public:
    TextureDisplay(std::unique_ptr<Window> window, Owned<SDL_Renderer> renderer, PanelRotation rotation)
        : Display(rotation), window_(std::move(window)), renderer_(std::move(renderer)) {}

    bool adopt_window_size() override {
        Size now;
        if (SDL_GetRendererOutputSize(renderer_.get(), &now.width, &now.height) != 0 || now.width < 1 ||
            now.height < 1 || now == panel()) {
            return false;
        }
        set_panel(now);
        pictures_ = {};
        return true;
    }

    void write(Layer layer, const PixelRect& area, Offset offset, const Write& write) override {
        Layered& picture = pictures_[static_cast<std::size_t>(layer)];
        const PixelRect part = area.intersection(whole(size()));
        if (part.is_empty()) return;
        if (picture.texture == nullptr) {
            picture.texture.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_RGB888,
                                                    SDL_TEXTUREACCESS_STREAMING, panel().width, panel().height));
        }
        picture.offset = offset;
        const PixelRect place = to_panel(part, panel(), rotation());
        const SDL_Rect locked = {place.x, place.y, place.width, place.height};
        void* pixels = nullptr;
        int pitch = 0;
        if (picture.texture == nullptr || SDL_LockTexture(picture.texture.get(), &locked, &pixels, &pitch) != 0) return;
        const Canvas target = {static_cast<std::uint32_t*>(pixels), pitch / 4, {place.width, place.height}};
        if (rotation() == PanelRotation::none) {
            write(part, target);
        } else {
            Pixels upright = make_pixels({part.width, part.height});
            write(part, canvas_of(upright));
            copy_rotated(canvas_of(upright), target, rotation());
        }
        SDL_UnlockTexture(picture.texture.get());
    }

    void present(float mix) override {
        if (mix < 1) copy(pictures_[0], 1);
        if (mix > 0) copy(pictures_[1], mix);
        SDL_RenderPresent(renderer_.get());
    }

    void take_next() override {
        pictures_[0] = std::move(pictures_[1]);
        pictures_[1] = {};
    }

    [[nodiscard]] bool is_accelerated() const override { return true; }

    [[nodiscard]] Pixels read_back() const override {
        Pixels copy = make_pixels(panel());
        SDL_RenderReadPixels(renderer_.get(), nullptr, SDL_PIXELFORMAT_RGB888, copy.argb.data(), panel().width * 4);
        return copy;
    }

private:
    struct Layered {
        Owned<SDL_Texture> texture;
        Offset offset;
    };

    /// Copies one picture to the window, moved, with its own edges stretched over what that uncovers.
    void copy(const Layered& layer, float opacity) const {
        SDL_Texture* picture = layer.texture.get();
        if (picture == nullptr) return;
        SDL_SetTextureBlendMode(picture, opacity < 1 ? SDL_BLENDMODE_BLEND : SDL_BLENDMODE_NONE);
        SDL_SetTextureAlphaMod(picture, static_cast<Uint8>(std::lround(std::clamp(opacity, 0.0F, 1.0F) * 255)));
        const int width = panel().width;
        const int height = panel().height;
        const Offset move = on_panel(layer.offset);
        const int x = std::clamp(move.x, -width / 2, width / 2);
        const int y = std::clamp(move.y, -height / 2, height / 2);
        const SDL_Rect from = {std::max(0, -x), std::max(0, -y), width - std::abs(x), height - std::abs(y)};
        const SDL_Rect to = {std::max(0, x), std::max(0, y), from.w, from.h};
        SDL_RenderCopy(renderer_.get(), picture, &from, &to);
        // The outermost column and row that are seen, over the gap beside them; the corner belongs to the row.
        if (x != 0) {
            const SDL_Rect column = {x > 0 ? from.x : from.x + from.w - 1, from.y, 1, from.h};
            const SDL_Rect gap = {x > 0 ? 0 : width + x, to.y, std::abs(x), from.h};
            SDL_RenderCopy(renderer_.get(), picture, &column, &gap);
        }
        if (y != 0) {
            const int edge = y > 0 ? from.y : from.y + from.h - 1;
            const int gap_y = y > 0 ? 0 : height + y;
            const SDL_Rect row = {from.x, edge, from.w, 1};
            const SDL_Rect gap = {to.x, gap_y, from.w, std::abs(y)};
            SDL_RenderCopy(renderer_.get(), picture, &row, &gap);
            if (x != 0) {
                const SDL_Rect corner = {x > 0 ? from.x : from.x + from.w - 1, edge, 1, 1};
                const SDL_Rect corner_gap = {x > 0 ? 0 : width + x, gap_y, std::abs(x), std::abs(y)};
                SDL_RenderCopy(renderer_.get(), picture, &corner, &corner_gap);
            }
        }
    }

    std::unique_ptr<Window> window_;
    Owned<SDL_Renderer> renderer_;
    std::array<Layered, 2> pictures_;
};

}  // namespace

content::Result<std::unique_ptr<Display>> make_texture_display(std::unique_ptr<Window>& window,
                                                               PanelRotation rotation) {
    Owned<SDL_Renderer> renderer(
        SDL_CreateRenderer(window->get(), -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    if (renderer == nullptr) return sdl_error("no accelerated renderer");
    auto display = std::make_unique<TextureDisplay>(std::move(window), std::move(renderer), rotation);
    static_cast<void>(display->adopt_window_size());
    return std::unique_ptr<Display>(std::move(display));
}

}  // namespace kiosk
