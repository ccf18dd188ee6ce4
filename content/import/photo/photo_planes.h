#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "content/import/photo/photo_encode.h"
#include "content/picture/decode.h"

/// Photos that come from JPEG files and go into one are made smaller as they are stored: in planes of lightness and of
/// differences of colour. Nothing is converted into red, green and blue and back.
namespace content {

/// The plane at size `to`, row by row without gaps. Each of its samples is the average over the area that it covers.
/// With `is_lightness` light is averaged, taken as the square of a sample, so that fine detail keeps its brightness.
[[nodiscard]] std::vector<std::uint8_t> scale_plane(const Plane& plane, PictureSize to, bool is_lightness);

/// The picture as the bands of a JPEG file of size `to`, which has the proportions of the stored picture turned
/// upright; `orientation` as in EXIF. All memory is asked for before `send` is called for the first time; it is called
/// often.
void send_bands(const JpegPlanes& picture, int orientation, PictureSize to,
                const std::function<void(std::span<const std::uint8_t> bytes)>& send);

}  // namespace content
