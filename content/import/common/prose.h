#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"

/// Markdown and bare addresses in prose: its links, and its words without them.
namespace content {

struct ProseLink {
    std::size_t begin = 0;  ///< bytes of the text
    std::size_t end = 0;
    std::string text;  ///< of a bare address: the address
    std::string url;   ///< a web address, or empty when the target is lost or of another kind
    bool is_picture = false;

    [[nodiscard]] bool is_bare() const { return text == url; }
};

/// "[text](url)", "![text](url)", "<https://…>" and bare addresses, in their order. Relative targets start from `base`;
/// without a base they are lost.
[[nodiscard]] std::vector<ProseLink> find_links(std::string_view text, std::string_view base);

/// The language of the page behind a link, by its text ("Read in Spanish", "En español") or address ("…/es/…").
[[nodiscard]] std::optional<Language> language_of_link(const ProseLink& link);

/// Bytes of the "#" that make `line` a heading of Markdown: 1 to 6, with a space behind them; 0 for none.
[[nodiscard]] std::size_t heading_marks(std::string_view line);

/// `line` with the number that begins it shielded: in "12. Oktober" it is a day, and no mark of a list.
[[nodiscard]] std::string with_plain_number(std::string_view line);

/// The text of one line of Markdown without its marks; a number in front of it stays.
[[nodiscard]] std::string without_marks(std::string_view markdown);

}  // namespace content
