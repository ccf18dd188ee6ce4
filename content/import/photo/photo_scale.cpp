#include "content/import/photo/photo_scale.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

namespace content {
namespace {

constexpr std::size_t steps = 16384;  // of light; the darkest values of sRGB are five of them apart

/// sRGB (IEC 61966-2-1) to linear light from 0 to steps - 1, and back.
struct Curve {
    std::array<float, 256> linear{};
    std::array<std::uint8_t, steps + 1> srgb{};  // one more: rounding may leave a sum above what went into it

    Curve() {
        std::size_t filled = 0;
        for (std::size_t i = 0; i < linear.size(); ++i) {
            linear[i] = static_cast<float>(to_linear(static_cast<double>(i)));
            // Light up to halfway to the next value is this value.
            const double end = std::ceil(to_linear(static_cast<double>(i) + 0.5));
            for (; filled < srgb.size() && static_cast<double>(filled) < end; ++filled)
                srgb[filled] = static_cast<std::uint8_t>(i);
        }
    }

    static double to_linear(double value) {
        value /= 255;
        return (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4)) * (steps - 1);
    }
};

const Curve& curve() {
    static const Curve tables;
    return tables;
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

Covers::Covers(int from, int to) {
    const std::int64_t source = from;
    const std::int64_t target = to;
    for (std::int64_t i = 0; i < target; ++i) {
        // In units of 1/to of a source pixel, a source pixel is `to` long and one of the result `from`.
        const std::int64_t start = i * source;
        const std::int64_t first = start / target;
        const std::int64_t last = (start + source - 1) / target;
        pixels.push_back({static_cast<std::size_t>(first), static_cast<std::size_t>(last - first + 1), weights.size()});
        const auto covered_until = [&](std::int64_t pixel) {
            return std::clamp(pixel * target - start, std::int64_t{0}, source);
        };
        for (std::int64_t at = first; at <= last; ++at) {
            weights.push_back(static_cast<float>(covered_until(at + 1) - covered_until(at)) /
                              static_cast<float>(source));
        }
    }
}

RowScaler::RowScaler(PictureSize from, PictureSize to, TakeScaled take)
    : is_same_size_(from == to),
      columns_(from.width, to.width),
      rows_(from.height, to.height),
      source_(static_cast<std::size_t>(from.width)),
      narrowed_(static_cast<std::size_t>(to.width)),
      sums_(narrowed_.size()),
      out_(narrowed_.size() * 4),
      take_(std::move(take)) {
    assert(to.width <= from.width && to.height <= from.height);
}

void RowScaler::add(const std::uint8_t* row) {
    if (is_same_size_) {
        std::memcpy(out_.data(), row, out_.size());
        return take_(out_);
    }
    read(row);
    narrow();
    // A source row that two rows of the result share is the last of one and the first of the next.
    while (row_ < rows_.pixels.size() && source_row_ >= rows_.pixels[row_].first) {
        const Cover& cover = rows_.pixels[row_];
        const float weight = rows_.weights[cover.weights + (source_row_ - cover.first)];
        for (std::size_t x = 0; x < sums_.size(); ++x)
            sums_[x] += narrowed_[x] * weight;
        if (source_row_ + 1 < cover.first + cover.count) break;
        finish_row();
        ++row_;
    }
    ++source_row_;
}

void RowScaler::read(const std::uint8_t* row) {
    const auto& linear = curve().linear;
    // What cannot be seen has no colour, so colours count by their opacity.
    for (std::size_t x = 0; x < source_.size(); ++x, row += 4)
        source_[x] = Light{linear[row[0]], linear[row[1]], linear[row[2]], 1} * static_cast<float>(row[3]);
}

void RowScaler::narrow() {
    for (std::size_t x = 0; x < narrowed_.size(); ++x) {
        const Cover& cover = columns_.pixels[x];
        const Light* pixel = source_.data() + cover.first;
        const float* weight = columns_.weights.data() + cover.weights;
        Light sum{};
        for (std::size_t i = 0; i < cover.count; ++i)
            sum += pixel[i] * weight[i];
        narrowed_[x] = sum;
    }
}

void RowScaler::finish_row() {
    using Whole [[gnu::vector_size(16)]] = std::int32_t;
    const auto& srgb = curve().srgb;
    std::uint8_t* out = out_.data();
    for (Light& sum : sums_) {
        const Light light = sum / (sum[3] == 0 ? 1 : sum[3]);
        const auto value = __builtin_convertvector(light + 0.5F, Whole);
        for (int c = 0; c < 3; ++c)
            *out++ = srgb[static_cast<std::size_t>(value[c])];
        *out++ = static_cast<std::uint8_t>(std::lround(sum[3]));
        sum = Light{};
    }
    take_(out_);
}

void turn_upright(const std::uint8_t* pixels, PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation,
                  std::span<std::uint8_t> result) {
    const std::ptrdiff_t pixel = pixel_bytes;
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
