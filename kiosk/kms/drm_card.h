#pragma once

#include "kiosk/kms/card.h"

namespace kiosk {

/// The machine's cards, /dev/dri/card*, by libdrm. No render node and no OpenGL is needed: buffers are "dumb", which
/// every driver that shows pictures has. The first who opens a card may set its modes; nobody else may until it is
/// closed.
[[nodiscard]] OpenCards machine_cards();

}  // namespace kiosk
