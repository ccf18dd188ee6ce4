#include "kiosk/paint/paint.h"

#include <SDL2/SDL.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cassert>
#include <cmath>
#include <limits>
#include <memory>

#include "kiosk/paint/imgui_renderer.h"
#include "kiosk/paint/raster.h"

namespace kiosk {
namespace {

constexpr Colour qr_ink = {0x0C, 0x1E, 0x2C, 255};  // dark modules in every theme (SCENES.md 1.10)
constexpr Colour paper_white = {255, 255, 255, 255};
constexpr Colour backdrop = {0x0A, 0x27, 0x40, 255};  // seen only where a frame paints nothing
// Images waiting for one call of render: their memory is used again for the next ones.
constexpr std::size_t pending_budget = 1UL * 1024 * 1024;

struct DestroySdl {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
template <class T>
using Owned = std::unique_ptr<T, DestroySdl>;

/// A colour at an opacity.
struct Ink {
    Colour colour;

    Ink(Colour opaque, float opacity) : colour(opaque) {
        const float alpha = static_cast<float>(opaque.alpha) * std::clamp(opacity, 0.0F, 1.0F);
        colour.alpha = static_cast<std::uint8_t>(std::lround(alpha));
    }
    [[nodiscard]] ImU32 packed() const { return IM_COL32(colour.red, colour.green, colour.blue, colour.alpha); }
    /// As a pixel of which `coverage` of 255 is covered.
    [[nodiscard]] std::uint32_t covering(std::uint32_t coverage) const {
        const std::uint32_t alpha = (coverage * colour.alpha + 127) / 255;
        return (alpha << 24U) | (std::uint32_t{colour.red} << 16U) | (std::uint32_t{colour.green} << 8U) | colour.blue;
    }
};

PixelRect text_area(const TextBlock& block, const TextBitmap& bitmap, float dy) {
    return {static_cast<int>(std::lround(block.box.x)) + bitmap.left,
            static_cast<int>(std::lround(block.box.y + dy)) + bitmap.top, bitmap.width, bitmap.height};
}

}  // namespace

/// One call of Painter::paint: the draw list, the textures it refers to, and where it ends up.
class Painting {
public:
    Painting(Painter& painter, const PixelRect& area, const FindPhoto& find_photo, SDL_Renderer* renderer)
        : painter_(painter), area_(area), crop_(area), find_photo_(find_photo), renderer_(renderer) {
        shared_.ClipRectFullscreen = {0, 0, static_cast<float>(area.width), static_cast<float>(area.height)};
        begin();
    }

    void draw(const Element& element, const Pose& pose) {
        pose_ = pose;
        std::visit([this](const auto& what) { draw(what); }, element.what);
        if (pending_ > pending_budget) flush();
    }

    void flush() {
        ImDrawList* lists[] = {&list_};
        ImDrawData data;
        data.Valid = true;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.DisplaySize = {static_cast<float>(area_.width), static_cast<float>(area_.height)};
        data.FramebufferScale = {1, 1};
        render(data, renderer_);
        SDL_RenderFlush(renderer_);  // before the textures go
        textures_.clear();
        pending_ = 0;
        begin();
    }

private:
    void begin() {
        list_._ResetForNewFrame();
        list_.Flags = ImDrawListFlags_AllowVtxOffset;  // whole-pixel rectangles and images only: no anti-aliasing here
        list_.PushClipRectFullScreen();
        list_.PushTextureID(nullptr);
    }

    [[nodiscard]] ImVec2 at(int x, int y) const {
        return {static_cast<float>(x - area_.x), static_cast<float>(y - area_.y)};
    }

    void fill(const PixelRect& rect, Ink ink) {
        const PixelRect seen = rect.intersection(area_);
        if (!seen.is_empty()) list_.AddRectFilled(at(seen.x, seen.y), at(seen.right(), seen.bottom()), ink.packed());
    }

    /// An image of the size of `place`, its pixels written by `write(row, x, y, width)`; what is outside the area is
    /// left out. Colour and opacity are in the pixels: SDL blends a texture that is tinted three times more slowly.
    template <class WriteRow>
    void image(const PixelRect& place, const WriteRow& write) {
        const PixelRect seen = place.intersection(area_).intersection(crop_);
        if (seen.is_empty()) return;
        Owned<SDL_Texture> texture(SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING,
                                                     seen.width, seen.height));
        void* pixels = nullptr;
        int pitch = 0;
        if (texture == nullptr || SDL_LockTexture(texture.get(), nullptr, &pixels, &pitch) != 0) return;
        for (int y = 0; y < seen.height; ++y) {
            auto* row = reinterpret_cast<std::uint32_t*>(static_cast<std::uint8_t*>(pixels) + y * pitch);
            write(row, seen.x - place.x, seen.y - place.y + y, seen.width);
        }
        SDL_UnlockTexture(texture.get());
        SDL_SetTextureBlendMode(texture.get(), SDL_BLENDMODE_BLEND);
        SDL_SetTextureScaleMode(texture.get(), SDL_ScaleModeNearest);
        list_.AddImage(texture.get(), at(seen.x, seen.y), at(seen.right(), seen.bottom()));
        pending_ += static_cast<std::size_t>(pitch) * static_cast<std::size_t>(seen.height);
        textures_.push_back(std::move(texture));
    }

    void coverage(const PixelRect& place, const std::vector<std::uint8_t>& values, Ink ink) {
        image(place, [&](std::uint32_t* row, int x, int y, int width) {
            const std::uint8_t* from =
                values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(place.width) + x;
            for (int i = 0; i < width; ++i)
                row[i] = ink.covering(from[i]);
        });
    }

    void corners(const PixelRect& rect, float outer, float inner, Ink ink) {
        for (const Corner corner : {Corner::top_left, Corner::top_right, Corner::bottom_left, Corner::bottom_right}) {
            const bool is_right = corner == Corner::top_right || corner == Corner::bottom_right;
            const bool is_bottom = corner == Corner::bottom_left || corner == Corner::bottom_right;
            const int side = static_cast<int>(std::ceil(outer));
            const PixelRect place = {is_right ? rect.right() - side : rect.x, is_bottom ? rect.bottom() - side : rect.y,
                                     side, side};
            if (!place.intersection(area_).is_empty()) {
                coverage(place, corner_mask(outer, inner, corner).coverage, ink);
            }
        }
    }

    void rounded(const PixelRect& rect, float radius, Ink ink) {
        const int side = static_cast<int>(std::ceil(radius));
        fill({rect.x + side, rect.y, rect.width - 2 * side, side}, ink);
        fill({rect.x, rect.y + side, rect.width, rect.height - 2 * side}, ink);
        fill({rect.x + side, rect.bottom() - side, rect.width - 2 * side, side}, ink);
        corners(rect, radius, 0, ink);
    }

    void border(const PixelRect& rect, float radius, int thickness, Ink ink) {
        const int side = std::max(static_cast<int>(std::ceil(radius)), thickness);
        fill({rect.x + side, rect.y, rect.width - 2 * side, thickness}, ink);
        fill({rect.x + side, rect.bottom() - thickness, rect.width - 2 * side, thickness}, ink);
        fill({rect.x, rect.y + side, thickness, rect.height - 2 * side}, ink);
        fill({rect.right() - thickness, rect.y + side, thickness, rect.height - 2 * side}, ink);
        const auto corner_radius = static_cast<float>(side);
        if (radius > 0) {
            corners(rect, std::max(radius, corner_radius), corner_radius - static_cast<float>(thickness), ink);
            return;
        }
        for (const int x : {rect.x, rect.right() - side}) {
            for (const int y : {rect.y, rect.bottom() - side})
                fill({x, y, side, side}, ink);
        }
    }

    void draw(const Fill& what) {
        Rect moved = what.rect;
        moved.y += pose_.dy;
        const PixelRect rect = snapped(moved);
        if (rect.intersection(area_).is_empty()) return;
        const float limit = static_cast<float>(std::min(rect.width, rect.height)) / 2;
        const float radius = std::clamp(what.radius, 0.0F, limit);
        const bool is_round = radius >= 0.75F;
        if (what.colour.alpha > 0) {
            if (is_round) {
                rounded(rect, radius, Ink(what.colour, pose_.opacity));
            } else {
                fill(rect, Ink(what.colour, pose_.opacity));
            }
        }
        if (what.border > 0) {
            const int thickness =
                std::min(std::max(1, static_cast<int>(std::lround(what.border))), std::max(1, static_cast<int>(limit)));
            border(rect, is_round ? radius : 0, thickness, Ink(what.border_colour, pose_.opacity));
        }
    }

    void draw(const TextBlock& block) {
        const TextBitmap& bitmap = painter_.bitmap_of(block);
        if (!block.clip.is_empty()) crop_ = snapped(block.clip);
        coverage(text_area(block, bitmap, pose_.dy), bitmap.coverage, Ink(block.colour, pose_.opacity));
        crop_ = area_;
    }

    void draw(const PhotoElement& photo) {
        const Pixels* pixels = find_photo_(photo);
        const PixelRect place = snapped(photo.rect);
        if (pixels == nullptr || pixels->size != Size{place.width, place.height}) return;
        const float radius = std::min(photo.radius, static_cast<float>(std::min(place.width, place.height)) / 2);
        const Mask round = radius >= 0.75F ? corner_mask(radius, 0, Corner::top_left) : Mask{};
        const int side = round.area.width;
        const auto alpha_at = [&](int x, int y) {
            const int from_x = std::min(x, place.width - 1 - x);
            const int from_y = std::min(y, place.height - 1 - y);
            if (from_x >= side || from_y >= side) return std::uint32_t{0xFF};
            return std::uint32_t{round.coverage[static_cast<std::size_t>(from_y * side + from_x)]};
        };
        const Ink opaque(paper_white, pose_.opacity);
        image(place, [&](std::uint32_t* row, int x, int y, int width) {
            for (int i = 0; i < width; ++i) {
                const std::uint32_t alpha = opaque.covering(alpha_at(x + i, y)) & 0xFF000000U;
                row[i] = (pixels->at(x + i, y) & 0x00FFFFFFU) | alpha;
            }
        });
    }

    void draw(const QrCode& code) {
        // Neighbouring dark modules of a row become one rectangle: a twentieth of the geometry, the same pixels.
        const Ink ink(qr_ink, 1);
        fill({code.x, code.y, code.module * code.modules, code.module * code.modules}, Ink(paper_white, 1));
        for (int row = 0; row < code.modules; ++row) {
            for (int column = 0; column < code.modules;) {
                const auto is_dark = [&](int x) {
                    return x < code.modules && code.dark[static_cast<std::size_t>(row * code.modules + x)];
                };
                int end = column;
                while (is_dark(end))
                    ++end;
                if (end > column) {
                    fill({code.x + column * code.module, code.y + row * code.module, (end - column) * code.module,
                          code.module},
                         ink);
                }
                column = end + 1;
            }
        }
    }

    void draw(const Stroke& stroke) {
        const Mask mask = stroke_mask(stroke, pose_.drawn, area_);
        if (!mask.coverage.empty()) coverage(mask.area, mask.coverage, Ink(stroke.colour, pose_.opacity));
    }

    void draw(const Polygon& polygon) {
        const Mask mask = polygon_mask(polygon.points, area_);
        if (!mask.coverage.empty()) coverage(mask.area, mask.coverage, Ink(polygon.colour, pose_.opacity));
    }

    Painter& painter_;
    PixelRect area_;
    PixelRect crop_;  ///< images are painted only inside
    const FindPhoto& find_photo_;
    SDL_Renderer* renderer_;
    Pose pose_;
    ImDrawListSharedData shared_;
    ImDrawList list_{&shared_};
    std::vector<Owned<SDL_Texture>> textures_;
    std::size_t pending_ = 0;
};

PixelRect painted_area(const Element& element, const Pose& pose) {
    struct Visitor {
        float dy;
        PixelRect operator()(const Fill& fill) const {
            Rect rect = fill.rect;
            rect.y += dy;
            return snapped(rect);
        }
        PixelRect operator()(const TextBlock& block) const {
            // Ink may leave the box (accents, swashes): half an em each way is more than any of our faces needs.
            const float margin = block.spec.style.size / 2 + 1;
            Rect rect = block.box.inset(-margin, -margin);
            rect.y += dy;
            const PixelRect area = covering(rect);
            return block.clip.is_empty() ? area : area.intersection(snapped(block.clip));
        }
        PixelRect operator()(const PhotoElement& photo) const { return snapped(photo.rect); }
        PixelRect operator()(const QrCode& code) const {
            return {code.x, code.y, code.module * code.modules, code.module * code.modules};
        }
        PixelRect operator()(const Stroke& stroke) const { return around(stroke.points, stroke.width / 2 + 2); }
        PixelRect operator()(const Polygon& polygon) const { return around(polygon.points, 2); }
        static PixelRect around(const std::vector<Point>& points, float margin) {
            PixelRect area;
            for (const Point& point : points) {
                area = area.united(covering({point.x - margin, point.y - margin, 2 * margin, 2 * margin}));
            }
            return area;
        }
    };
    return std::visit(Visitor{pose.dy}, element.what);
}

void Painter::paint(const Frame& frame, const PixelRect& area, const PoseOf& pose_of, const FindPhoto& find_photo,
                    Canvas out) {
    assert(out.size == (Size{area.width, area.height}));
    if (area.is_empty()) return;
    const Owned<SDL_Surface> surface(SDL_CreateRGBSurfaceWithFormatFrom(out.pixels, area.width, area.height, 32,
                                                                        out.pitch * 4, SDL_PIXELFORMAT_RGB888));
    const Owned<SDL_Renderer> renderer(surface != nullptr ? SDL_CreateSoftwareRenderer(surface.get()) : nullptr);
    if (renderer == nullptr) return;
    SDL_SetRenderDrawColor(renderer.get(), backdrop.red, backdrop.green, backdrop.blue, 255);
    SDL_RenderClear(renderer.get());
    Painting painting(*this, area, find_photo, renderer.get());
    for (const Element& element : frame.elements) {
        const Pose pose = pose_of(element);
        if (pose.is_hidden() || painted_area(element, pose).intersection(area).is_empty()) continue;
        painting.draw(element, pose);
    }
    painting.flush();
}

void Painter::forget_text() {
    texts_.clear();
}

const TextBitmap& Painter::bitmap_of(const TextBlock& block) {
    DrawnText key{block.spec, block.box.width};
    if (const TextBitmap* found = texts_.use(key)) return *found;
    TextBitmap made = text_.rasterize(block.spec, block.box.width);
    const std::size_t bytes = made.coverage.size();
    const TextBitmap& kept = texts_.add(std::move(key), std::move(made), bytes);
    texts_.trim(std::numeric_limits<std::size_t>::max(), budget_);
    return kept;
}

std::size_t Painter::DrawnTextHash::operator()(const DrawnText& text) const {
    std::size_t hash = TextSpecHash{}(text.spec);
    hash_combine(hash, text.box_width);
    return hash;
}

}  // namespace kiosk
