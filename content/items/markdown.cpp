#include "content/items/markdown.h"

#include <md4c.h>

#include <cstdint>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/items/entities.h"

namespace content {
namespace {

void append_utf8(std::string& text, std::uint32_t c) {
    const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (c == 0 || c > 0x10FFFF || is_surrogate || (c < 0x20 && c != '\n')) c = 0xFFFD;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        text += static_cast<char>(0x80U | (c & 63U));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | (c >> 12U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 63U));
        text += static_cast<char>(0x80U | (c & 63U));
    } else {
        text += static_cast<char>(0xF0U | (c >> 18U));
        text += static_cast<char>(0x80U | ((c >> 12U) & 63U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 63U));
        text += static_cast<char>(0x80U | (c & 63U));
    }
}

/// "&amp;", "&#8211;" or "&#x2013;"; names that are not known stay as they are.
void append_entity(std::string& text, std::string_view entity) {
    if (const auto c = entity_character(entity)) {
        append_utf8(text, static_cast<std::uint32_t>(*c));
    } else {
        text += entity;
    }
}

/// Gathers what md4c reports. Its callbacks are C functions, which get this as `userdata`.
struct Gatherer {
    MarkdownText result;
    std::string text;
    BlockKind kind = BlockKind::paragraph;
    int html_depth = 0;
    bool in_link = false;
    std::size_t link_start = 0;
    std::string link_url;

    void finish_block() {
        const std::string_view trimmed = trim(text);
        if (!trimmed.empty()) result.blocks.push_back({kind, std::string(trimmed)});
        text.clear();
        link_start = 0;
        kind = BlockKind::paragraph;
    }
};

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

int enter_block(MD_BLOCKTYPE type, void*, void* userdata) {
    Gatherer& state = gatherer(userdata);
    switch (type) {
        case MD_BLOCK_LI:
            state.finish_block();
            state.kind = BlockKind::list_item;
            break;
        case MD_BLOCK_H:
            state.finish_block();
            state.kind = BlockKind::heading;
            break;
        case MD_BLOCK_HTML: ++state.html_depth; break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
        case MD_BLOCK_CODE: state.finish_block(); break;
        default: break;
    }
    return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* userdata) {
    Gatherer& state = gatherer(userdata);
    switch (type) {
        case MD_BLOCK_P:
        case MD_BLOCK_H:
        case MD_BLOCK_LI:
        case MD_BLOCK_CODE: state.finish_block(); break;
        case MD_BLOCK_HTML: --state.html_depth; break;
        default: break;
    }
    return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* userdata) {
    Gatherer& state = gatherer(userdata);
    if (type != MD_SPAN_A) return 0;
    state.in_link = true;
    state.link_start = state.text.size();
    state.link_url.clear();
    append_attribute(state.link_url, static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
    return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* userdata) {
    Gatherer& state = gatherer(userdata);
    if (type != MD_SPAN_A || !state.in_link) return 0;
    state.in_link = false;
    state.result.links.push_back({state.text.substr(state.link_start), state.link_url});
    return 0;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* userdata) {
    Gatherer& state = gatherer(userdata);
    const std::string_view text(bytes, size);
    if (state.html_depth > 0) {
        state.result.raw_html += text;
        return 0;
    }
    switch (type) {
        case MD_TEXT_BR: state.text += '\n'; break;
        case MD_TEXT_SOFTBR: state.text += ' '; break;
        case MD_TEXT_NULLCHAR: append_utf8(state.text, 0xFFFD); break;
        case MD_TEXT_ENTITY: append_entity(state.text, text); break;
        case MD_TEXT_HTML: break;
        default: state.text += text; break;
    }
    return 0;
}

}  // namespace

MarkdownText read_markdown(std::string_view text) {
    if (text.size() > limits::source_file) text = text.substr(0, limits::source_file);
    Gatherer state;
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_COMMONMARK;
    parser.enter_block = enter_block;
    parser.leave_block = leave_block;
    parser.enter_span = enter_span;
    parser.leave_span = leave_span;
    parser.text = add_text;
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &state);
    state.finish_block();
    return std::move(state.result);
}

std::string plain_text(std::string_view markdown) {
    std::string result;
    for (const TextBlock& block : read_markdown(markdown).blocks) {
        if (!result.empty()) result += '\n';
        result += block.text;
    }
    return result;
}

}  // namespace content
