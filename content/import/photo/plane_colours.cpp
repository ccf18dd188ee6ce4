#include "content/import/photo/plane_colours.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace content {
namespace {

// T.871, section 7, in parts of 65,536.
constexpr int one = 65536;
constexpr int half = one / 2;

std::uint8_t sample(int parts) {
    return static_cast<std::uint8_t>(std::clamp((parts + half) >> 16, 0, 255));
}

/// What the two differences of colour add to lightness.
struct Difference {
    int red, green, blue;
};

Difference difference_of(std::uint8_t blueness, std::uint8_t redness) {
    const int cb = blueness - 128;
    const int cr = redness - 128;
    return {91881 * cr, -22554 * cb - 46802 * cr, 116130 * cb};
}

/// Two rows of pixels, under which one row of either colour lies.
class RowPair {
public:
    RowPair(std::size_t width, const ColourConversion& conversion)
        : width_(width), rgba_(width * 4, 0xFF), sums_((width + 1) / 2), conversion_(conversion) {}

    /// Converts a row of lightness in place, after which its colours count for those of the pair.
    void convert(std::uint8_t* lightness, const std::uint8_t* blueness, const std::uint8_t* redness) {
        for (std::size_t x = 0; x < width_; ++x) {
            const Difference difference = difference_of(blueness[x / 2], redness[x / 2]);
            const int base = lightness[x] * one;
            rgba_[x * 4] = sample(base + difference.red);
            rgba_[x * 4 + 1] = sample(base + difference.green);
            rgba_[x * 4 + 2] = sample(base + difference.blue);
        }
        conversion_.convert(rgba_);
        for (std::size_t x = 0; x < width_; ++x) {
            const int red = rgba_[x * 4];
            const int green = rgba_[x * 4 + 1];
            const int blue = rgba_[x * 4 + 2];
            lightness[x] = sample(19595 * red + 38470 * green + 7471 * blue);
            Sum& sum = sums_[x / 2];
            sum.red += red, sum.green += green, sum.blue += blue, ++sum.count;
        }
    }

    /// The colours of both rows, averaged; then it begins again.
    void finish(std::uint8_t* blueness, std::uint8_t* redness) {
        for (std::size_t x = 0; x < sums_.size(); ++x) {
            const Sum& sum = sums_[x];
            blueness[x] = sample((-11059 * sum.red - 21709 * sum.green + 32768 * sum.blue) / sum.count + 128 * one);
            redness[x] = sample((32768 * sum.red - 27439 * sum.green - 5329 * sum.blue) / sum.count + 128 * one);
        }
        std::ranges::fill(sums_, Sum{});
    }

private:
    struct Sum {
        int red = 0, green = 0, blue = 0, count = 0;
    };

    std::size_t width_;
    std::vector<std::uint8_t> rgba_;
    std::vector<Sum> sums_;
    const ColourConversion& conversion_;
};

}  // namespace

void convert_planes(std::vector<PhotoPlane>& planes, const ColourConversion& conversion) {
    const auto width = static_cast<std::size_t>(planes[0].size.width);
    const auto height = static_cast<std::size_t>(planes[0].size.height);
    const std::size_t half_width = (width + 1) / 2;
    RowPair pair(width, conversion);
    for (std::size_t y = 0; y < height; ++y) {
        std::uint8_t* const blueness = planes[1].samples.data() + y / 2 * half_width;
        std::uint8_t* const redness = planes[2].samples.data() + y / 2 * half_width;
        pair.convert(planes[0].samples.data() + y * width, blueness, redness);
        if (y % 2 == 1 || y + 1 == height) pair.finish(blueness, redness);
    }
}

}  // namespace content
