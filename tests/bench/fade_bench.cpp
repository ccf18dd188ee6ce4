// Milliseconds a frame of a cross-fade takes where there is no graphics processor, at 1080p and 4K: two pictures that
// differ in every pixel, mixed and presented to a window by the display itself.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include "kiosk/display/open_display.h"

namespace {

void write_stripes(kiosk::Display& display, kiosk::Display::Layer layer, std::uint32_t seed) {
    display.write(layer, kiosk::whole(display.size()), {}, [&](const kiosk::PixelRect&, kiosk::Canvas canvas) {
        for (int y = 0; y < canvas.size.height; ++y) {
            for (int x = 0; x < canvas.size.width; ++x) {
                const std::ptrdiff_t at = std::ptrdiff_t{y} * canvas.pitch + x;
                canvas.pixels[at] = (static_cast<std::uint32_t>(at) * 2654435761U + seed) & 0xFFFFFFU;
            }
        }
    });
}

bool measure(kiosk::Size size, double wanted_ms) {
    kiosk::DisplayOptions options;
    options.window.size = size;
    options.drawing = kiosk::Drawing::software;
    const auto display = kiosk::open_display(options);
    if (!display) {
        fmt::print(stderr, "fade_bench: {}\n", display.error().message);
        return false;
    }
    write_stripes(**display, kiosk::Display::Layer::showing, 0);
    write_stripes(**display, kiosk::Display::Layer::next, 0x5A5A5A);
    std::vector<double> frames;
    constexpr int steps = 90;
    for (int step = 1; step <= steps; ++step) {
        const auto begin = std::chrono::steady_clock::now();
        (*display)->present(static_cast<float>(step) / (steps + 1));
        const auto took = std::chrono::steady_clock::now() - begin;
        frames.push_back(std::chrono::duration<double, std::milli>(took).count());
    }
    std::ranges::sort(frames);
    const double median = frames[frames.size() / 2];
    fmt::print("{}x{}: median {:.1f} ms, 99 % {:.1f} ms a frame (wanted: under {:.1f}; {:.0f} frames a second)\n",
               size.width, size.height, median, frames[frames.size() * 99 / 100], wanted_ms, 1000 / median);
    return true;
}

}  // namespace

int main() {
    const bool measured = measure({1920, 1080}, 1000.0 / 60) && measure({3840, 2160}, 1000.0 / 30);
    return measured ? 0 : 1;
}
