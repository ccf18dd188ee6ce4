#pragma once

#include <set>
#include <string>

#include "kiosk/paint/pixels.h"

namespace support {

/// What a phone reads: every QR code that zbar finds in the picture, at full size or with both sides shrunk.
[[nodiscard]] std::set<std::string> read_codes(const kiosk::Pixels& pixels, int shrink);

}  // namespace support
