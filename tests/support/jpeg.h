#pragma once

#include <string>

#include "kiosk/paint/pixels.h"

namespace support {

/// A baseline JPEG file with these pixels, nearly exact.
[[nodiscard]] std::string jpeg_of(const kiosk::Pixels& pixels);

}  // namespace support
