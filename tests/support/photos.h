#pragma once

#include "kiosk/paint/paint.h"

namespace support {

/// For painting frames without photos.
[[nodiscard]] inline const kiosk::Pixels* no_photos(const kiosk::PhotoElement&) {
    return nullptr;
}

}  // namespace support
