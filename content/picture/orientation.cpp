#include "content/picture/orientation.h"

#include <array>
#include <cassert>
#include <cstring>

namespace content {

UprightWalk walk_upright(PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation) {
    assert(orientation >= 1 && orientation <= 8);
    const std::ptrdiff_t pixel = pixel_bytes;
    const std::ptrdiff_t row = pixel * stored.width;
    const std::ptrdiff_t last_x = pixel * (stored.width - 1);
    const std::ptrdiff_t last_y = row * (stored.height - 1);
    const std::array<UprightWalk, 8> walks{{{0, pixel, row},
                                            {last_x, -pixel, row},
                                            {last_x + last_y, -pixel, -row},
                                            {last_y, pixel, -row},
                                            {0, row, pixel},
                                            {last_y, -row, pixel},
                                            {last_x + last_y, -row, -pixel},
                                            {last_x, row, -pixel}}};
    return walks[static_cast<std::size_t>(orientation - 1)];
}

PictureSize turned(PictureSize size, int orientation) {
    return orientation >= 5 ? PictureSize{size.height, size.width} : size;
}

void turn_upright(const std::uint8_t* pixels, PictureSize stored, std::ptrdiff_t pixel_bytes, int orientation,
                  std::span<std::uint8_t> result) {
    const UprightWalk walk = walk_upright(stored, pixel_bytes, orientation);
    const PictureSize upright = turned(stored, orientation);
    assert(result.size() >= static_cast<std::size_t>(pixel_bytes * upright.width * upright.height));
    std::uint8_t* out = result.data();
    for (std::ptrdiff_t y = 0; y < upright.height; ++y) {
        const std::uint8_t* from = pixels + walk.start + y * walk.step_y;
        if (walk.step_x == pixel_bytes) {
            std::memcpy(out, from, static_cast<std::size_t>(pixel_bytes * upright.width));
            out += pixel_bytes * upright.width;
            continue;
        }
        for (int x = 0; x < upright.width; ++x, from += walk.step_x, out += pixel_bytes)
            std::memcpy(out, from, static_cast<std::size_t>(pixel_bytes));
    }
}

}  // namespace content
