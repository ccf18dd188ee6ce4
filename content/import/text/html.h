#pragma once

#include <string>
#include <string_view>
#include <vector>

/// HTML of mails, feeds and schedules, reduced to the text that people see. Scripts, styles, forms, comments, hidden
/// and struck out words are left out; nothing is fetched.
namespace content {

enum class HtmlForm {
    plain,     ///< paragraphs separated by empty lines, list items by "- "; links as "text (https://…)"
    markdown,  ///< CommonMark: also headings, "[text](https://…)" and "![description](https://…)"; where a link leads
               ///< may not be known (resolve_url()), "[text](#)"
};

struct HtmlPicture {
    std::string url;          ///< absolute where a base is known; a web address
    std::string alternative;  ///< its description, or empty
};

struct HtmlText {
    std::string text;  ///< without white space at both ends
    std::vector<HtmlPicture> pictures;
    std::vector<std::string> feeds;  ///< addresses of RSS and Atom feeds that the page names
    bool has_struck = false;         ///< words struck out (<del>, <s>) were left out
    bool is_cut = false;             ///< larger or deeper than the limits: only its beginning was read
};

/// `html` is UTF-8, a whole page or a part of one. Entities are decoded once. Relative addresses start from `base`;
/// without one they are dropped, their text stays.
[[nodiscard]] HtmlText read_html(std::string_view html, HtmlForm form, std::string_view base = {});

/// The text of read_html() in its plain form.
[[nodiscard]] std::string html_to_text(std::string_view html);

/// True for a text that has an HTML tag or an entity.
[[nodiscard]] bool is_html(std::string_view text);

/// `text` as CommonMark that reads as exactly that text.
[[nodiscard]] std::string escape_markdown(std::string_view text);

}  // namespace content
