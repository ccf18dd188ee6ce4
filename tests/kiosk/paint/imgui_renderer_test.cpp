#include "kiosk/paint/imgui_renderer.h"

#include <SDL2/SDL.h>
#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <array>

#include "kiosk/paint/pixels.h"

namespace {

using namespace kiosk;

/// A small picture drawn by one draw list.
class DrawnShapes {
public:
    DrawnShapes() {
        surface_ = SDL_CreateRGBSurfaceWithFormatFrom(pixels.argb.data(), 64, 64, 32, 64 * 4, SDL_PIXELFORMAT_RGB888);
        renderer = SDL_CreateSoftwareRenderer(surface_);
        REQUIRE(renderer != nullptr);
        shared_.ClipRectFullscreen = {0, 0, 64, 64};
        list._ResetForNewFrame();
        list.Flags = ImDrawListFlags_AllowVtxOffset;
        list.PushClipRectFullScreen();
        list.PushTextureID(nullptr);
    }
    ~DrawnShapes() {
        SDL_DestroyRenderer(renderer);
        SDL_FreeSurface(surface_);
    }
    DrawnShapes(const DrawnShapes&) = delete;
    DrawnShapes& operator=(const DrawnShapes&) = delete;

    void finish() {
        ImDrawList* lists[] = {&list};
        ImDrawData data;
        data.CmdLists = lists;
        data.CmdListsCount = 1;
        data.DisplaySize = {64, 64};
        kiosk::render(data, renderer);
        SDL_RenderFlush(renderer);
    }
    [[nodiscard]] std::uint32_t at(int x, int y) const { return pixels.at(x, y) & 0xFFFFFFU; }

    Pixels pixels = make_pixels({64, 64});
    SDL_Renderer* renderer = nullptr;

private:
    SDL_Surface* surface_ = nullptr;
    ImDrawListSharedData shared_;

public:
    ImDrawList list{&shared_};
};

TEST_CASE("imgui renderer: more vertices than an index can count are drawn right, by vertex offsets") {
    static_assert(sizeof(ImDrawIdx) == 2);
    DrawnShapes drawing;
    for (int i = 0; i < 20'000; ++i)
        drawing.list.AddRectFilled({0, 0}, {8, 8}, IM_COL32(255, 0, 0, 255));
    drawing.list.AddRectFilled({40, 40}, {50, 50}, IM_COL32(0, 255, 0, 255));
    CHECK(drawing.list.VtxBuffer.Size > 65'536);
    drawing.finish();
    CHECK(drawing.at(4, 4) == 0xFF0000U);
    CHECK(drawing.at(45, 45) == 0x00FF00U);
    CHECK(drawing.at(20, 20) == 0);
}

TEST_CASE("imgui renderer: nothing is drawn outside a clip rectangle") {
    DrawnShapes drawing;
    drawing.list.PushClipRect({10, 10}, {20, 20});
    drawing.list.AddRectFilled({0, 0}, {64, 64}, IM_COL32(255, 255, 255, 255));
    drawing.list.PopClipRect();
    drawing.finish();
    CHECK(drawing.at(9, 15) == 0);
    CHECK(drawing.at(10, 15) == 0xFFFFFFU);
    CHECK(drawing.at(19, 19) == 0xFFFFFFU);
    CHECK(drawing.at(20, 19) == 0);
}

TEST_CASE("imgui renderer: opaque and transparent rectangles, and what is no rectangle, are drawn in their order") {
    DrawnShapes drawing;
    drawing.list.AddRectFilled({0, 0}, {32, 32}, IM_COL32(0, 0, 255, 255));
    drawing.list.AddRectFilled({8, 8}, {24, 24}, IM_COL32(255, 0, 0, 128));
    drawing.list.AddDrawCmd();
    drawing.list.AddRectFilled({16, 16}, {20, 20}, IM_COL32(0, 255, 0, 255));
    drawing.list.AddRectFilled({18, 16}, {20, 20}, IM_COL32(0xF6, 0xB7, 0x3C, 255));
    drawing.list.AddDrawCmd();
    drawing.list.AddTriangleFilled({40, 40}, {40, 60}, {60, 40}, IM_COL32(255, 255, 255, 255));
    drawing.list.AddTriangleFilled({62, 62}, {62, 50}, {50, 62}, IM_COL32(255, 255, 255, 255));
    drawing.finish();
    CHECK(drawing.at(4, 4) == 0x0000FFU);
    CHECK((drawing.at(10, 10) >> 16U) == 0x80U);                                 // half red ...
    CHECK((drawing.at(10, 10) & 0xFFU) == doctest::Approx(0x7F).epsilon(0.02));  // ... over blue
    CHECK(drawing.at(17, 17) == 0x00FF00U);
    CHECK(drawing.at(19, 17) == 0xF6B73CU);
    CHECK(drawing.at(20, 17) == drawing.at(10, 10));
    CHECK(drawing.at(44, 44) == 0xFFFFFFU);
    CHECK(drawing.at(59, 59) == 0xFFFFFFU);
    CHECK(drawing.at(50, 52) == 0);  // between the two: not a rectangle
}

TEST_CASE("imgui renderer: an image keeps its pixels, tinted by the vertex colour") {
    DrawnShapes drawing;
    SDL_Texture* texture =
        SDL_CreateTexture(drawing.renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, 2, 1);
    REQUIRE(texture != nullptr);
    const std::array<std::uint32_t, 2> white_and_clear = {0xFFFFFFFFU, 0x00FFFFFFU};
    SDL_UpdateTexture(texture, nullptr, white_and_clear.data(), 8);
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    drawing.list.AddImage(texture, {30, 30}, {32, 31}, {0, 0}, {1, 1}, IM_COL32(0xF6, 0xB7, 0x3C, 255));
    drawing.finish();
    SDL_DestroyTexture(texture);
    CHECK(drawing.at(30, 30) == 0xF6B73CU);
    CHECK(drawing.at(31, 30) == 0);
    CHECK(drawing.at(32, 30) == 0);
}

}  // namespace
