#include "content/import/photo/photo_planes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "content/picture/orientation.h"

namespace content {
namespace {

std::size_t area(PictureSize size) {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

// These loops are where the time goes; compilers make each of them compute several samples at once.

template <PlaneKind kind>
void add_row(const std::uint8_t* __restrict row, float weight, std::vector<float>& sums) {
    float* __restrict sum = sums.data();
    const std::size_t count = sums.size();
    for (std::size_t x = 0; x < count; ++x) {
        const auto value = static_cast<float>(row[x]);
        sum[x] += (kind == PlaneKind::lightness ? value * value : value) * weight;
    }
}

/// `known_count`: `count`, or 0.
template <std::size_t known_count>
void narrow_by(const std::vector<float>& wide, const std::vector<std::size_t>& first, const float* weight,
               std::size_t count, std::vector<float>& result) {
    const std::size_t taps = known_count == 0 ? count : known_count;
    for (std::size_t x = 0; x < result.size(); ++x, weight += taps) {
        const float* value = wide.data() + first[x];
        float sum = 0;
        for (std::size_t i = 0; i < taps; ++i)
            sum += value[i] * weight[i];
        result[x] = sum;
    }
}

template <PlaneKind kind>
void round_row(const std::vector<float>& values, std::uint8_t* __restrict row) {
    const float* __restrict value = values.data();
    const std::size_t count = values.size();
    for (std::size_t x = 0; x < count; ++x) {
        const float sample = 0.5F + (kind == PlaneKind::lightness ? std::sqrt(value[x]) : value[x]);
        row[x] = static_cast<std::uint8_t>(static_cast<int>(sample));
    }
}

/// The row at `y`, or the last one where there are no more.
std::span<const std::uint8_t> row_of(const PhotoPlane& plane, int y) {
    const auto width = static_cast<std::size_t>(plane.size.width);
    return std::span(plane.samples)
        .subspan(static_cast<std::size_t>(std::min(y, plane.size.height - 1)) * width, width);
}

}  // namespace

PlaneScaler::EvenTaps::EvenTaps(int from, int to) {
    const Taps all = cover_all(from, to);
    count = all.max_count();
    weights.resize(all.taps.size() * count);
    float* weight = weights.data();
    for (const Tap& tap : all.taps) {
        const std::size_t begin = std::min(tap.first, static_cast<std::size_t>(from) - count);
        first.push_back(begin);
        std::copy_n(all.weights.data() + tap.weights, tap.count, weight + (tap.first - begin));
        weight += count;
    }
}

PlaneScaler::PlaneScaler(PictureSize from, PictureSize to, PlaneKind kind)
    : is_same_size_(from == to),
      kind_(kind),
      columns_(from.width, to.width),
      rows_(cover_all(from.height, to.height)),
      sums_(static_cast<std::size_t>(from.width)),
      narrowed_(static_cast<std::size_t>(to.width)),
      result_(area(to)) {}

void PlaneScaler::add(const std::uint8_t* row) {
    if (is_same_size_) {
        std::copy_n(row, narrowed_.size(), result_.data() + done_ * narrowed_.size());
        ++done_;
    } else if (kind_ == PlaneKind::lightness) {
        add_as<PlaneKind::lightness>(row);
    } else {
        add_as<PlaneKind::colour>(row);
    }
}

template <PlaneKind kind>
void PlaneScaler::add_as(const std::uint8_t* row) {
    // A source row that several rows of the result share is the last of one, then the first of the next.
    while (done_ < rows_.taps.size() && rows_.taps[done_].first <= row_) {
        const Tap& tap = rows_.taps[done_];
        add_row<kind>(row, rows_.weights[tap.weights + (row_ - tap.first)], sums_);
        if (row_ + 1 < tap.first + tap.count) break;
        narrow();
        round_row<kind>(narrowed_, result_.data() + done_ * narrowed_.size());
        std::ranges::fill(sums_, 0.0F);
        ++done_;
    }
    ++row_;
}

void PlaneScaler::narrow() {
    const auto by = [this](auto known) {
        known(sums_, columns_.first, columns_.weights.data(), columns_.count, narrowed_);
    };
    switch (columns_.count) {
        case 2: return by(narrow_by<2>);
        case 3: return by(narrow_by<3>);
        case 4: return by(narrow_by<4>);
        default: return by(narrow_by<0>);
    }
}

PlanesScaler::PlanesScaler(const JpegPlanes& picture, int orientation, PictureSize to)
    : orientation_(orientation), to_(to) {
    for (const PictureSize& plane : picture.planes) {
        const bool is_lightness = scalers_.empty();
        scalers_.emplace_back(plane, turned(is_lightness ? to : JpegBands{to}.colour_size(), orientation),
                              is_lightness ? PlaneKind::lightness : PlaneKind::colour);
    }
}

std::vector<PhotoPlane> PlanesScaler::take_upright() {
    std::vector<PhotoPlane> planes;
    for (PlaneScaler& scaler : scalers_) {
        PhotoPlane plane{planes.empty() ? to_ : JpegBands{to_}.colour_size(), std::move(scaler.result())};
        if (orientation_ != 1) {
            std::vector<std::uint8_t> upright(plane.samples.size());
            turn_upright(plane.samples.data(), turned(plane.size, orientation_), 1, orientation_, upright);
            plane.samples = std::move(upright);
        }
        planes.push_back(std::move(plane));
    }
    return planes;
}

void send_bands(const std::vector<PhotoPlane>& planes,
                const std::function<void(std::span<const std::uint8_t> bytes)>& send) {
    const JpegBands bands{planes.front().size, planes.size() == 1};
    std::vector<std::uint8_t> edge(static_cast<std::size_t>(bands.block()));
    for (int band = 0; band < bands.count(); ++band) {
        for (const PhotoPlane& plane : planes) {
            const bool is_lightness = &plane == planes.data();
            const int height = is_lightness ? bands.block() : bands.block() / 2;
            const int width = is_lightness ? bands.width() : bands.width() / 2;
            for (int y = band * height; y < (band + 1) * height; ++y) {
                const auto row = row_of(plane, y);
                send(row);
                std::ranges::fill(edge, row.back());
                send(std::span(edge).first(static_cast<std::size_t>(width - plane.size.width)));
            }
        }
    }
}

}  // namespace content
