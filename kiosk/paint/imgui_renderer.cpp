#include "kiosk/paint/imgui_renderer.h"

#include <SDL2/SDL.h>
#include <imgui.h>

#include <cassert>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace kiosk {
namespace {

/// A rectangle of one opaque colour.
struct OpaqueRect {
    SDL_FRect rect;
    ImU32 colour;
};

/// The two triangles at `index` as ImDrawList::AddRectFilled makes them; nothing when they are something else.
std::optional<OpaqueRect> opaque_rect(const ImDrawVert* vertices, const ImDrawIdx* index) {
    const ImDrawVert& first = vertices[index[0]];
    const ImDrawVert& second = vertices[index[1]];
    const ImDrawVert& third = vertices[index[2]];
    const ImDrawVert& fourth = vertices[index[5]];
    const ImU32 colour = first.col;
    const bool is_rect = index[3] == index[0] && index[4] == index[2] && first.pos.y == second.pos.y &&
                         second.pos.x == third.pos.x && third.pos.y == fourth.pos.y && fourth.pos.x == first.pos.x;
    const bool is_plain = second.col == colour && third.col == colour && fourth.col == colour &&
                          (colour & IM_COL32_A_MASK) == IM_COL32_A_MASK;
    if (!is_rect || !is_plain) return std::nullopt;
    return OpaqueRect{{first.pos.x, first.pos.y, third.pos.x - first.pos.x, third.pos.y - first.pos.y}, colour};
}

void draw_geometry(const ImDrawList& list, const ImDrawCmd& command, unsigned begin, unsigned end,
                   SDL_Renderer* renderer) {
    const ImDrawVert* first = list.VtxBuffer.Data + command.VtxOffset;
    const int vertices = list.VtxBuffer.Size - static_cast<int>(command.VtxOffset);
    // ImDrawVert is a plain struct: SDL reads its members in place, with the struct's size as the stride. IM_COL32 with
    // IMGUI's default byte order is red, green, blue, alpha in memory, as SDL_Color.
    static_assert(sizeof(SDL_Color) == sizeof(ImU32));
    SDL_RenderGeometryRaw(renderer, static_cast<SDL_Texture*>(command.GetTexID()), &first->pos.x, sizeof(ImDrawVert),
                          reinterpret_cast<const SDL_Color*>(&first->col), sizeof(ImDrawVert), &first->uv.x,
                          sizeof(ImDrawVert), vertices, list.IdxBuffer.Data + command.IdxOffset + begin,
                          static_cast<int>(end - begin), sizeof(ImDrawIdx));
}

/// As geometry SDL's software renderer would blend even opaque rectangles pixel by pixel. They are filled instead,
/// neighbours of one colour in one call.
void draw_plain(const ImDrawList& list, const ImDrawCmd& command, SDL_Renderer* renderer) {
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    unsigned geometry = 0;  // where what is no opaque rectangle began
    std::vector<SDL_FRect> same;
    ImU32 colour = 0;
    const auto fill = [&] {
        if (same.empty()) return;
        SDL_SetRenderDrawColor(renderer, (colour >> IM_COL32_R_SHIFT) & 255U, (colour >> IM_COL32_G_SHIFT) & 255U,
                               (colour >> IM_COL32_B_SHIFT) & 255U, 255);
        SDL_SetRenderDrawBlendMode(renderer, SDL_BLENDMODE_NONE);
        SDL_RenderFillRectsF(renderer, same.data(), static_cast<int>(same.size()));
        SDL_SetRenderDrawBlendMode(renderer, SDL_BLENDMODE_BLEND);
        same.clear();
    };
    unsigned at = 0;
    for (; at + 6 <= command.ElemCount; at += 6) {
        const auto rect = opaque_rect(vertices, indices + at);
        if (!rect || rect->colour != colour) fill();
        if (!rect) continue;
        if (geometry < at) draw_geometry(list, command, geometry, at, renderer);
        geometry = at + 6;
        same.push_back(rect->rect);
        colour = rect->colour;
    }
    fill();
    if (geometry < command.ElemCount) draw_geometry(list, command, geometry, command.ElemCount, renderer);
}

void draw_command(const ImDrawList& list, const ImDrawCmd& command, SDL_Renderer* renderer) {
    const SDL_Rect clip = {static_cast<int>(std::lround(command.ClipRect.x)),
                           static_cast<int>(std::lround(command.ClipRect.y)),
                           static_cast<int>(std::lround(command.ClipRect.z - command.ClipRect.x)),
                           static_cast<int>(std::lround(command.ClipRect.w - command.ClipRect.y))};
    if (clip.w <= 0 || clip.h <= 0) return;
    SDL_RenderSetClipRect(renderer, &clip);
    SDL_SetRenderDrawBlendMode(renderer, SDL_BLENDMODE_BLEND);
    if (command.GetTexID() == nullptr)
        draw_plain(list, command, renderer);
    else
        draw_geometry(list, command, 0, command.ElemCount, renderer);
}

}  // namespace

void render(const ImDrawData& data, SDL_Renderer* renderer) {
    assert(data.DisplayPos.x == 0 && data.DisplayPos.y == 0);  // one window: ImGui 1.86 has no viewports
    const SDL_bool had_clip = SDL_RenderIsClipEnabled(renderer);
    SDL_Rect old_clip;
    SDL_RenderGetClipRect(renderer, &old_clip);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.UserCallback != nullptr) {
                if (command.UserCallback != ImDrawCallback_ResetRenderState) command.UserCallback(&list, &command);
            } else if (command.ElemCount > 0) {
                draw_command(list, command, renderer);
            }
        }
    }
    SDL_RenderSetClipRect(renderer, had_clip == SDL_TRUE ? &old_clip : nullptr);
}

}  // namespace kiosk
