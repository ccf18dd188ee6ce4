#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "content/picture/picture_header.h"

/// Pictures as their camera was held. `orientation` is that of EXIF 2.32, tag 0x0112: 1 to 8.
namespace content {

/// Where the pixels of a stored picture lie when it is seen upright: the one at (x, y) begins `start + x * step_x + y *
/// step_y` bytes after the first one stored.
struct UprightWalk {
    std::ptrdiff_t start = 0;
    std::ptrdiff_t step_x = 0;
    std::ptrdiff_t step_y = 0;
};

/// Through rows without gaps, of pixels of `pixel_bytes` each.
[[nodiscard]] UprightWalk walk_upright(PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation);

/// The upright size of a stored picture, or the stored size of an upright one.
[[nodiscard]] PictureSize turned(PictureSize size, int orientation);

/// Copies a picture so that it is upright. `result` has room for all of it.
void turn_upright(const std::uint8_t* pixels, PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation,
                  std::span<std::uint8_t> result);

}  // namespace content
