#include "content/import/text/html_markup.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "content/base/text.h"

namespace content {
namespace {

constexpr std::size_t max_hidden_names = 500;  ///< classes and ids; newsletters hide a dozen

/// Elements that show something else than their text, and must be closed to be told from what follows.
constexpr std::array<std::string_view, 10> embedded = {"object", "iframe", "video",  "audio",    "canvas",
                                                       "svg",    "select", "button", "textarea", "noscript"};

bool is_name_end(std::string_view text, std::size_t at) {
    return at >= text.size() || text[at] == '>' || text[at] == '/' || text[at] == ' ' || text[at] == '\t' ||
           text[at] == '\n' || text[at] == '\r' || text[at] == '\f';
}

bool begins_tag(std::string_view lower, std::size_t at, std::string_view tag) {
    return lower.substr(at).starts_with(tag) && is_name_end(lower, at + tag.size());
}

/// The declarations of a style attribute or rule, as "name:value" in small letters and without spaces.
template <class Take>
void for_each_declaration(std::string_view style, Take take) {
    while (!style.empty()) {
        const auto end = std::min(style.find(';'), style.size());
        std::string declaration = to_lower(style.substr(0, end));
        style.remove_prefix(std::min(end + 1, style.size()));
        std::erase_if(declaration, [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
        const auto important = declaration.find("!important");
        if (important != std::string::npos) declaration.resize(important);
        const auto colon = declaration.find(':');
        if (colon != std::string::npos) {
            take(std::string_view(declaration).substr(0, colon), std::string_view(declaration).substr(colon + 1));
        }
    }
}

/// A length or number in whatever unit; nothing for a word ("auto").
std::optional<double> length_of(std::string_view value) {
    if (value.empty() || (value.front() != '.' && (value.front() < '0' || value.front() > '9'))) return std::nullopt;
    const std::string text(value.substr(0, 20));
    return std::strtod(text.c_str(), nullptr);
}

/// Adds the names of "*.a, #b, td.c" that stand for whole elements; "div .a" and "a:hover" say less.
void add_names(std::string_view selectors, std::set<std::string, std::less<>>& names) {
    while (!selectors.empty() && names.size() < max_hidden_names) {
        const auto end = std::min(selectors.find(','), selectors.size());
        const std::string_view selector = trim(selectors.substr(0, end));
        selectors.remove_prefix(std::min(end + 1, selectors.size()));
        const auto mark = selector.find_first_of(".#");
        if (mark == std::string_view::npos || selector.find_first_of(" >+~:[", 0) != std::string_view::npos) continue;
        const std::string_view name = selector.substr(mark);
        if (name.find_first_of(".#", 1) == std::string_view::npos) names.emplace(name);
    }
}

/// Reads the rules of a style sheet that hold for every screen.
void read_style(std::string_view css, std::set<std::string, std::less<>>& hidden) {
    while (!css.empty()) {
        const auto open = css.find('{');
        if (open == std::string_view::npos) return;
        std::string_view selectors = trim(css.substr(0, open));
        for (const std::string_view mark : {"<!--", "-->", "*/", ";"}) {
            const auto last = selectors.rfind(mark);
            if (last != std::string_view::npos) selectors = trim(selectors.substr(last + mark.size()));
        }
        css.remove_prefix(open + 1);
        if (selectors.starts_with('@')) {
            // A block of rules inside braces, or one without any: its end is where its braces are closed.
            int depth = 1;
            std::size_t at = 0;
            for (; at < css.size() && depth > 0; ++at)
                depth += css[at] == '{' ? 1 : css[at] == '}' ? -1 : 0;
            css.remove_prefix(at);
            continue;
        }
        const auto close = std::min(css.find('}'), css.size());
        if (is_hidden_style(css.substr(0, close))) add_names(selectors, hidden);
        css.remove_prefix(std::min(close + 1, css.size()));
    }
}

class Stripper {
public:
    explicit Stripper(std::string_view html) : html_(html), lower_(to_lower(html)) {
        // What mail programs mark as the sender's signature.
        result_.hidden = {".gmail_signature", ".moz-signature", "#Signature", "#ms-outlook-mobile-signature"};
        for (const std::string_view name : embedded)
            last_end_[name] = lower_.rfind(std::string("</").append(name));
    }

    [[nodiscard]] HtmlMarkup strip() {
        std::size_t at = 0;
        while (at < html_.size()) {
            const std::size_t mark = std::min(html_.find('<', at), html_.size());
            append(html_.substr(at, mark - at));
            if (mark == html_.size()) break;
            const std::size_t next = skip(mark);
            if (next == mark) result_.text += '<';
            at = std::max(next, mark + 1);
        }
        return std::move(result_);
    }

private:
    /// Where what begins at `at` and is no element or text ends; `at` itself for all others.
    [[nodiscard]] std::size_t skip(std::size_t at) {
        const std::string_view rest = html_.substr(at);
        if (rest.starts_with("<!--")) return end_of_comment(at);
        if (rest.starts_with("<![CDATA[")) {
            ++cdata_;
            return at + 9;
        }
        if (rest.starts_with("<!") || rest.starts_with("<?")) return behind('>', at);
        for (const std::string_view name : {"script", "style"}) {
            if (begins_tag(lower_, at + 1, name)) return end_of_raw(at, name);
        }
        for (const std::string_view name : embedded) {
            const std::size_t end = last_end_[name];
            if (begins_tag(lower_, at + 1, name) && (end == std::string::npos || end < at)) return behind('>', at);
        }
        return at;
    }

    [[nodiscard]] std::size_t behind(char c, std::size_t at) const {
        const auto end = html_.find(c, at);
        return end == std::string_view::npos ? html_.size() : end + 1;
    }

    /// "<!-->" and "<!--->" are whole comments (HTML 13.2.5.43).
    [[nodiscard]] std::size_t end_of_comment(std::size_t at) const {
        for (const std::string_view whole : {"<!-->", "<!--->"}) {
            if (html_.substr(at).starts_with(whole)) return at + whole.size();
        }
        const auto end = html_.find("-->", at + 4);
        return end == std::string_view::npos ? html_.size() : end + 3;
    }

    [[nodiscard]] std::size_t end_of_raw(std::size_t at, std::string_view name) {
        const std::size_t begin = behind('>', at);
        if (begin >= 2 && html_[begin - 1] == '>' && html_[begin - 2] == '/') return begin;
        const auto end = lower_.find(std::string("</").append(name), begin);
        const std::string_view inside = html_.substr(begin, std::min(end, html_.size()) - begin);
        if (name == "style") read_style(inside, result_.hidden);
        return end == std::string_view::npos ? html_.size() : behind('>', end);
    }

    void append(std::string_view text) {
        // The end of a CDATA section that was opened above.
        for (auto end = text.find("]]>"); cdata_ > 0 && end != std::string_view::npos; end = text.find("]]>")) {
            result_.text += text.substr(0, end);
            text.remove_prefix(end + 3);
            --cdata_;
        }
        result_.text += text;
    }

    std::string_view html_;
    std::string lower_;
    HtmlMarkup result_;
    std::map<std::string_view, std::size_t> last_end_;  ///< of each name's end tags, or npos
    int cdata_ = 0;                                     ///< sections that are open
};

}  // namespace

HtmlMarkup strip_markup(std::string_view html) {
    return Stripper(html).strip();
}

bool is_hidden_style(std::string_view style) {
    if (style.find(':') == std::string_view::npos) return false;
    bool is_hidden = false;
    bool is_clipped = false;
    bool has_no_extent = false;
    bool is_tiny = false;
    bool is_white = false;
    for_each_declaration(style, [&](std::string_view name, std::string_view value) {
        const auto length = length_of(value);
        const bool is_nothing = length && *length <= 0;
        if (name == "display") is_hidden = is_hidden || value == "none";
        if (name == "visibility") is_hidden = is_hidden || value == "hidden" || value == "collapse";
        if (name == "mso-hide") is_hidden = is_hidden || value == "all";
        if (name == "opacity") is_hidden = is_hidden || is_nothing;
        if (name == "font-size") {
            is_hidden = is_hidden || is_nothing;
            is_tiny = is_tiny || (length && *length <= 2 && value.ends_with("px"));
        }
        if (name == "max-height" || name == "height" || name == "max-width" || name == "width")
            has_no_extent = has_no_extent || is_nothing;
        if (name == "overflow" || name == "overflow-x" || name == "overflow-y")
            is_clipped = is_clipped || value == "hidden";
        if (name == "color")
            is_white = is_white || value == "#fff" || value == "#ffffff" || value == "white" ||
                       value == "transparent" || value == "rgb(255,255,255)";
    });
    return is_hidden || (is_clipped && has_no_extent) || (is_tiny && is_white);
}

bool is_hidden_class(std::string_view classes, std::string_view id, const std::set<std::string, std::less<>>& hidden) {
    if (hidden.empty()) return false;
    if (!id.empty() && hidden.contains("#" + std::string(id))) return true;
    while (!classes.empty()) {
        const auto begin = classes.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) return false;
        classes.remove_prefix(begin);
        const auto end = std::min(classes.find_first_of(" \t\r\n"), classes.size());
        if (hidden.contains("." + std::string(classes.substr(0, end)))) return true;
        classes.remove_prefix(end);
    }
    return false;
}

}  // namespace content
