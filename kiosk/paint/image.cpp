#include "kiosk/paint/image.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "content/picture/decode.h"
#include "content/picture/orientation.h"
#include "content/picture/sandbox.h"
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

/// The largest photo, progressive: its coefficients, its planes and its pixels.
constexpr content::SandboxLimits decoder_limits{900UL * 1024 * 1024, std::chrono::seconds(10),
                                                std::chrono::seconds(20)};
constexpr std::size_t max_message = 200;

// What a confined decoder says first. What follows is pixels, or why there are none.
constexpr std::uint8_t answer_pixels = 0;
constexpr std::uint8_t answer_error = 1;

std::span<const std::uint8_t> bytes_of(const void* data, std::size_t size) {
    return {static_cast<const std::uint8_t*>(data), size};
}

/// What comes from a confined decoder, which may be anybody's program by then: pixels, as many as were asked for, or a
/// short message.
class Answer {
public:
    explicit Answer(Pixels pixels) : pixels_(std::move(pixels)) {}

    void add(std::span<const std::uint8_t> bytes) {
        if (!kind_ && !bytes.empty()) {
            kind_ = bytes.front();
            bytes = bytes.subspan(1);
        }
        if (kind_ == answer_error) {
            for (const std::uint8_t byte : bytes.first(std::min(bytes.size(), max_message - message_.size())))
                message_ += static_cast<char>(byte);
            return;
        }
        const std::size_t size = pixels_.argb.size() * sizeof(std::uint32_t);
        is_too_much_ = is_too_much_ || bytes.size() > size - received_;
        const auto fitting = bytes.first(std::min(bytes.size(), size - received_));
        if (!fitting.empty()) std::memcpy(begin() + received_, fitting.data(), fitting.size());
        received_ += fitting.size();
    }
    [[nodiscard]] content::Result<Pixels> take() && {
        if (kind_ == answer_error) return Error{Code::bad_input, message_};
        const bool is_whole =
            kind_ == answer_pixels && !is_too_much_ && received_ == pixels_.argb.size() * sizeof(std::uint32_t);
        if (!is_whole) return Error{Code::bad_input, "its decoder sent something else than a picture"};
        return std::move(pixels_);
    }

private:
    [[nodiscard]] std::uint8_t* begin() { return reinterpret_cast<std::uint8_t*>(pixels_.argb.data()); }

    Pixels pixels_;
    std::optional<std::uint8_t> kind_{};
    std::string message_{};
    std::size_t received_ = 0;
    bool is_too_much_ = false;
};

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

Pixels narrowed(Pixels picture, int width) {
    if (width <= 0 || width >= picture.size.width) return picture;
    const auto columns = static_cast<std::size_t>(picture.size.width);
    const int height = std::max(
        1, static_cast<int>(std::lround(static_cast<double>(picture.size.height) * width / picture.size.width)));
    Pixels result = make_pixels({width, height});
    std::uint32_t* out = result.argb.data();
    const auto take = [&out](std::span<const content::Light> row) {
        for (const content::Light& pixel : row)
            *out++ = 0xFF000000U | (sample(pixel[0]) << 16U) | (sample(pixel[1]) << 8U) | sample(pixel[2]);
    };
    content::LightScaler scaler(content::cover_all(picture.size.width, width),
                                content::cover_all(picture.size.height, height), take);
    std::vector<content::Light> light(columns);
    const std::uint32_t* from = picture.argb.data();
    for (int y = 0; y < picture.size.height; ++y) {
        for (content::Light& value : light) {
            const std::uint32_t argb = *from++;
            value = content::Light{tables().light(static_cast<std::uint8_t>(argb >> 16U)),
                                   tables().light(static_cast<std::uint8_t>(argb >> 8U)),
                                   tables().light(static_cast<std::uint8_t>(argb)), 1};
        }
        scaler.add(light.data());
    }
    return result;
}

content::Result<Pixels> decode_confined(std::string_view bytes, const Crop& crop) {
    if (crop.size.width <= 0 || crop.size.height <= 0) return Error{Code::bad_input, "a picture of no size asked for"};
    static_cast<void>(tables());  // made here, once, and not in each process anew
    const auto work = [&](const content::TakeBytes& send) {
        const auto decoded = decode_picture(bytes, crop);
        const std::uint8_t kind = decoded ? answer_pixels : answer_error;
        send({&kind, 1});
        if (decoded) return send(bytes_of(decoded->argb.data(), decoded->argb.size() * sizeof(std::uint32_t)));
        send(bytes_of(decoded.error().message.data(), decoded.error().message.size()));
    };
    Answer answer(make_pixels(crop.size));
    const auto done = content::run_sandboxed(
        work, [&answer](std::span<const std::uint8_t> more) { answer.add(more); }, decoder_limits);
    if (!done) return done.error();
    return std::move(answer).take();
}

}  // namespace kiosk
