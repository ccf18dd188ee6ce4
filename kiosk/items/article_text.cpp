#include "kiosk/items/article_text.h"

#include <algorithm>
#include <cmath>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/items/footnotes.h"
#include "content/items/markdown.h"
#include "kiosk/items/story_parts.h"
#include "kiosk/loop/reading_time.h"
#include "kiosk/widgets/addresses.h"
#include "kiosk/widgets/labels.h"
#include "kiosk/widgets/lists.h"

namespace kiosk {
namespace {

constexpr float after_kicker = 1.3F;     // u
constexpr float after_headline = 2.4F;   // u
constexpr float after_paragraph = 1.7F;  // u
constexpr float before_heading = 3.0F;   // u
constexpr float after_item = 0.6F;       // u
constexpr float bullet_indent = 3.0F;    // u
constexpr float bullet_side = 0.85F;     // u
constexpr int max_level = 4;             // of lists in lists; deeper ones are not indented further
constexpr float note_code = 18;          // u, quiet zone included
constexpr float note_gap = 2.4F;         // u
constexpr float max_code_share = 0.42F;  // of the column
constexpr int characters_per_line = 66;
constexpr int chinese_characters_per_line = 38;
constexpr std::size_t sample_bytes = 600;  // enough to know how wide a language's letters are
constexpr std::size_t max_notes = 24;      // codes that anybody would look at

struct Note {
    std::string text;
    std::string url;
};

std::string note_mark(std::size_t number) {
    return "\u00A0" + isolate("[" + std::to_string(number) + "]");
}

/// Links of the text, numbered where they stand; then the story's other links.
std::vector<Note> number_links(const Composer& composer, const content::Story& story, content::MarkdownText& body) {
    std::vector<Note> notes;
    std::size_t block = 0;
    std::size_t from = 0;
    for (const content::MarkdownLink& link : body.links) {
        if (notes.size() == max_notes || !content::is_web_address(link.url) || link.text.empty()) continue;
        if (!is_offered(composer, link.url)) continue;
        for (std::size_t i = block; i < body.blocks.size(); ++i) {
            const std::size_t at = body.blocks[i].text.find(link.text, i == block ? from : 0);
            if (at == std::string::npos) continue;
            const auto known =
                std::ranges::find_if(notes, [&](const Note& candidate) { return candidate.url == link.url; });
            const auto number = static_cast<std::size_t>(known - notes.begin()) + 1;
            if (known == notes.end()) notes.push_back({link.text, link.url});
            const std::string mark = note_mark(number);
            body.blocks[i].insert(at + link.text.size(), mark);
            block = i;
            from = at + link.text.size() + mark.size();
            break;
        }
    }
    const std::string beside = story_address(composer, story);  // the code beside the text leads there
    for (const content::Hyperlink& link : story.links) {
        if (notes.size() == max_notes) break;
        if (link.url == beside || !is_offered(composer, link.url)) continue;
        if (std::ranges::any_of(notes, [&](const Note& note) { return note.url == link.url; })) continue;
        notes.push_back({content::text_in(link.text, composer.language(), composer.edition()), link.url});
    }
    return notes;
}

/// Puts blocks under one another.
class Column {
public:
    Column(Composer& composer, float width) : composer_(composer), width_(width) {}

    void kicker(const std::string& name, const std::string& detail) {
        ArticleBlock block;
        block.part = ArticlePart::kicker;
        block.text = composer_.spec(name, composer_.scale().label, 650);
        add(std::move(block), kicker_height(composer_, width_, name, detail), 1, composer_.u(after_kicker));
    }

    void words(ArticlePart part, TextSpec spec, Colour colour, float indent, float gap_after) {
        ArticleBlock words;
        words.part = part;
        words.text = std::move(spec);
        words.colour = colour;
        words.indent = indent;
        block(std::move(words), gap_after);
    }

    void block(ArticleBlock words, float gap_after) {
        words.text.width = width_ - words.indent;
        const TextExtent extent = composer_.measure(words.text);
        add(std::move(words), extent.height, std::max(1, extent.lines), gap_after);
    }

    void skip_paragraph() { ++paragraph_; }
    void space(float height) { y_ += height; }

    /// Side of the code in whole pixels per module; 0: it would be too large, the address alone is shown.
    [[nodiscard]] float code_side(const Note& note) const {
        const auto code = composer_.code(code_address(composer_, note.url), QrUse::link);
        if (!code) return 0;
        const int modules = code->modules + 2 * quiet_zone;
        const auto least = static_cast<float>(modules * min_module_px);
        const float side = std::min(std::max(composer_.u(note_code) * 1.1F, least), width_ * max_code_share);
        const int module = static_cast<int>(side) / modules;
        return side < least ? 0 : static_cast<float>(module * modules);
    }

    void note(const Note& note, std::size_t number, float indent) {
        ArticleBlock block;
        block.part = ArticlePart::note;
        block.colour = composer_.palette().ink;
        block.code_side = code_side(note);
        if (block.code_side > 0) block.code = composer_.code(code_address(composer_, note.url), QrUse::link);
        block.indent = indent;
        const float room = width_ - block.indent;
        block.text = composer_.spec(isolate("[" + std::to_string(number) + "]") + " " + isolate(note.text),
                                    composer_.scale().row_title, 600);
        block.text.width = room;
        block.text.max_lines = 3;
        block.address =
            printed_address(composer_, note.url, room, {composer_.scale().label, composer_.scale().meta}, 400, 2);
        const float words =
            composer_.measure(block.text).height + composer_.u(0.8F) + composer_.measure(block.address).height;
        const float height = std::max(words, block.code_side);
        add(std::move(block), height, 1, composer_.u(note_gap));
    }

    [[nodiscard]] ArticleText take(float window) {
        text_.layout.window = window;
        return std::move(text_);
    }

private:
    void add(ArticleBlock block, float height, int lines, float gap_after) {
        text_.layout.spans.push_back({paragraph_++, y_, height, lines});
        text_.blocks.push_back(std::move(block));
        y_ += height + gap_after;
    }

    Composer& composer_;
    float width_;
    ArticleText text_;
    float y_ = 0;
    int paragraph_ = 0;
};

/// The largest size at which no word is wider than the column.
TextSpec headline_spec(const Composer& composer, const std::string& headline, float width) {
    const TypeScale& scale = composer.scale();
    TextSpec spec;
    for (const float token : {scale.article_title, scale.sheet_title, scale.lead, scale.label}) {
        spec = composer.spec(headline, token, 700, Typeface::head, Leading::head);
        spec.width = width;
        spec.balance = Balance::even;
        if (!composer.measure(spec).truncated) break;
    }
    return spec;
}

/// What is crossed out, and the labels of a table.
std::vector<TextRun> runs_of(const content::TextBlock& block) {
    constexpr int body_weight = 400;
    constexpr int label_weight = 650;
    std::vector<TextRun> runs;
    for (const content::TextPart& part : block.struck)
        runs.push_back({part.begin, part.end, body_weight, true});
    for (const content::TextPart& part : block.labels)
        runs.push_back({part.begin, part.end, label_weight});
    return runs;
}

/// Between the edge of an item and its words: a dot has a place of one width, long numbers push the words aside.
float mark_width(const Composer& composer, const TextSpec& mark) {
    const float width = mark.text.empty() ? 0 : composer.measure(mark).width + composer.u(0.8F);
    return std::max(composer.u(bullet_indent), width);
}

bool is_item(const content::TextBlock& block) {
    return block.kind == content::BlockKind::list_item || block.kind == content::BlockKind::table_row ||
           block.kind == content::BlockKind::note;
}

/// A paragraph, an item of a list, a quotation, a row of a table, a footnote.
ArticleBlock body_block(const Composer& composer, const content::TextBlock& block) {
    const TypeScale& scale = composer.scale();
    const float size = block.kind == content::BlockKind::note ? scale.label : scale.body;
    ArticleBlock result;
    result.text = composer.spec(block.text, size, 400, Typeface::ui, Leading::body);
    result.text.runs = runs_of(block);
    result.colour = composer.palette().ink2;
    result.indent = composer.u(bullet_indent) * static_cast<float>(std::min(block.level, max_level));
    if (!block.struck.empty()) result.spoken = block.without_struck();
    switch (block.kind) {
        case content::BlockKind::list_item:
            result.part = ArticlePart::item;
            if (block.number > 0) result.mark = composer.spec(isolate(std::to_string(block.number) + "."), size, 600);
            break;
        case content::BlockKind::note:
            result.part = ArticlePart::item;
            result.mark = composer.spec(content::raised(static_cast<std::size_t>(block.number)), size, 600);
            break;
        case content::BlockKind::quote: result.part = ArticlePart::quote; break;
        default: return result;
    }
    result.indent += mark_width(composer, result.mark);
    result.mark.style.leading = Leading::body;
    return result;
}

void add_body(Composer& composer, Column& column, const content::MarkdownText& body) {
    for (std::size_t i = 0; i < body.blocks.size(); ++i) {
        const content::TextBlock& block = body.blocks[i];
        if (block.kind == content::BlockKind::heading) {
            if (i > 0) column.space(composer.u(before_heading - after_paragraph));
            column.words(ArticlePart::words, composer.spec(block.text, composer.scale().lead, 700),
                         composer.palette().ink, 0, composer.u(after_item));
            continue;
        }
        const bool is_next_item = i + 1 < body.blocks.size() && is_item(body.blocks[i + 1]);
        column.block(body_block(composer, block), composer.u(is_next_item ? after_item : after_paragraph));
    }
}

void draw_story_kicker(Composer& composer, const content::Story& story, const ArticleBlock& block, const Rect& place) {
    draw_kicker(composer, place.x, place.y, place.width, composer.look(story.topic), block.text.text,
                story_detail(composer, story));
}

/// The number or dot of an item, at the start of its words' indent.
void draw_mark(Composer& composer, const ArticleBlock& block, float x, float y, const Rect& window) {
    if (!block.mark.text.empty()) {
        composer.text_clipped(x + block.indent - mark_width(composer, block.mark), y, block.mark, block.colour, window);
        return;
    }
    const TextExtent extent = composer.measure(block.text);
    const float side = composer.u(bullet_side);
    const float middle = y + extent.first_baseline - extent.cap_height / 2;
    const Rect dot{x + block.indent - composer.u(bullet_indent - 0.4F), middle - side / 2, side, side};
    if (window.encloses(dot)) composer.fill(dot, block.colour, side / 2);
}

/// A line beside the words that are quoted.
void draw_quote_line(Composer& composer, const ArticleBlock& block, const Rect& place, const Rect& window) {
    const float top = std::max(place.y, window.y);
    const float bottom = std::min(place.bottom(), window.bottom());
    const float x = place.x + block.indent - composer.u(bullet_indent - 0.6F);
    if (bottom > top) composer.fill({x, top, composer.u(0.5F), bottom - top}, composer.palette().line);
}

void draw_note(Composer& composer, const ArticleBlock& block, const Rect& place) {
    if (block.code) {
        composer.qr({place.x, place.y, block.code_side, block.code_side}, *block.code,
                    composer.u(composer.tokens().radius_s));
    }
    const float text_height = composer.measure(block.text).height;
    const float whole = text_height + composer.u(0.8F) + composer.measure(block.address).height;
    const float y = place.y + (place.height - whole) / 2;
    composer.text(place.x + block.indent, y, block.text, block.colour);
    composer.text(place.x + block.indent, y + text_height + composer.u(0.8F), block.address, composer.palette().ink2);
}

}  // namespace

float article_width(Composer& composer, const content::StoryText& text, float width) {
    const float em = composer.type(composer.scale().body);
    if (composer.language() == content::Language::zh) return std::min(width, em * chinese_characters_per_line);
    std::string sample = (text.gist + " " + text.body).substr(0, sample_bytes);
    while (!sample.empty() && (static_cast<unsigned char>(sample.back()) & 0x80U) != 0)
        sample.pop_back();
    std::ranges::replace(sample, '\n', ' ');
    const std::size_t count = content::count_characters(sample);
    if (count < characters_per_line) return width;
    const float whole =
        composer.measure(composer.spec(sample, composer.scale().body, 400, Typeface::ui, Leading::body)).width;
    return std::min(width, whole / static_cast<float>(count) * characters_per_line);
}

ArticleText lay_out_article(Composer& composer, const content::Story& story, float width, float window) {
    const content::StoryText& text = content::text_in(story.texts, composer.language(), composer.edition());
    const Palette& palette = composer.palette();
    const TypeScale& scale = composer.scale();
    Column column(composer, width);
    column.kicker(text.kicker.empty() ? composer.topic_name(story.topic) : text.kicker, story_detail(composer, story));
    column.words(ArticlePart::words, headline_spec(composer, text.headline, width), palette.ink, 0,
                 composer.u(after_headline));
    if (text.gist.empty()) {
        column.skip_paragraph();
    } else {
        column.words(ArticlePart::words, composer.spec(text.gist, scale.lead, 500, Typeface::ui, Leading::body),
                     palette.ink, 0, composer.u(after_paragraph));
    }
    content::MarkdownText body = content::read_markdown(text.body);
    const std::vector<Note> notes = number_links(composer, story, body);
    add_body(composer, column, body);
    if (!notes.empty()) {
        column.space(composer.u(before_heading));
        column.words(ArticlePart::words, composer.spec(composer.words("article.links"), scale.lead, 700), palette.ink,
                     0, composer.u(after_paragraph));
        float indent = 0;
        for (const Note& note : notes) {
            const float side = column.code_side(note);
            if (side > 0) indent = std::max(indent, side + composer.u(note_gap));
        }
        for (std::size_t i = 0; i < notes.size(); ++i)
            column.note(notes[i], i + 1, indent);
    }
    return column.take(window);
}

double draw_article(Composer& composer, const content::Story& story, const ArticleText& text, const Rect& window,
                    float offset) {
    double seconds = 0;
    for (std::size_t i = 0; i < text.blocks.size(); ++i) {
        const ArticleBlock& block = text.blocks[i];
        const TextSpan& span = text.layout.spans[i];
        const float share = text.layout.visible_share(span, offset);
        if (share <= 0) continue;
        const float y = window.y + span.top - offset;
        const Rect place{window.x, y, window.width, span.height};
        const bool is_whole = window.encloses(place);
        switch (block.part) {
            case ArticlePart::kicker:
                if (!is_whole) continue;
                draw_story_kicker(composer, story, block, place);
                break;
            case ArticlePart::note:
                if (!is_whole) continue;
                draw_note(composer, block, place);
                break;
            case ArticlePart::item:
            case ArticlePart::quote:
            case ArticlePart::words:
                if (block.part == ArticlePart::item) draw_mark(composer, block, window.x, y, window);
                if (block.part == ArticlePart::quote) draw_quote_line(composer, block, place, window);
                composer.text_clipped(window.x + block.indent, y, block.text, block.colour, window);
                break;
        }
        const std::string& words = block.spoken.empty() ? block.text.text : block.spoken;
        composer.speak(words);
        seconds += static_cast<double>(share) * time_to_read(words, composer.language());
    }
    return seconds;
}

}  // namespace kiosk
