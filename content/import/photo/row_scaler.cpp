#include "content/import/photo/row_scaler.h"

#include <cassert>
#include <cmath>
#include <utility>

namespace content {
namespace {

/// Light in steps, so that rounding it tells the sample.
const LightTables& tables() {
    static const LightTables in_steps(LightTables::steps - 1);
    return in_steps;
}

}  // namespace

RowScaler::RowScaler(PictureSize from, PictureSize to, TakeScaled take)
    : is_same_size_(from == to),
      source_(static_cast<std::size_t>(from.width)),
      out_(static_cast<std::size_t>(to.width) * 4),
      take_(std::move(take)),
      scaler_(cover_all(from.width, to.width), cover_all(from.height, to.height),
              [this](std::span<const Light> row) { finish(row); }) {
    assert(to.width <= from.width && to.height <= from.height);
}

void RowScaler::add(const std::uint8_t* row) {
    if (is_same_size_) return take_({row, out_.size()});
    const LightTables& light = tables();
    for (Light& pixel : source_) {
        pixel = Light{light.light(row[0]), light.light(row[1]), light.light(row[2]), 1} * static_cast<float>(row[3]);
        row += 4;
    }
    scaler_.add(source_.data());
}

void RowScaler::finish(std::span<const Light> row) {
    using Whole [[gnu::vector_size(16)]] = std::int32_t;
    std::uint8_t* out = out_.data();
    for (const Light& sum : row) {
        const Light light = sum / (sum[3] == 0 ? 1 : sum[3]);
        const auto step = __builtin_convertvector(light + 0.5F, Whole);
        for (int c = 0; c < 3; ++c)
            *out++ = tables().sample(static_cast<std::size_t>(step[c]));
        *out++ = static_cast<std::uint8_t>(std::lround(sum[3]));
    }
    take_(out_);
}

}  // namespace content
