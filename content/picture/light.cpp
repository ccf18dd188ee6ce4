#include "content/picture/light.h"

#include <cmath>

namespace content {
namespace {

/// Light from 0 to 1 of a sample from 0 to 255, which may lie between two.
double light_of(double sample) {
    const double value = sample / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

}  // namespace

LightTables::LightTables(double white) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < light_.size(); ++i) {
        light_[i] = static_cast<float>(light_of(static_cast<double>(i)) * white);
        // Light up to halfway to the next sample is this sample.
        const double end = std::ceil(light_of(static_cast<double>(i) + 0.5) * (steps - 1));
        for (; filled < samples_.size() && static_cast<double>(filled) < end; ++filled)
            samples_[filled] = static_cast<std::uint8_t>(i);
    }
}

}  // namespace content
