#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "content/picture/decode.h"
#include "content/result.h"

/// Pixels as files, without any metadata. The same pixels give the same bytes.
namespace content {

/// Baseline JPEG (libjpeg-turbo) of quality 85 with halved colours: what screens decode quickest, and a photo in which
/// nobody sees a difference. Red, green, blue.
[[nodiscard]] Result<std::string> encode_jpeg(std::span<const std::uint8_t> rgb, PictureSize size);

[[nodiscard]] Result<std::string> encode_png(std::span<const std::uint8_t> pixels, PictureSize size, Channels channels);

}  // namespace content
