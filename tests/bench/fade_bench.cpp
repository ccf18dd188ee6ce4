// Milliseconds a frame of a cross-fade takes in SDL's software renderer, at 1080p and 4K: two opaque pictures, the
// second blended over the first, presented to a window. What the display does between two scenes on a machine without a
// GPU.
#include <SDL2/SDL.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

namespace {

struct SdlDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
template <class T>
using SdlPointer = std::unique_ptr<T, SdlDeleter>;

/// An opaque picture of stripes, so that every pixel has to be blended.
SdlPointer<SDL_Texture> make_picture(SDL_Renderer* renderer, int width, int height, std::uint32_t seed) {
    SdlPointer<SDL_Texture> texture(
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STATIC, width, height));
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = (static_cast<std::uint32_t>(i) * 2654435761U + seed) & 0xFFFFFFU;
    }
    SDL_UpdateTexture(texture.get(), nullptr, pixels.data(), width * 4);
    SDL_SetTextureBlendMode(texture.get(), SDL_BLENDMODE_BLEND);
    return texture;
}

bool measure(int width, int height, double wanted_ms) {
    const SdlPointer<SDL_Window> window(SDL_CreateWindow("fade", 0, 0, width, height, SDL_WINDOW_HIDDEN));
    const SdlPointer<SDL_Renderer> renderer(window ? SDL_CreateRenderer(window.get(), -1, SDL_RENDERER_SOFTWARE)
                                                   : nullptr);
    if (!renderer) {
        fmt::print(stderr, "fade_bench: {}\n", SDL_GetError());
        return false;
    }
    const auto first = make_picture(renderer.get(), width, height, 0);
    const auto second = make_picture(renderer.get(), width, height, 0x5A5A5A);
    SDL_SetTextureBlendMode(first.get(), SDL_BLENDMODE_NONE);
    std::vector<double> frames;
    constexpr int steps = 90;
    for (int step = 0; step < steps; ++step) {
        const auto begin = std::chrono::steady_clock::now();
        SDL_RenderCopy(renderer.get(), first.get(), nullptr, nullptr);
        SDL_SetTextureAlphaMod(second.get(), static_cast<Uint8>(1 + 253 * step / steps));
        SDL_RenderCopy(renderer.get(), second.get(), nullptr, nullptr);
        SDL_RenderPresent(renderer.get());
        const auto took = std::chrono::steady_clock::now() - begin;
        frames.push_back(std::chrono::duration<double, std::milli>(took).count());
    }
    std::ranges::sort(frames);
    const double median = frames[frames.size() / 2];
    fmt::print("{}x{}: median {:.1f} ms, 99 % {:.1f} ms a frame (wanted: under {:.1f}; {:.0f} frames a second)\n",
               width, height, median, frames[frames.size() * 99 / 100], wanted_ms, 1000 / median);
    return true;
}

}  // namespace

int main(int, char**) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fmt::print(stderr, "fade_bench: {}\n", SDL_GetError());
        return 1;
    }
    const bool measured = measure(1920, 1080, 1000.0 / 60) && measure(3840, 2160, 1000.0 / 30);
    SDL_Quit();
    return measured ? 0 : 1;
}
