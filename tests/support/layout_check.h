#pragma once

#include <string>
#include <vector>

#include "kiosk/frame.h"
#include "kiosk/text.h"

namespace sample {

/// What is wrong with a frame as a picture: text outside it, over other text or over the six lines, glyphs that no font
/// has, targets that are too small, outside or on top of each other. Empty: nothing.
[[nodiscard]] std::vector<std::string> check_layout(const kiosk::Frame& frame, kiosk::Text& text, float floor_px,
                                                    float least_target_px);

}  // namespace sample
