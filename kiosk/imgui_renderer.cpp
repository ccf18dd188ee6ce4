#include "kiosk/imgui_renderer.h"

#include <SDL2/SDL.h>
#include <imgui.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace kiosk {
namespace {

/// Whether plain colour covers completely what is under it. SDL's software renderer blends even opaque rectangles pixel
/// by pixel when it is asked to blend.
bool is_opaque(const ImDrawList& list, const ImDrawCmd& command) {
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    return command.GetTexID() == nullptr && std::all_of(index, index + command.ElemCount, [&](ImDrawIdx at) {
               const ImU32 colour = list.VtxBuffer.Data[command.VtxOffset + at].col;
               return (colour & IM_COL32_A_MASK) == IM_COL32_A_MASK;
           });
}

void draw_command(const ImDrawList& list, const ImDrawCmd& command, SDL_Renderer* renderer) {
    const SDL_Rect clip = {static_cast<int>(std::lround(command.ClipRect.x)),
                           static_cast<int>(std::lround(command.ClipRect.y)),
                           static_cast<int>(std::lround(command.ClipRect.z - command.ClipRect.x)),
                           static_cast<int>(std::lround(command.ClipRect.w - command.ClipRect.y))};
    if (clip.w <= 0 || clip.h <= 0) return;
    SDL_RenderSetClipRect(renderer, &clip);
    const ImDrawVert* first = list.VtxBuffer.Data + command.VtxOffset;
    const int vertices = list.VtxBuffer.Size - static_cast<int>(command.VtxOffset);
    // ImDrawVert is a plain struct: SDL reads its members in place, with the struct's size as the stride. IM_COL32 with
    // IMGUI's default byte order is red, green, blue, alpha in memory, as SDL_Color.
    static_assert(sizeof(SDL_Color) == sizeof(ImU32));
    SDL_SetRenderDrawBlendMode(renderer, is_opaque(list, command) ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_RenderGeometryRaw(renderer, static_cast<SDL_Texture*>(command.GetTexID()), &first->pos.x, sizeof(ImDrawVert),
                          reinterpret_cast<const SDL_Color*>(&first->col), sizeof(ImDrawVert), &first->uv.x,
                          sizeof(ImDrawVert), vertices, list.IdxBuffer.Data + command.IdxOffset,
                          static_cast<int>(command.ElemCount), sizeof(ImDrawIdx));
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
