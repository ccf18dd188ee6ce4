#pragma once

#include <cairo.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kiosk {

struct CairoRelease {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

/// What `draw(cairo)` covers of a bitmap of `width` x `height` pixels, 0 to 255 each, row by row. Width and height are
/// over 0.
template <class Draw>
[[nodiscard]] std::vector<std::uint8_t> draw_coverage(int width, int height, const Draw& draw) {
    const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, width);
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height));
    {
        const std::unique_ptr<cairo_surface_t, CairoRelease> surface(
            cairo_image_surface_create_for_data(pixels.data(), CAIRO_FORMAT_A8, width, height, stride));
        const std::unique_ptr<cairo_t, CairoRelease> cairo(cairo_create(surface.get()));
        draw(cairo.get());
        cairo_surface_flush(surface.get());
    }
    if (stride == width) return pixels;
    // Cairo's rows begin at multiples of four bytes; ours follow one another.
    for (int row = 1; row < height; ++row) {
        const auto from = pixels.begin() + std::ptrdiff_t{row} * stride;
        std::copy(from, from + width, pixels.begin() + std::ptrdiff_t{row} * width);
    }
    pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return pixels;
}

}  // namespace kiosk
