#pragma once

struct ImDrawData;
struct SDL_Renderer;

namespace kiosk {

/// Draws Dear ImGui's lists with SDL_RenderGeometryRaw (Debian's libimgui 1.86 brings no SDL_Renderer backend). A
/// command's texture is an SDL_Texture*, or null for plain colour. Vertex offsets and clip rectangles are honoured;
/// the renderer's clip is restored. Accelerated and software renderers both work.
void render(const ImDrawData& data, SDL_Renderer* renderer);

}  // namespace kiosk
