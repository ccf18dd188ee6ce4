#pragma once

#include <set>
#include <string>
#include <string_view>

/// What stands in HTML beside elements and text, and which of its elements nobody sees: the rules of read_html().
namespace content {

struct HtmlMarkup {
    std::string text;  ///< the page without what is listed at strip_markup()
    /// Classes (".name") and ids ("#name") that the page's own style sheets hide on any screen (rules for some screens
    /// only, @media, do not count), and those of signatures in mails.
    std::set<std::string, std::less<>> hidden;
};

/// Takes out of a page: comments, Word's and Outlook's conditional ones ("<![if !supportLists]>") and processing
/// instructions, marks of CDATA, scripts, styles, and the start tags of films and other embedded things whose end tag
/// is missing, which would swallow the text behind them. Takes time in proportion to the page.
[[nodiscard]] HtmlMarkup strip_markup(std::string_view html);

/// True for a style attribute with which an element is not seen: "display:none", "visibility:hidden", "mso-hide:all",
/// text of size, height or opacity nothing, and white letters of one pixel as preheaders have them.
[[nodiscard]] bool is_hidden_style(std::string_view style);

/// True when the words of a class attribute, or an id, are among `hidden`.
[[nodiscard]] bool is_hidden_class(std::string_view classes, std::string_view id,
                                   const std::set<std::string, std::less<>>& hidden);

}  // namespace content
