#include "kiosk/paint/image.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "content/picture/decode.h"
#include "content/picture/orientation.h"
#include "content/picture/scale.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;

/// Light from 0 to 1.
const content::LightTables& tables() {
    static const content::LightTables light(1);
    return light;
}

std::uint32_t sample(float light) {
    constexpr auto white = static_cast<float>(content::LightTables::steps - 1);
    return tables().sample(static_cast<std::size_t>(std::lround(std::clamp(light, 0.0F, 1.0F) * white)));
}

/// The part of a stored picture that the taps need, upright and scaled, over white: a transparent logo then looks as on
/// paper.
Pixels scaled(const content::Decoded& decoded, int orientation, content::Taps columns, content::Taps rows, Size size) {
    const content::UprightWalk walk = content::walk_upright(decoded.size, 4, orientation);
    const std::size_t first_column = columns.begin();
    std::vector<content::Light> light(columns.end() - first_column);
    Pixels result = make_pixels(size);
    std::uint32_t* out = result.argb.data();
    const auto take = [&out](std::span<const content::Light> row) {
        for (const content::Light& pixel : row)
            *out++ = 0xFF000000U | (sample(pixel[0]) << 16U) | (sample(pixel[1]) << 8U) | sample(pixel[2]);
    };
    const std::size_t first_row = rows.begin();
    const std::size_t end_row = rows.end();
    content::LightScaler scaler(std::move(columns), std::move(rows), take);
    for (std::size_t y = first_row; y < end_row; ++y) {
        const std::uint8_t* pixel = decoded.pixels.get() + walk.start + static_cast<std::ptrdiff_t>(y) * walk.step_y +
                                    static_cast<std::ptrdiff_t>(first_column) * walk.step_x;
        for (content::Light& value : light) {
            const float opacity = static_cast<float>(pixel[3]) / 255;
            value = content::Light{tables().light(pixel[0]), tables().light(pixel[1]), tables().light(pixel[2]), 1} *
                        opacity +
                    (1 - opacity);
            pixel += walk.step_x;
        }
        scaler.add(light.data());
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
    return scaled(decoded, header->orientation, content::cover_part(area.x, area.width, whole.width, crop.size.width),
                  content::cover_part(area.y, area.height, whole.height, crop.size.height), crop.size);
}

}  // namespace kiosk
