#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"
#include "kiosk/text/text.h"

namespace kiosk {

/// Editors' words made ready for lines, in which what belongs together stays together. `runs` move with the text.
struct BoundText {
    std::string text;
    std::vector<TextRun> runs;
};

/// Replaces spaces at which no line may end by no-break spaces: between a number and its unit ("40 m", "50 %"), after
/// signs that belong to the number behind them ("≈ 40"), inside numbers of groups ("1 000 000") and around the dash of
/// a range ("13:10 – 14:00").
[[nodiscard]] BoundText bind_numbers(std::string_view text, std::vector<TextRun> runs);
/// For text that runs from right to left: puts into left-to-right isolates (UAX #9) what reads in one direction only,
/// such as ranges ("10:00–11:00", "16-18"), dates in digits, phone numbers, document symbols ("E/CN.7/2026/L.5") and
/// foreign phrases with numbers. Of the text around them nothing moves.
[[nodiscard]] BoundText isolate_numbers(std::string_view text, std::vector<TextRun> runs);

}  // namespace kiosk
