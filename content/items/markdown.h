#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace content {

enum class BlockKind { heading, paragraph, list_item };

/// One paragraph as plain text, UTF-8, without line breaks except hard ones ("\n").
struct TextBlock {
    BlockKind kind = BlockKind::paragraph;
    std::string text;

    bool operator==(const TextBlock&) const = default;
};

struct MarkdownLink {
    std::string text;
    std::string url;  ///< as written; not checked

    bool operator==(const MarkdownLink&) const = default;
};

struct MarkdownText {
    std::vector<TextBlock> blocks;
    std::vector<MarkdownLink> links;
    std::string raw_html;  ///< blocks of HTML, which are dropped with the words in them
};

/// CommonMark 0.30 as blocks of plain text for the reader and the search index. Emphasis and raw HTML are
/// dropped; an image becomes its description. Never fails: any text is some CommonMark.
[[nodiscard]] MarkdownText read_markdown(std::string_view text);
/// The text of the blocks, each block on a line of its own.
[[nodiscard]] std::string plain_text(std::string_view markdown);

}  // namespace content
