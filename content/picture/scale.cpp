#include "content/picture/scale.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace content {

PictureSize covering_size(PictureSize whole, PictureSize screen) {
    if (whole.height > whole.width) std::swap(screen.width, screen.height);
    const double factor =
        std::max(static_cast<double>(screen.width) / whole.width, static_cast<double>(screen.height) / whole.height);
    if (factor >= 1) return whole;
    return {std::max(1, static_cast<int>(std::lround(whole.width * factor))),
            std::max(1, static_cast<int>(std::lround(whole.height * factor)))};
}

std::size_t Taps::end() const {
    const auto end_of = [](const Tap& tap) { return tap.first + tap.count; };
    return end_of(std::ranges::max(taps, {}, end_of));
}

std::size_t Taps::max_count() const {
    return std::ranges::max(taps, {}, &Tap::count).count;
}

Taps cover_all(int from, int to) {
    const std::int64_t source = from;
    const std::int64_t target = to;
    Taps all;
    for (std::int64_t i = 0; i < target; ++i) {
        // In units of 1/to of a source sample, a source sample is `to` long and one of the result `from`.
        const std::int64_t start = i * source;
        const std::int64_t first = start / target;
        const std::int64_t last = (start + source - 1) / target;
        all.taps.push_back(
            {static_cast<std::size_t>(first), static_cast<std::size_t>(last - first + 1), all.weights.size()});
        const auto covered_until = [&](std::int64_t sample) {
            return std::clamp(sample * target - start, std::int64_t{0}, source);
        };
        for (std::int64_t at = first; at <= last; ++at) {
            all.weights.push_back(static_cast<float>(covered_until(at + 1) - covered_until(at)) /
                                  static_cast<float>(source));
        }
    }
    return all;
}

Taps cover_part(float start, float length, int from, int to) {
    Taps part;
    const float scale = length / static_cast<float>(to);
    for (int i = 0; i < to; ++i) {
        const float centre = start + (static_cast<float>(i) + 0.5F) * scale;
        // Smaller: each source sample counts with the share of it that is covered. Larger: the two nearest centres.
        const float reach = std::max(scale, 1.0F) / 2 + (scale < 1 ? 0.5F : 0.0F);
        const int low = std::max(0, static_cast<int>(std::floor(centre - reach)));
        const int high = std::min(from - 1, static_cast<int>(std::ceil(centre + reach)) - 1);
        const int first = std::min(low, from - 1);
        const std::size_t begin = part.weights.size();
        float total = 0;
        for (int at = first; at <= std::max(high, first); ++at) {
            const auto left = static_cast<float>(at);
            const float weight =
                scale < 1 ? std::max(0.0F, 1 - std::abs(left + 0.5F - centre))
                          : std::max(0.0F, std::min(left + 1, centre + reach) - std::max(left, centre - reach));
            part.weights.push_back(weight);
            total += weight;
        }
        if (total <= 0) {
            part.weights.resize(begin);
            part.weights.push_back(1);
            total = 1;
        }
        for (std::size_t at = begin; at < part.weights.size(); ++at)
            part.weights[at] /= total;
        part.taps.push_back({static_cast<std::size_t>(first), part.weights.size() - begin, begin});
    }
    return part;
}

LightScaler::LightScaler(Taps columns, Taps rows, TakeRow take)
    : columns_(std::move(columns)),
      rows_(std::move(rows)),
      row_(rows_.begin()),
      kept_(rows_.max_count(), std::vector<Light>(columns_.taps.size())),
      sums_(columns_.taps.size()),
      take_(std::move(take)) {}

void LightScaler::add(const Light* row) {
    // What it takes the place of belongs to no row of the result that is still to come: none needs more rows than are
    // kept.
    narrow(row, kept_[row_ % kept_.size()]);
    for (; done_ < rows_.taps.size() && rows_.taps[done_].first + rows_.taps[done_].count <= row_ + 1; ++done_) {
        const Tap& tap = rows_.taps[done_];
        std::ranges::fill(sums_, Light{});
        for (std::size_t i = 0; i < tap.count; ++i) {
            const Light* const from = kept_[(tap.first + i) % kept_.size()].data();
            const float weight = rows_.weights[tap.weights + i];
            for (std::size_t x = 0; x < sums_.size(); ++x)
                sums_[x] += from[x] * weight;
        }
        take_(sums_);
    }
    ++row_;
}

void LightScaler::narrow(const Light* row, std::vector<Light>& result) const {
    const std::size_t begin = columns_.begin();
    for (std::size_t x = 0; x < result.size(); ++x) {
        const Tap& tap = columns_.taps[x];
        const Light* pixel = row + (tap.first - begin);
        const float* weight = columns_.weights.data() + tap.weights;
        Light sum{};
        for (std::size_t i = 0; i < tap.count; ++i)
            sum += pixel[i] * weight[i];
        result[x] = sum;
    }
}

}  // namespace content
