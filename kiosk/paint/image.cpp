#include "kiosk/paint/image.h"

#include <array>
#include <cmath>

#include "content/picture/decode.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;

/// sRGB (IEC 61966-2-1) to linear light and back.
class LinearLight {
public:
    LinearLight() {
        for (std::size_t i = 0; i < to_linear_.size(); ++i) {
            const double value = static_cast<double>(i) / 255;
            to_linear_[i] =
                static_cast<float>(value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
        }
        for (std::size_t i = 0; i < to_srgb_.size(); ++i) {
            const double value = static_cast<double>(i) / static_cast<double>(to_srgb_.size() - 1);
            const double srgb = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
            to_srgb_[i] = static_cast<std::uint8_t>(std::lround(srgb * 255));
        }
    }
    [[nodiscard]] float linear(std::uint8_t value) const { return to_linear_[value]; }
    [[nodiscard]] std::uint8_t srgb(float value) const {
        const float steps = static_cast<float>(to_srgb_.size() - 1);
        return to_srgb_[static_cast<std::size_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * steps))];
    }

private:
    std::array<float, 256> to_linear_{};
    std::array<std::uint8_t, 16384> to_srgb_{};
};

/// The stored pixels seen upright: where in memory the upright pixel (x, y) lies is linear in x and y.
struct Upright {
    const std::uint8_t* origin;
    std::ptrdiff_t step_x;
    std::ptrdiff_t step_y;
};

Upright upright(const content::Decoded& decoded, int orientation) {
    const std::ptrdiff_t pixel = 4;
    const std::ptrdiff_t row = pixel * decoded.size.width;
    const std::ptrdiff_t last_x = pixel * (decoded.size.width - 1);
    const std::ptrdiff_t last_y = row * (decoded.size.height - 1);
    const std::uint8_t* first = decoded.pixels.get();
    switch (orientation) {
        case 2: return {first + last_x, -pixel, row};
        case 3: return {first + last_x + last_y, -pixel, -row};
        case 4: return {first + last_y, pixel, -row};
        case 5: return {first, row, pixel};
        case 6: return {first + last_y, -row, pixel};
        case 7: return {first + last_x + last_y, -row, -pixel};
        case 8: return {first + last_x, row, -pixel};
        default: return {first, pixel, row};
    }
}

/// Which source pixels make one pixel of the result along one axis, and how much of each.
struct Taps {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Taps> make_taps(float start, float length, int source, int target) {
    std::vector<Taps> all(static_cast<std::size_t>(target));
    const float scale = length / static_cast<float>(target);
    for (int i = 0; i < target; ++i) {
        Taps& taps = all[static_cast<std::size_t>(i)];
        const float centre = start + (static_cast<float>(i) + 0.5F) * scale;
        // Smaller: each source pixel counts with the share of it that is covered. Larger: the two nearest centres.
        const float reach = std::max(scale, 1.0F) / 2 + (scale < 1 ? 0.5F : 0.0F);
        const int low = std::max(0, static_cast<int>(std::floor(centre - reach)));
        const int high = std::min(source - 1, static_cast<int>(std::ceil(centre + reach)) - 1);
        taps.first = std::min(low, source - 1);
        float total = 0;
        for (int at = taps.first; at <= std::max(high, taps.first); ++at) {
            const auto left = static_cast<float>(at);
            const float weight =
                scale < 1 ? std::max(0.0F, 1 - std::abs(left + 0.5F - centre))
                          : std::max(0.0F, std::min(left + 1, centre + reach) - std::max(left, centre - reach));
            taps.weights.push_back(weight);
            total += weight;
        }
        if (total <= 0) {
            taps.weights.assign(1, 1.0F);
            total = 1;
        }
        for (float& weight : taps.weights)
            weight /= total;
    }
    return all;
}

/// One source row, in linear light and over white (a transparent logo then looks as on paper), scaled across.
void scale_row(const std::uint8_t* row, std::ptrdiff_t step, const std::vector<Taps>& columns, const LinearLight& light,
               std::vector<float>& out) {
    float* to = out.data();
    for (const Taps& taps : columns) {
        float red = 0;
        float green = 0;
        float blue = 0;
        const std::uint8_t* pixel = row + taps.first * step;
        for (const float weight : taps.weights) {
            const float opacity = static_cast<float>(pixel[3]) / 255;
            const float white = 1 - opacity;
            red += weight * (light.linear(pixel[0]) * opacity + white);
            green += weight * (light.linear(pixel[1]) * opacity + white);
            blue += weight * (light.linear(pixel[2]) * opacity + white);
            pixel += step;
        }
        *to++ = red, *to++ = green, *to++ = blue;
    }
}

Pixels scaled(const Upright& source, const std::vector<Taps>& columns, const std::vector<Taps>& rows, Size size) {
    const LinearLight light;
    Pixels result = make_pixels(size);
    // A source row is scaled across once and then shared by the result rows that need it.
    std::vector<std::vector<float>> kept;
    int first_kept = 0;
    std::vector<float> sum(columns.size() * 3);
    std::size_t out = 0;
    for (const Taps& taps : rows) {
        while (!kept.empty() && first_kept < taps.first) {
            kept.erase(kept.begin());
            ++first_kept;
        }
        if (kept.empty()) first_kept = taps.first;
        const auto needed = static_cast<std::size_t>(taps.first - first_kept) + taps.weights.size();
        while (kept.size() < needed) {
            const auto at = first_kept + static_cast<int>(kept.size());
            kept.emplace_back(sum.size());
            scale_row(source.origin + at * source.step_y, source.step_x, columns, light, kept.back());
        }
        std::fill(sum.begin(), sum.end(), 0.0F);
        for (std::size_t i = 0; i < taps.weights.size(); ++i) {
            const std::vector<float>& row = kept[static_cast<std::size_t>(taps.first - first_kept) + i];
            for (std::size_t k = 0; k < sum.size(); ++k)
                sum[k] += taps.weights[i] * row[k];
        }
        for (std::size_t x = 0; x < columns.size(); ++x) {
            result.argb[out++] = 0xFF000000U | (static_cast<std::uint32_t>(light.srgb(sum[x * 3])) << 16U) |
                                 (static_cast<std::uint32_t>(light.srgb(sum[x * 3 + 1])) << 8U) |
                                 light.srgb(sum[x * 3 + 2]);
        }
    }
    return result;
}

}  // namespace

Rect crop_area(Size whole, const Crop& crop) {
    const auto width = static_cast<float>(whole.width);
    const auto height = static_cast<float>(whole.height);
    const float scale =
        std::min(width / static_cast<float>(crop.size.width), height / static_cast<float>(crop.size.height));
    const float crop_width = static_cast<float>(crop.size.width) * scale;
    const float crop_height = static_cast<float>(crop.size.height) * scale;
    return {std::clamp(crop.focus_x * width - crop_width / 2, 0.0F, std::max(0.0F, width - crop_width)),
            std::clamp(crop.focus_y * height - crop_height / 2, 0.0F, std::max(0.0F, height - crop_height)), crop_width,
            crop_height};
}

content::Result<Pixels> decode_picture(std::string_view bytes, const Crop& crop) {
    if (crop.size.width <= 0 || crop.size.height <= 0) return Error{Code::bad_input, "a picture of no size asked for"};
    const auto header = read_picture_header(bytes);
    if (!header) return header.error();
    const content::Decoded decoded = content::decode_pixels(bytes, content::Channels::rgba);
    if (decoded.pixels == nullptr) return Error{Code::bad_input, "the picture's data are damaged"};
    if (decoded.size != header->stored) return Error{Code::bad_input, "the picture contradicts its own header"};
    const Size whole{header->upright().width, header->upright().height};
    const Rect area = crop_area(whole, crop);
    return scaled(upright(decoded, header->orientation), make_taps(area.x, area.width, whole.width, crop.size.width),
                  make_taps(area.y, area.height, whole.height, crop.size.height), crop.size);
}

}  // namespace kiosk
