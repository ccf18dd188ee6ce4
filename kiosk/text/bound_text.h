#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/text/text.h"

namespace kiosk {

/// Editors' words made ready for lines; `runs` move with the text. Where lines may not end: line_breaks.h.
struct BoundText {
    std::string text;
    std::vector<TextRun> runs;
};

/// For text that runs from right to left: puts into left-to-right isolates (UAX #9) what reads in one direction only,
/// such as ranges ("10:00–11:00", "16-18"), dates in digits, phone numbers, document symbols ("E/CN.7/2026/L.5") and
/// foreign phrases with numbers. Of the text around them nothing moves. What comes after limits::text_block bytes,
/// which nobody lays out, is left out.
[[nodiscard]] BoundText isolate_numbers(std::string_view text, std::vector<TextRun> runs);

}  // namespace kiosk
