#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

/// Lengths in physical pixels of the picture unless a name says otherwise; y grows downwards.
namespace kiosk {

inline constexpr double mm_per_inch = 25.4;

struct Size {
    int width = 0;
    int height = 0;

    [[nodiscard]] bool is_portrait() const { return height > width; }
    bool operator==(const Size&) const = default;
};

/// u of a picture of this size, in pixels: a hundredth of its shorter side. Most lengths are given in it.
[[nodiscard]] inline float unit_of(Size size) {
    return static_cast<float>(std::min(size.width, size.height)) / 100;
}

struct Point {
    float x = 0;
    float y = 0;

    bool operator==(const Point&) const = default;
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
    [[nodiscard]] bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    /// True when `inner` lies inside with at most `slack` pixels over.
    [[nodiscard]] bool encloses(const Rect& inner, float slack = 0.5F) const {
        return inner.x >= x - slack && inner.y >= y - slack && inner.right() <= right() + slack &&
               inner.bottom() <= bottom() + slack;
    }
    [[nodiscard]] Rect intersection(const Rect& other) const {
        const float left = std::max(x, other.x);
        const float top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }
    [[nodiscard]] bool is_empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] Rect inset(float horizontal, float vertical) const {
        return {x + horizontal, y + vertical, width - 2 * horizontal, height - 2 * vertical};
    }
    bool operator==(const Rect&) const = default;
};

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    bool operator==(const Colour&) const = default;
};

/// WCAG 2.2 relative luminance contrast of two opaque colours: 1 to 21.
[[nodiscard]] double contrast_ratio(Colour a, Colour b);

}  // namespace kiosk
