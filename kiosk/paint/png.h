#pragma once

#include <string>

#include "content/base/result.h"
#include "kiosk/paint/pixels.h"

namespace kiosk {

/// Writes an opaque 8-bit RGB PNG file; the same pixels give the same bytes.
[[nodiscard]] content::Status write_png(const std::string& path, const Pixels& pixels);

}  // namespace kiosk
