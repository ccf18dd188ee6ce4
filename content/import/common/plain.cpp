#include "content/import/common/plain.h"

#include <algorithm>
#include <array>
#include <vector>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/prose.h"
#include "content/import/common/tokens.h"
#include "content/import/text/html.h"
#include "content/import/text/html_markup.h"
#include "content/items/markdown.h"

namespace content {
namespace {

bool has_word(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Tags that make paragraphs and lines: such a text was written as HTML.
bool has_blocks(std::string_view text) {
    const std::string lower = to_lower(text);
    static constexpr std::array<std::string_view, 10> tags = {"<p>",  "<p ",  "</p>",   "<div", "<ul",
                                                              "<ol>", "<li>", "<table", "<h1",  "<html"};
    return contains_one_of(lower, tags);
}

/// "A<br>B", but not "the <br> tag".
bool has_line_break(std::string_view text) {
    const std::string lower = to_lower(text);
    std::size_t end = 0;
    for (auto at = lower.find("<br"); at != std::string::npos; at = lower.find("<br", end)) {
        end = lower.find('>', at);
        if (end == std::string::npos) return false;
        const bool is_spaced = at > 0 && lower[at - 1] == ' ' && end + 1 < lower.size() && lower[end + 1] == ' ';
        if (!is_spaced || lower[end - 1] == '/') return true;
    }
    return false;
}

/// A tag that is closed or a line break, or an entity: "List<T>" and "<y@example.org>" have none.
bool has_html(std::string_view text) {
    const bool may_have = has_word(text, "</") || has_word(text, "&") || has_line_break(text);
    return may_have && is_html(text);
}

bool is_mark(char c) {
    return c == '*' || c == '_';
}

/// "**word**", "_two words_": marks that touch their words inside and nothing outside.
bool has_emphasis(std::string_view text) {
    constexpr std::string_view before = " \t\n(\"'[";
    constexpr std::string_view behind = " \t\n).,;:!?\"']";
    constexpr std::size_t longest = 2000;  // bytes of what is emphasized
    constexpr int max_tries = 200;
    int tries = 0;
    for (std::size_t at = 0; at < text.size() && tries < max_tries; ++at) {
        if (!is_mark(text[at]) || (at > 0 && before.find(text[at - 1]) == std::string_view::npos)) continue;
        const std::size_t end = std::min(text.find_first_not_of(text[at], at), text.size());
        const std::string_view marks = text.substr(at, end - at);
        const bool opens = end < text.size() && marks.size() <= 3 &&
                           std::string_view(" \t\n").find(text[end]) == std::string_view::npos;
        at = end - 1;
        if (!opens) continue;
        ++tries;
        const std::string_view rest = text.substr(end, longest);
        const auto close = rest.find(marks, 1);
        if (close == std::string_view::npos || rest[close - 1] == ' ' || has_word(rest.substr(0, close), "\n\n"))
            continue;
        const std::size_t next = end + close + marks.size();
        if (next >= text.size() || behind.find(text[next]) != std::string_view::npos) return true;
    }
    return false;
}

/// "[text](https://…)", "`code`".
bool has_inline_marks(std::string_view text) {
    static constexpr std::array<std::string_view, 5> links = {"](http", "](/", "](mailto:", "](www.", "](<http"};
    if (contains_one_of(text, links)) return true;
    const auto tick = text.find('`');
    const bool has_code = tick != std::string_view::npos && text.find('`', tick + 1) != std::string_view::npos;
    return has_code || has_emphasis(text);
}

/// "# Heading", "* item", "```": marks at the beginning of lines.
bool has_line_marks(std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (heading_marks(line) > 0 || line.starts_with("* ") || line.starts_with("+ ") || line.starts_with("> ") ||
            line.starts_with("```"))
            return true;
    }
    return false;
}

/// "[text](url)" as "text (url)"; what has lost its target as its text.
std::string with_open_links(std::string_view text) {
    std::string result;
    std::size_t at = 0;
    for (const ProseLink& link : find_links(text, {})) {
        result += text.substr(at, link.begin - at);
        at = link.end;
        if (link.is_bare()) {
            result += "<" + link.url + ">";
            continue;
        }
        result += escape_markdown(link.text);
        if (!link.is_picture && !link.url.empty()) result += " (<" + link.url + ">)";
    }
    result += text.substr(at);
    return result;
}

/// Every line's end as one that Markdown keeps: the programs that write Markdown into schedules show it so.
std::string with_hard_breaks(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.ends_with('\r') || line.ends_with(' '))
            line.remove_suffix(1);
        result.append(line).append(line.empty() ? "\n" : "  \n");
    }
    return result;
}

/// The text of Markdown, in which HTML may stand.
std::string from_markdown(std::string_view text) {
    std::string markdown = strip_markup(text).text;
    for (const std::string_view tag : {"<br>", "<br/>", "<br />"}) {
        for (auto at = markdown.find(tag); at != std::string::npos; at = markdown.find(tag, at))
            markdown.replace(at, tag.size(), "\n");
    }
    std::string result;
    BlockKind before = BlockKind::paragraph;
    for (const TextBlock& block : read_markdown(with_hard_breaks(with_open_links(markdown))).blocks) {
        const bool is_item = block.kind == BlockKind::list_item;
        if (!result.empty()) result += is_item && before == BlockKind::list_item ? "\n" : "\n\n";
        if (is_item) result += block.number > 0 ? std::to_string(block.number) + ". " : "- ";
        result += block.without_struck();
        before = block.kind;
    }
    return result;
}

}  // namespace

std::string plain_line(std::string_view text) {
    text = trim(text.substr(0, limits::import_html));
    std::string line = has_html(text) ? html_to_text(text) : std::string(text);
    if (const std::size_t marks = heading_marks(line); marks > 0) line.erase(0, marks + 1);
    if (!has_inline_marks(line)) return line;
    // A letter in front keeps "1. Opening" and "- x" what they are.
    std::string marked = "x ";
    const auto add = [&](std::string_view words) {
        for (const char c : words) {
            // Tags are gone by now.
            if (c == '<' || c == '&') marked += '\\';
            marked += c == '\n' ? ' ' : c;
        }
    };
    std::size_t at = 0;
    for (const ProseLink& link : find_links(line, {})) {
        add(std::string_view(line).substr(at, link.begin - at));
        marked += escape_markdown(link.is_bare() ? line.substr(link.begin, link.end - link.begin) : link.text);
        at = link.end;
    }
    add(std::string_view(line).substr(at));
    const std::string plain = plain_text(marked);
    return plain.starts_with("x ") ? plain.substr(2) : line;
}

std::string plain_lines(std::string_view text) {
    text = text.substr(0, limits::import_html);
    const bool is_page = has_blocks(text) && is_html(text);
    if (!is_page && (has_inline_marks(text) || has_line_marks(text))) return from_markdown(text);
    return has_html(text) || is_page ? html_to_text(text) : std::string(text);
}

}  // namespace content
