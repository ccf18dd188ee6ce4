#include "content/import/photo/photo_planes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "content/import/photo/photo_scale.h"

namespace content {
namespace {

std::size_t area(PictureSize size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

// These loops are where the time goes; compilers make each of them compute several samples at once.

template <bool is_lightness>
void add_row(const std::uint8_t* __restrict row, float weight, std::vector<float>& sums) {
    float* __restrict sum = sums.data();
    const std::size_t count = sums.size();
    for (std::size_t x = 0; x < count; ++x) {
        const auto value = static_cast<float>(row[x]);
        sum[x] += (is_lightness ? value * value : value) * weight;
    }
}

/// Covers with as many samples each, of which the superfluous ones weigh nothing: a loop of known length is quicker.
struct Taps {
    Taps(int from, int to) {
        const Covers covers(from, to);
        for (const Cover& cover : covers.pixels)
            count = std::max(count, cover.count);
        weights.resize(covers.pixels.size() * count);
        float* weight = weights.data();
        for (const Cover& cover : covers.pixels) {
            const std::size_t begin = std::min(cover.first, static_cast<std::size_t>(from) - count);
            first.push_back(begin);
            std::copy_n(covers.weights.data() + cover.weights, cover.count, weight + (cover.first - begin));
            weight += count;
        }
    }

    std::size_t count = 0;           ///< of the samples of `from` under each of `to`
    std::vector<std::size_t> first;  ///< of them
    std::vector<float> weights;      ///< `count` for each, which sum up to 1
};

/// `known_count`: taps.count, or 0.
template <std::size_t known_count>
void narrow_by(const std::vector<float>& wide, const Taps& taps, std::vector<float>& result) {
    const std::size_t count = known_count == 0 ? taps.count : known_count;
    const float* weight = taps.weights.data();
    for (std::size_t x = 0; x < result.size(); ++x, weight += count) {
        const float* value = wide.data() + taps.first[x];
        float sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += value[i] * weight[i];
        result[x] = sum;
    }
}

void narrow(const std::vector<float>& wide, const Taps& taps, std::vector<float>& result) {
    switch (taps.count) {
        case 2: return narrow_by<2>(wide, taps, result);
        case 3: return narrow_by<3>(wide, taps, result);
        case 4: return narrow_by<4>(wide, taps, result);
        default: return narrow_by<0>(wide, taps, result);
    }
}

template <bool is_lightness>
void round_row(const std::vector<float>& values, std::uint8_t* __restrict row) {
    const float* __restrict value = values.data();
    const std::size_t count = values.size();
    for (std::size_t x = 0; x < count; ++x) {
        const float sample = 0.5F + (is_lightness ? std::sqrt(value[x]) : value[x]);
        row[x] = static_cast<std::uint8_t>(static_cast<int>(sample));
    }
}

template <bool is_lightness>
void scale(const Plane& plane, PictureSize to, std::uint8_t* result) {
    const Taps columns(plane.size.width, to.width);
    const Covers rows(plane.size.height, to.height);
    std::vector<float> sums(static_cast<std::size_t>(plane.size.width));
    std::vector<float> narrowed(static_cast<std::size_t>(to.width));
    for (const Cover& cover : rows.pixels) {
        std::ranges::fill(sums, 0.0F);
        for (std::size_t i = 0; i < cover.count; ++i)
            add_row<is_lightness>(plane.samples + (cover.first + i) * plane.pitch, rows.weights[cover.weights + i],
                                  sums);
        narrow(sums, columns, narrowed);
        round_row<is_lightness>(narrowed, result);
        result += to.width;
    }
}

/// One plane of the result, upright.
struct Scaled {
    PictureSize size;
    std::vector<std::uint8_t> samples;

    /// The row at `y`, or the last one where there are no more.
    [[nodiscard]] std::span<const std::uint8_t> row(int y) const {
        const auto width = static_cast<std::size_t>(size.width);
        return std::span(samples).subspan(static_cast<std::size_t>(std::min(y, size.height - 1)) * width, width);
    }
};

Scaled scale_upright(const Plane& plane, int orientation, PictureSize to, bool is_lightness) {
    if (orientation == 1) return {to, scale_plane(plane, to, is_lightness)};
    const PictureSize stored = orientation >= 5 ? PictureSize{to.height, to.width} : to;
    const std::vector<std::uint8_t> lying = scale_plane(plane, stored, is_lightness);
    std::vector<std::uint8_t> samples(lying.size());
    turn_upright(lying.data(), stored, 1, orientation, samples);
    return {to, std::move(samples)};
}

}  // namespace

std::vector<std::uint8_t> scale_plane(const Plane& plane, PictureSize to, bool is_lightness) {
    std::vector<std::uint8_t> result(area(to));
    if (plane.size == to) {
        for (int y = 0; y < to.height; ++y)
            std::copy_n(plane.samples + static_cast<std::size_t>(y) * plane.pitch, to.width,
                        result.begin() + static_cast<std::ptrdiff_t>(y) * to.width);
    } else if (is_lightness) {
        scale<true>(plane, to, result.data());
    } else {
        scale<false>(plane, to, result.data());
    }
    return result;
}

void send_bands(const JpegPlanes& picture, int orientation, PictureSize to,
                const std::function<void(std::span<const std::uint8_t> bytes)>& send) {
    const JpegBands bands{to, picture.planes.size() == 1};
    std::vector<Scaled> planes;
    for (const Plane& plane : picture.planes) {
        const bool is_lightness = planes.empty();
        planes.push_back(scale_upright(plane, orientation, is_lightness ? to : bands.colour_size(), is_lightness));
    }
    std::vector<std::uint8_t> edge(static_cast<std::size_t>(bands.block()));
    for (int band = 0; band < bands.count(); ++band) {
        for (const Scaled& plane : planes) {
            const bool is_lightness = &plane == planes.data();
            const int height = is_lightness ? bands.block() : bands.block() / 2;
            const int width = is_lightness ? bands.width() : bands.width() / 2;
            for (int y = band * height; y < (band + 1) * height; ++y) {
                const auto row = plane.row(y);
                send(row);
                std::ranges::fill(edge, row.back());
                send(std::span(edge).first(static_cast<std::size_t>(width - plane.size.width)));
            }
        }
    }
}

}  // namespace content
