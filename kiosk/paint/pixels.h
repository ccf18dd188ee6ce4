#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "content/base/huge_pages.h"
#include "kiosk/text/geometry.h"

/// Images as plain memory, which painting reads and writes: 32 bits a pixel, 0xAARRGGBB in the machine's order.
namespace kiosk {

/// A rectangle of whole pixels.
struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool is_empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] std::int64_t surface() const { return std::int64_t{width} * height; }
    [[nodiscard]] PixelRect intersection(const PixelRect& other) const {
        const int left = std::max(x, other.x);
        const int top = std::max(y, other.y);
        return {left, top, std::max(0, std::min(right(), other.right()) - left),
                std::max(0, std::min(bottom(), other.bottom()) - top)};
    }
    /// The smallest rectangle around both; an empty one does not count.
    [[nodiscard]] PixelRect united(const PixelRect& other) const {
        if (is_empty()) return other;
        if (other.is_empty()) return *this;
        const int left = std::min(x, other.x);
        const int top = std::min(y, other.y);
        return {left, top, std::max(right(), other.right()) - left, std::max(bottom(), other.bottom()) - top};
    }
    bool operator==(const PixelRect&) const = default;
};

/// Each edge goes to the nearest whole pixel. Neighbours that share an edge still do, without gap or overlap.
[[nodiscard]] inline PixelRect snapped(const Rect& rect) {
    const int left = static_cast<int>(std::lround(rect.x));
    const int top = static_cast<int>(std::lround(rect.y));
    return {left, top, static_cast<int>(std::lround(rect.right())) - left,
            static_cast<int>(std::lround(rect.bottom())) - top};
}

/// The smallest rectangle of whole pixels around `rect`.
[[nodiscard]] inline PixelRect covering(const Rect& rect) {
    const int left = static_cast<int>(std::floor(rect.x));
    const int top = static_cast<int>(std::floor(rect.y));
    return {left, top, static_cast<int>(std::ceil(rect.right())) - left,
            static_cast<int>(std::ceil(rect.bottom())) - top};
}

[[nodiscard]] inline PixelRect whole(Size size) {
    return {0, 0, size.width, size.height};
}

/// An image that owns its pixels.
struct Pixels {
    Size size;
    std::vector<std::uint32_t, content::PictureMemory<std::uint32_t>> argb;  ///< width * height

    [[nodiscard]] std::uint32_t at(int x, int y) const {
        return argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x)];
    }
    [[nodiscard]] std::size_t bytes() const { return argb.size() * sizeof(std::uint32_t); }
};

/// Pixels of an image that is owned elsewhere, to write to; `pitch` is in pixels.
struct Canvas {
    std::uint32_t* pixels = nullptr;
    int pitch = 0;
    Size size;
};

[[nodiscard]] inline Canvas canvas_of(Pixels& pixels) {
    return {pixels.argb.data(), pixels.size.width, pixels.size};
}
[[nodiscard]] inline Pixels make_pixels(Size size) {
    Pixels pixels;
    pixels.size = size;
    pixels.argb.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    return pixels;
}

}  // namespace kiosk
