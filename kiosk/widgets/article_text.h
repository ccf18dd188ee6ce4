#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/frame/qr.h"
#include "kiosk/widgets/article_layout.h"

/// A story as one column that scrolls: kicker, headline, gist, body, and a note with a code for every link.
namespace kiosk {

enum class ReaderPart { kicker, words, bullet, note };

struct ReaderBlock {
    ReaderPart part = ReaderPart::words;
    TextSpec text;     ///< of the kicker: its name alone
    TextSpec address;  ///< of a note
    Colour colour;
    float indent = 0;  ///< of the words
    std::optional<QrMatrix> code;
    float code_side = 0;
};

struct ReaderText {
    std::vector<ReaderBlock> blocks;
    ReaderLayout layout;  ///< one stretch for each block
};

/// Lines of at most 66 characters (Chinese 38), at most `width` wide.
[[nodiscard]] float reader_width(Composer& composer, const content::StoryText& text, float width);
/// Paragraph 0 is the kicker, 1 the headline, 2 the gist; those of the body follow, then the notes.
[[nodiscard]] ReaderText lay_out_reader(Composer& composer, const content::Story& story, float width, float window);
/// The part that is visible at `offset`, in the window whose top start corner is (x, y); tells the words to read aloud.
/// Returns the seconds that it takes to read it.
double draw_reader_text(Composer& composer, const content::Story& story, const ReaderText& text, const Rect& window,
                        float offset);

}  // namespace kiosk
