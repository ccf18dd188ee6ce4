#pragma once

namespace kiosk {

/// What a widget stands on: it decides which ink is readable there.
enum class Ground { paper, navy, colour };

}  // namespace kiosk
