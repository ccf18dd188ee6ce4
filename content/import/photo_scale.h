#pragma once

#include <cstdint>
#include <span>

#include "content/picture/decode.h"

/// Making photos smaller and turning them.
namespace content {

/// The size at which a picture of size `whole` just covers `screen` (turned like the picture); never larger than it is.
[[nodiscard]] PictureSize covering_size(PictureSize whole, PictureSize screen);

/// Averages over the area that each pixel of the result covers, in linear light, so that fine detail keeps its
/// brightness, and in whole numbers, so that every machine gets the same. `to` is at most `from` in both directions.
void scale_down(const std::uint8_t* pixels, PictureSize from, Channels channels, PictureSize to,
                std::span<std::uint8_t> result);

/// Copies a picture of the stored size so that it is upright; `orientation` as in EXIF.
void turn_upright(const std::uint8_t* pixels, PictureSize stored, Channels channels, int orientation,
                  std::span<std::uint8_t> result);

}  // namespace content
