#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

/// The light that samples of sRGB (IEC 61966-2-1) stand for. Pictures are scaled in light: an average of samples would
/// make fine detail darker than it is.
namespace content {

/// Red, green, blue and opacity of one pixel: processors compute all four at once.
using Light [[gnu::vector_size(16)]] = float;

/// Samples of sRGB as light, and light as samples.
class LightTables {
public:
    static constexpr std::size_t steps = 16384;  ///< of light; the darkest samples are five of them apart

    /// The sample 255 is as much light as `white`.
    explicit LightTables(double white);

    /// From 0 to `white`.
    [[nodiscard]] float light(std::uint8_t sample) const { return light_[sample]; }
    /// The nearest sample to light in steps: 0 is black, steps - 1 white. What rounding left one above white is white.
    [[nodiscard]] std::uint8_t sample(std::size_t step) const { return samples_[step]; }

private:
    std::array<float, 256> light_{};
    std::array<std::uint8_t, steps + 1> samples_{};
};

}  // namespace content
