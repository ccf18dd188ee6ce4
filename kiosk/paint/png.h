#pragma once

#include <string>

#include "content/base/result.h"
#include "kiosk/paint/pixels.h"

namespace kiosk {

/// An opaque 8-bit RGB PNG; the same pixels give the same bytes. Code::io.
[[nodiscard]] content::Result<std::string> png_of(const Pixels& pixels);

/// Writes an opaque 8-bit RGB PNG file in place of what has that name, which is not followed where it is a link to a
/// file (a pipe or device is written into); the same pixels give the same bytes. Code::io.
[[nodiscard]] content::Status write_png(const std::string& path, const Pixels& pixels);

}  // namespace kiosk
