#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "kiosk/geometry.h"

namespace kiosk {

struct FreeDecoded {
    void operator()(std::uint8_t* memory) const;
};

/// Red, green, blue, alpha of each pixel as stored in the file; null when stb_image refuses the bytes. The caller has
/// checked type and dimensions.
struct Decoded {
    Size size;
    std::unique_ptr<std::uint8_t[], FreeDecoded> rgba;
};
[[nodiscard]] Decoded decode_rgba(std::string_view bytes);

}  // namespace kiosk
