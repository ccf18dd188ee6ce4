#pragma once

#include "kiosk/frame/view.h"

namespace sample {

/// What frames are built from in tests: the program's own tokens, words and text engine.
[[nodiscard]] kiosk::Resources resources();

}  // namespace sample
