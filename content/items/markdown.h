#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace content {

enum class BlockKind {
    heading,
    paragraph,
    list_item,
    quote,
    code,
    table_row,  ///< label and value: the first cell, then a line for each other cell with the name of its column
    note,       ///< a footnote ("[^1]: ..."), at the end of the text
};

/// A part of a text, in bytes.
struct TextPart {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const TextPart&) const = default;
};

/// One paragraph as plain text, UTF-8, without line breaks except hard ones ("\n").
struct TextBlock {
    BlockKind kind = BlockKind::paragraph;
    std::string text;
    int level = 0;                      ///< lists around it; of a list item: around its list
    int number = 0;                     ///< of an item in a numbered list, and of a note; 0: none
    std::vector<TextPart> struck = {};  ///< crossed out
    std::vector<TextPart> labels = {};  ///< of a table row: the first cell and the names of columns

    /// Puts words into the text; struck parts and labels move with it.
    void insert(std::size_t at, std::string_view words);
    /// What holds: the text without what is crossed out.
    [[nodiscard]] std::string without_struck() const;
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
    std::vector<int> html_lines;   ///< where words in a block of raw HTML begin that are left out; 1 is the first line
    std::vector<int> image_lines;  ///< where an image stands of which only the description is left
};

/// CommonMark 0.30 with tables, text that is struck out (~~two tildes~~) and footnotes, as blocks of plain text for the
/// reader and the search index. Emphasis and raw HTML are dropped, but for <br>; an image becomes its description, a
/// reference to a footnote a raised number. Never fails: any text is some CommonMark.
[[nodiscard]] MarkdownText read_markdown(std::string_view text);
/// The text of the blocks, each block on a line of its own; without what is struck out.
[[nodiscard]] std::string plain_text(std::string_view markdown);

}  // namespace content
