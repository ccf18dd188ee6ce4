#pragma once

#include <string_view>

#include "sync/console/html.h"

namespace console {

/// A QR code (ISO/IEC 18004, error correction M) as a drawing with its quiet zone, black on white in every theme; its
/// size is the sheet's. `label` says it to those who cannot see it. Empty for what is too long for one.
[[nodiscard]] Html qr_picture(std::string_view payload, std::string_view label);

}  // namespace console
