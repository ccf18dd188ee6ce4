#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// A newsletter's text as blocks, before anybody asks what they mean.
namespace content::newsletter {

/// Lines that wrapping has split, joined into one.
struct LogicalLine {
    std::string text;
    std::size_t first = 0;  ///< lines of the source, from 1
    std::size_t last = 0;
    bool is_joined_at_hyphen = false;  ///< two lines met at a hyphen; that it belongs to the word is a guess
};

enum class BlockKind {
    heading,    ///< marked as one: "# ...", underlined, or all bold
    paragraph,  ///< text between blank lines
    item,       ///< of a list
    rule,       ///< "---"
    signature,  ///< "-- " and all behind it (RFC 3676 4.3), up to the next marked heading
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    int level = 0;             ///< of a heading: 1 to 6; bold ones 7
    bool is_indented = false;  ///< a paragraph that belongs to the item before it
    std::vector<LogicalLine> lines;

    [[nodiscard]] std::size_t first() const { return lines.front().first; }
    [[nodiscard]] std::size_t last() const { return lines.back().last; }
    /// All lines as one, separated by spaces.
    [[nodiscard]] std::string text() const;
};

/// `text` is UTF-8 with any line ends. A break inside a paragraph counts as wrapping when the next word would not have
/// fitted into the width of the text, or of the paragraph where only some are wrapped; lines that are dates with their
/// words, one below the other, are never one. Control characters and lines of invisible ones are dropped.
[[nodiscard]] std::vector<Block> split_blocks(std::string_view text);

}  // namespace content::newsletter
