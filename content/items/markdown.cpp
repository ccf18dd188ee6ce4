#include "content/items/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/items/entities.h"
#include "content/items/footnotes.h"

namespace content {
namespace {

struct OpenList {
    bool is_numbered = false;
    int next = 1;
};

/// Between tildes. md4c does not say how many they are; the text behind them tells where they stand.
struct OpenStrike {
    std::optional<std::size_t> tildes;  ///< two strike out, one is a sign of "about"; nothing before the first text
    std::size_t from = 0;               ///< where that text begins in the block's
};

/// Gathers what md4c reports. Its callbacks are C functions, which get this as `userdata`.
struct Gatherer {
    explicit Gatherer(std::string_view whole) : source(whole) {}

    std::string_view source;
    MarkdownText result;
    TextBlock block;
    std::vector<OpenList> lists;
    int quote_depth = 0;
    bool in_html = false;
    std::string html;  ///< of the block that is open
    int html_line = 0;
    bool in_link = false;
    std::size_t link_start = 0;
    std::string link_url;
    std::vector<std::string> columns;  ///< names of the table's
    std::size_t column = 0;
    bool in_table_head = false;
    std::vector<OpenStrike> strikes;

    void start_block(BlockKind kind) {
        finish_block();
        block.kind = kind;
    }
    void finish_block() {
        const std::string_view text = block.text;
        const std::string_view trimmed = trim(text);
        if (!trimmed.empty()) {
            const auto cut = static_cast<std::size_t>(trimmed.data() - text.data());
            move_back(block.struck, cut, trimmed.size());
            move_back(block.labels, cut, trimmed.size());
            block.text = std::string(trimmed);
            result.blocks.push_back(std::move(block));
        }
        block = TextBlock();
        block.kind = quote_depth > 0 ? BlockKind::quote : BlockKind::paragraph;
        block.level = static_cast<int>(lists.size());
        link_start = 0;
    }
    [[nodiscard]] bool is_in_source(const char* at) const {
        return at >= source.data() && at < source.data() + source.size();
    }
    /// Counts on from the place that was asked for last.
    [[nodiscard]] int line_of(const char* at) {
        if (!is_in_source(at)) return 1;
        const auto place = static_cast<std::size_t>(at - source.data());
        if (place < counted_) {
            counted_ = 0;
            line_ = 1;
        }
        const std::string_view more = source.substr(counted_, place - counted_);
        line_ += static_cast<int>(std::ranges::count(more, '\n'));
        counted_ = place;
        return line_;
    }

private:
    static void move_back(std::vector<TextPart>& parts, std::size_t by, std::size_t size) {
        for (TextPart& part : parts) {
            part.begin = std::min(part.begin - std::min(part.begin, by), size);
            part.end = std::min(part.end - std::min(part.end, by), size);
        }
        std::erase_if(parts, [](const TextPart& part) { return part.begin >= part.end; });
    }

    std::size_t counted_ = 0;  ///< bytes of the source before line_of()'s last place
    int line_ = 1;             ///< the line there
};

/// "&amp;", "&#8211;" or "&#x2013;"; names that are not known stay as they are.
void append_entity(std::string& text, std::string_view entity) {
    const auto characters = entity_characters(entity);
    if (!characters) {
        text += entity;
        return;
    }
    for (const char32_t c : *characters)
        append_character(text, c < 0x20 && c != U'\n' ? U'\uFFFD' : c);
}

Gatherer& gatherer(void* userdata) {
    return *static_cast<Gatherer*>(userdata);
}

void append_attribute(std::string& text, const MD_ATTRIBUTE& attribute) {
    if (attribute.text == nullptr) return;
    for (int i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        const std::string_view part(attribute.text + attribute.substr_offsets[i],
                                    attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
        if (attribute.substr_types[i] == MD_TEXT_ENTITY) {
            append_entity(text, part);
        } else {
            text += part;
        }
    }
}

void begin_item(Gatherer& state) {
    state.start_block(BlockKind::list_item);
    OpenList& list = state.lists.back();
    state.block.level = static_cast<int>(state.lists.size()) - 1;
    if (list.is_numbered) state.block.number = list.next++;
}

/// "Room: ", before what stands in that column. The first cell is a label itself; in a table of two columns the second
/// is its value.
void begin_cell(Gatherer& state) {
    std::string& text = state.block.text;
    if (state.in_table_head || state.column == 0) return;
    if (state.columns.size() == 2) {
        if (!text.empty()) text += ": ";
        return;
    }
    if (!text.empty()) text += '\n';
    const std::string& name = state.columns.at(std::min(state.column, state.columns.size() - 1));
    if (name.empty()) return;
    state.block.labels.push_back({text.size(), text.size() + name.size()});
    text += name + ": ";
}

void end_cell(Gatherer& state) {
    std::string& text = state.block.text;
    if (state.in_table_head) {
        state.columns.emplace_back(trim(text));
        text.clear();
        state.block.struck.clear();
        return;
    }
    if (state.column == 0 && state.columns.size() > 1 && !text.empty()) state.block.labels.push_back({0, text.size()});
    if (text.ends_with(": ")) {  // an empty cell says nothing
        const std::size_t line = text.rfind('\n');
        text.resize(line == std::string::npos || state.columns.size() == 2 ? text.size() - 2 : line);
        while (!state.block.labels.empty() && state.block.labels.back().begin >= text.size())
            state.block.labels.pop_back();
    }
    ++state.column;
}

/// Words outside of tags and comments.
bool has_words(std::string_view html) {
    while (!html.empty()) {
        if (html.starts_with("<!--")) {
            const std::size_t end = html.find("-->");
            html.remove_prefix(end == std::string_view::npos ? html.size() : end + 3);
        } else if (html.front() == '<') {
            html.remove_prefix(std::min(html.find('>'), html.size() - 1) + 1);
        } else if (std::string_view(" \t\r\n").find(html.front()) == std::string_view::npos) {
            return true;
        } else {
            html.remove_prefix(1);
        }
    }
    return false;
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* userdata) {
    Gatherer& state = gatherer(userdata);
    switch (type) {
        case MD_BLOCK_UL:
            state.finish_block();
            state.lists.push_back({});
            break;
        case MD_BLOCK_OL:
            state.finish_block();
            state.lists.push_back({true, static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start)});
            break;
        case MD_BLOCK_LI: begin_item(state); break;
        case MD_BLOCK_QUOTE:
            ++state.quote_depth;
            state.finish_block();
            break;
        case MD_BLOCK_H: state.start_block(BlockKind::heading); break;
        case MD_BLOCK_CODE: state.start_block(BlockKind::code); break;
        case MD_BLOCK_HTML:
            state.in_html = true;
            state.html.clear();
            state.html_line = 0;
            break;
        case MD_BLOCK_TABLE:
            state.finish_block();
            state.columns.clear();
            break;
        case MD_BLOCK_THEAD: state.in_table_head = true; break;
        case MD_BLOCK_TR:
            state.start_block(BlockKind::table_row);
            state.column = 0;
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: begin_cell(state); break;
        default: break;
    }
    return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* userdata) {
    Gatherer& state = gatherer(userdata);
    switch (type) {
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            state.lists.pop_back();
            state.finish_block();
            break;
        case MD_BLOCK_QUOTE:
            --state.quote_depth;
            state.finish_block();
            break;
        case MD_BLOCK_P:
        case MD_BLOCK_H:
        case MD_BLOCK_LI:
        case MD_BLOCK_CODE:
        case MD_BLOCK_TABLE:
        case MD_BLOCK_TR: state.finish_block(); break;
        case MD_BLOCK_THEAD: state.in_table_head = false; break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: end_cell(state); break;
        case MD_BLOCK_HTML:
            state.in_html = false;
            if (has_words(state.html)) state.result.html_lines.push_back(state.html_line);
            break;
        default: break;
    }
    return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* userdata) {
    Gatherer& state = gatherer(userdata);
    if (type == MD_SPAN_DEL) state.strikes.emplace_back();
    if (type == MD_SPAN_IMG) state.result.image_lines.push_back(0);
    if (type != MD_SPAN_A) return 0;
    state.in_link = true;
    state.link_start = state.block.text.size();
    state.link_url.clear();
    append_attribute(state.link_url, static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
    return 0;
}

void end_strike(Gatherer& state) {
    std::string& text = state.block.text;
    const OpenStrike strike = state.strikes.back();
    state.strikes.pop_back();
    if (!strike.tildes) return;  // around nothing
    if (*strike.tildes == 1) {
        text += '~';
        return;
    }
    // Parts do not overlap: what is struck out inside of another one is so already.
    const bool is_inside = std::ranges::any_of(state.strikes, [](const OpenStrike& open) { return open.tildes == 2U; });
    if (!is_inside && strike.from < text.size()) state.block.struck.push_back({strike.from, text.size()});
}

/// An image without a description stands where its address does.
void end_image(Gatherer& state, const MD_SPAN_IMG_DETAIL& image) {
    std::vector<int>& lines = state.result.image_lines;
    if (lines.back() != 0) return;
    if (state.is_in_source(image.src.text)) {
        lines.back() = state.line_of(image.src.text);
    } else {
        lines.pop_back();
    }
}

int leave_span(MD_SPANTYPE type, void* detail, void* userdata) {
    Gatherer& state = gatherer(userdata);
    const std::string& text = state.block.text;
    if (type == MD_SPAN_DEL) end_strike(state);
    if (type == MD_SPAN_IMG) end_image(state, *static_cast<const MD_SPAN_IMG_DETAIL*>(detail));
    if (type != MD_SPAN_A || !state.in_link) return 0;
    state.in_link = false;
    state.result.links.push_back({text.substr(std::min(state.link_start, text.size())), state.link_url});
    return 0;
}

/// One tilde, "~40 of ~50", is no sign of striking out. Before the first text of a strike there are only its tildes,
/// and marks that stand inside of it.
void begin_strikes(Gatherer& state, const char* words) {
    auto before = static_cast<std::size_t>(words - state.source.data());
    auto strike = state.strikes.end();
    while (strike != state.strikes.begin() && !std::prev(strike)->tildes) {
        const auto tilde = state.source.substr(0, before).rfind('~');
        if (tilde == std::string_view::npos) break;
        --strike;
        strike->tildes = tilde > 0 && state.source[tilde - 1] == '~' ? 2 : 1;
        before = tilde + 1 - *strike->tildes;
    }
    for (; strike != state.strikes.end(); ++strike) {
        strike->from = state.block.text.size();
        if (*strike->tildes == 1) state.block.text += '~';
    }
}

bool is_line_break(std::string_view tag) {
    const std::string lower = to_lower(tag);
    return lower.starts_with("<br") && lower.find_first_not_of(" /<>br") == std::string::npos;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* userdata) {
    Gatherer& state = gatherer(userdata);
    const std::string_view text(bytes, size);
    if (state.in_html) {
        if (state.html_line == 0) state.html_line = state.line_of(bytes);
        state.html += text;
        return 0;
    }
    if (state.is_in_source(bytes)) begin_strikes(state, bytes);
    if (!state.result.image_lines.empty() && state.result.image_lines.back() == 0) {
        state.result.image_lines.back() = state.line_of(bytes);
    }
    switch (type) {
        case MD_TEXT_BR: state.block.text += '\n'; break;
        case MD_TEXT_SOFTBR: state.block.text += ' '; break;
        case MD_TEXT_NULLCHAR: append_character(state.block.text, U'\uFFFD'); break;
        case MD_TEXT_ENTITY: append_entity(state.block.text, text); break;
        case MD_TEXT_HTML:
            if (is_line_break(text)) state.block.text += '\n';
            break;
        default: state.block.text += text; break;
    }
    return 0;
}

/// Everything but footnotes.
MarkdownText read_blocks(std::string_view text) {
    Gatherer state(text);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_COMMONMARK | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = enter_span;
    parser.leave_span = leave_span;
    parser.text = add_text;
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &state);
    state.finish_block();
    std::erase(state.result.image_lines, 0);  // of an image around another one
    return std::move(state.result);
}

}  // namespace

void TextBlock::insert(std::size_t at, std::string_view words) {
    text.insert(at, words);
    for (auto* parts : {&struck, &labels}) {
        for (TextPart& part : *parts) {
            if (part.begin >= at) part.begin += words.size();
            if (part.end > at) part.end += words.size();
        }
    }
}

std::string TextBlock::without_struck() const {
    std::string result = text;
    for (auto part = struck.rbegin(); part != struck.rend(); ++part) {
        std::size_t begin = part->begin;
        // Of the two spaces around it one is left.
        if (begin > 0 && result[begin - 1] == ' ' && (part->end == result.size() || result[part->end] == ' ')) --begin;
        const bool is_first = begin == 0 && part->end < result.size() && result[part->end] == ' ';
        result.erase(begin, part->end - begin + (is_first ? 1 : 0));
    }
    return result;
}

MarkdownText read_markdown(std::string_view text) {
    if (text.size() > limits::source_file) text = text.substr(0, limits::source_file);
    const Footnotes footnotes = take_footnotes(text);
    MarkdownText result = read_blocks(footnotes.text);
    int number = 0;
    for (const std::string& note : footnotes.notes) {
        MarkdownText read = read_blocks(note);
        ++number;
        for (TextBlock& block : read.blocks) {
            block.kind = BlockKind::note;
            block.number = number;
            result.blocks.push_back(std::move(block));
        }
        std::ranges::move(read.links, std::back_inserter(result.links));
    }
    return result;
}

std::string plain_text(std::string_view markdown) {
    std::string result;
    for (const TextBlock& block : read_markdown(markdown).blocks) {
        if (!result.empty()) result += '\n';
        result += block.without_struck();
    }
    return result;
}

}  // namespace content
