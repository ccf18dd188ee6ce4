#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/frame/composer.h"
#include "kiosk/frame/qr.h"
#include "kiosk/items/article_layout.h"

/// A story as one column that scrolls: kicker, headline, gist, body, and a note with a code for every link.
namespace kiosk {

enum class ArticlePart { kicker, words, item, quote, note };

struct ArticleBlock {
    ArticlePart part = ArticlePart::words;
    TextSpec text;     ///< of the kicker: its name alone
    TextSpec address;  ///< of a note
    TextSpec mark;     ///< before an item: its number; without text a dot
    Colour colour;
    float indent = 0;    ///< of the words
    std::string spoken;  ///< read aloud in place of the words, where that is something else
    std::optional<QrMatrix> code;
    float code_side = 0;
};

struct ArticleText {
    std::vector<ArticleBlock> blocks;
    ArticleLayout layout;  ///< one span for each block
};

/// The width, at most `width`, at which lines hold at most 66 characters (Chinese 38; SCENES.md 2.9).
[[nodiscard]] float article_width(Composer& composer, const content::StoryText& text, float width);
/// Lays the story out in `width`, seen through a window `window` high. Paragraph 0 is the kicker, 1 the headline, 2 the
/// gist; the paragraphs of the body follow, then the notes.
[[nodiscard]] ArticleText lay_out_article(Composer& composer, const content::Story& story, float width, float window);
/// Draws the part that `window` shows at `offset` and adds its words to what is read aloud. Returns the seconds that
/// reading it takes.
double draw_article(Composer& composer, const content::Story& story, const ArticleText& text, const Rect& window,
                    float offset);

}  // namespace kiosk
