#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/text/text.h"

namespace kiosk {

/// Text from outside made fit for layout: well-formed UTF-8 of at most limits::text_block bytes. Bytes that are no
/// UTF-8 and control characters become U+FFFD. Line ends become U+2028, so that all lines are one paragraph. Soft
/// hyphens and characters that override the direction are dropped. Isolates are closed at the end of their line and
/// nest at most isolate_depth deep. After mark_run combining marks further ones are dropped (stream-safe text, UAX
/// #15). A word of more than max_word_length characters may break there (zero width space), because the cost of
/// breaking grows with its square. `runs` move with the text and are sorted; a run outside the text, or overlapping an
/// earlier one, is dropped.
struct CleanText {
    std::string text;
    std::vector<TextRun> runs;
};
inline constexpr int isolate_depth = 8;
inline constexpr int mark_run = 30;
inline constexpr int max_word_length = 200;
/// LINE SEPARATOR, which stands for "\n" in CleanText.
inline constexpr std::string_view line_separator = "\xE2\x80\xA8";

[[nodiscard]] CleanText clean_text(std::string_view text, std::vector<TextRun> runs);

/// The text without `letters`, what joins and varies them (emoji), and the space that would be left twice.
[[nodiscard]] CleanText without_letters(const CleanText& text, std::u32string_view letters);

}  // namespace kiosk
