#include "content/import/photo_scale.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

namespace content {
namespace {

constexpr std::uint32_t one = 65536;  // a whole source pixel's weight
constexpr std::uint32_t full = 65535;

/// A weighted sum as one value again, to the nearest.
constexpr std::uint32_t mean(std::uint32_t sum) {
    return (sum + one / 2) / one;
}

/// sRGB (IEC 61966-2-1) to linear light of 16 bits, and back.
struct Light {
    std::array<std::uint16_t, 256> linear{};
    std::vector<std::uint8_t> srgb = std::vector<std::uint8_t>(one);

    Light() {
        for (std::size_t i = 0; i < linear.size(); ++i) {
            const double value = static_cast<double>(i) / 255;
            const double light = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
            linear[i] = static_cast<std::uint16_t>(std::lround(light * full));
        }
        for (std::size_t i = 0; i < srgb.size(); ++i) {
            const double light = static_cast<double>(i) / full;
            const double value = light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
            srgb[i] = static_cast<std::uint8_t>(std::lround(value * 255));
        }
    }
};

/// Which source pixels one pixel of the result covers, and how much of each; the weights sum up to `one`.
struct Cover {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t weights = 0;  ///< where they begin in Covers::weights
};
struct Covers {
    std::vector<Cover> pixels;
    std::vector<std::uint32_t> weights;
};

Covers make_covers(int from, int to) {
    Covers covers;
    const std::int64_t source = from;
    const std::int64_t target = to;
    for (std::int64_t i = 0; i < target; ++i) {
        // In units of 1/to of a source pixel, a source pixel is `to` long and one of the result `from`.
        const std::int64_t start = i * source;
        const std::int64_t first = start / target;
        const std::int64_t last = (start + source - 1) / target;
        covers.pixels.push_back(
            {static_cast<std::size_t>(first), static_cast<std::size_t>(last - first + 1), covers.weights.size()});
        const auto covered_until = [&](std::int64_t pixel) {
            return std::clamp(pixel * target - start, std::int64_t{0}, source) * one / source;
        };
        for (std::int64_t at = first; at <= last; ++at) {
            covers.weights.push_back(static_cast<std::uint32_t>(covered_until(at + 1) - covered_until(at)));
        }
    }
    return covers;
}

template <std::size_t channels>
void scale_row(const std::uint8_t* row, const Covers& columns, const Light& light, std::vector<std::uint32_t>& out) {
    std::uint32_t* to = out.data();
    for (const Cover& cover : columns.pixels) {
        const std::uint8_t* pixel = row + cover.first * channels;
        const std::uint32_t* weight = columns.weights.data() + cover.weights;
        std::array<std::uint32_t, channels> sum{};
        for (std::size_t i = 0; i < cover.count; ++i, pixel += channels) {
            if constexpr (channels == 4) {
                // What cannot be seen has no colour, so colours count by their opacity.
                for (std::size_t c = 0; c < 3; ++c)
                    sum[c] += weight[i] * ((std::uint32_t{light.linear[pixel[c]]} * pixel[3] + 127) / 255);
                sum[3] += weight[i] * pixel[3] * 257;
            } else {
                for (std::size_t c = 0; c < 3; ++c)
                    sum[c] += weight[i] * light.linear[pixel[c]];
            }
        }
        for (const std::uint32_t value : sum)
            *to++ = mean(value);
    }
}

template <std::size_t channels>
void finish_row(const std::vector<std::uint32_t>& sums, const Light& light, std::uint8_t* out) {
    for (std::size_t at = 0; at < sums.size(); at += channels) {
        if constexpr (channels == 4) {
            const std::uint32_t opacity = mean(sums[at + 3]);
            for (std::size_t c = 0; c < 3; ++c) {
                const std::uint32_t value = opacity == 0 ? 0 : std::min(full, mean(sums[at + c]) * full / opacity);
                *out++ = light.srgb[value];
            }
            *out++ = static_cast<std::uint8_t>((opacity + 128) / 257);
        } else {
            for (std::size_t c = 0; c < 3; ++c)
                *out++ = light.srgb[mean(sums[at + c])];
        }
    }
}

template <std::size_t channels>
void scale(const std::uint8_t* pixels, PictureSize from, PictureSize to, std::uint8_t* out) {
    const Light light;
    const Covers columns = make_covers(from.width, to.width);
    const Covers rows = make_covers(from.height, to.height);
    const std::size_t pitch = static_cast<std::size_t>(from.width) * channels;
    std::vector<std::uint32_t> row(static_cast<std::size_t>(to.width) * channels);
    std::vector<std::uint32_t> sums(row.size());
    std::size_t scaled = static_cast<std::size_t>(from.height);  // the source row that `row` is of; none yet
    for (const Cover& cover : rows.pixels) {
        std::ranges::fill(sums, 0U);
        for (std::size_t i = 0; i < cover.count; ++i) {
            // A source row that two rows of the result share is the last of one and the first of the next.
            if (const std::size_t wanted = cover.first + i; wanted != scaled) {
                scale_row<channels>(pixels + wanted * pitch, columns, light, row);
                scaled = wanted;
            }
            const std::uint32_t weight = rows.weights[cover.weights + i];
            for (std::size_t at = 0; at < sums.size(); ++at)
                sums[at] += weight * row[at];
        }
        finish_row<channels>(sums, light, out);
        out += row.size();
    }
}

}  // namespace

PictureSize covering_size(PictureSize whole, PictureSize screen) {
    if (whole.height > whole.width) std::swap(screen.width, screen.height);
    const double factor =
        std::max(static_cast<double>(screen.width) / whole.width, static_cast<double>(screen.height) / whole.height);
    if (factor >= 1) return whole;
    return {std::max(1, static_cast<int>(std::lround(whole.width * factor))),
            std::max(1, static_cast<int>(std::lround(whole.height * factor)))};
}

void scale_down(const std::uint8_t* pixels, PictureSize from, Channels channels, PictureSize to,
                std::span<std::uint8_t> result) {
    assert(to.width <= from.width && to.height <= from.height);
    assert(result.size() >= static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height) *
                                static_cast<std::size_t>(channels));
    if (channels == Channels::rgba) {
        scale<4>(pixels, from, to, result.data());
    } else {
        scale<3>(pixels, from, to, result.data());
    }
}

void turn_upright(const std::uint8_t* pixels, PictureSize stored, Channels channels, int orientation,
                  std::span<std::uint8_t> result) {
    const auto pixel = static_cast<std::ptrdiff_t>(channels);
    const std::ptrdiff_t row = pixel * stored.width;
    const std::ptrdiff_t last_x = pixel * (stored.width - 1);
    const std::ptrdiff_t last_y = row * (stored.height - 1);
    // Where the upright pixel (x, y) lies in memory is linear in x and y.
    struct Walk {
        std::ptrdiff_t start, step_x, step_y;
    };
    const std::array<Walk, 8> walks{{{0, pixel, row},
                                     {last_x, -pixel, row},
                                     {last_x + last_y, -pixel, -row},
                                     {last_y, pixel, -row},
                                     {0, row, pixel},
                                     {last_y, -row, pixel},
                                     {last_x + last_y, -row, -pixel},
                                     {last_x, row, -pixel}}};
    assert(orientation >= 1 && orientation <= 8);
    const Walk walk = walks[static_cast<std::size_t>(orientation - 1)];
    const int width = orientation >= 5 ? stored.height : stored.width;
    const int height = orientation >= 5 ? stored.width : stored.height;
    assert(result.size() >= static_cast<std::size_t>(row * stored.height));
    std::uint8_t* out = result.data();
    for (std::ptrdiff_t y = 0; y < height; ++y) {
        const std::uint8_t* from = pixels + walk.start + y * walk.step_y;
        if (walk.step_x == pixel) {
            std::memcpy(out, from, static_cast<std::size_t>(pixel * width));
            out += pixel * width;
            continue;
        }
        for (int x = 0; x < width; ++x, from += walk.step_x, out += pixel)
            std::memcpy(out, from, static_cast<std::size_t>(pixel));
    }
}

}  // namespace content
