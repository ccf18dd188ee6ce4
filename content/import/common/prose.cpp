#include "content/import/common/prose.h"

#include <algorithm>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/language_names.h"
#include "content/import/text/url.h"
#include "content/import/text/web_links.h"
#include "content/items/markdown.h"

namespace content {
namespace {

/// For each byte that opens a bracket, where it closes, brackets inside it counted; npos elsewhere. Each byte is looked
/// at once: a text of nothing but brackets must not take long.
std::vector<std::size_t> match_brackets(std::string_view text, char open, char close) {
    std::vector<std::size_t> matches(text.size(), std::string_view::npos);
    std::vector<std::size_t> opened;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == open) {
            opened.push_back(i);
        } else if (text[i] == close && !opened.empty()) {
            matches[opened.back()] = i;
            opened.pop_back();
        }
    }
    return matches;
}

/// The address at the beginning of what stands between the parentheses: "<url>", or up to a space and a title.
std::string target(std::string_view inside, std::string_view base) {
    inside = trim(inside);
    if (inside.starts_with('<')) inside = inside.substr(1, inside.find('>') - 1);
    inside = inside.substr(0, inside.find(' '));
    if (inside.empty() || inside.starts_with('#')) return {};
    if (inside.starts_with("www.")) return resolve_url({}, "https://" + std::string(inside));
    return resolve_url(base, inside);
}

bool begins_address(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (begins_web_address(rest)) return true;
    return rest.starts_with("www.") && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == '<');
}

}  // namespace

std::vector<ProseLink> find_links(std::string_view text, std::string_view base) {
    std::vector<ProseLink> links;
    const std::vector<std::size_t> squares = match_brackets(text, '[', ']');
    const std::vector<std::size_t> rounds = match_brackets(text, '(', ')');
    std::size_t at = 0;
    while (at < text.size()) {
        ProseLink link;
        const bool is_picture = text[at] == '!' && at + 1 < text.size() && text[at + 1] == '[';
        const std::size_t bracket = is_picture ? at + 1 : at;
        if (text[bracket] == '[') {
            const std::size_t close = squares[bracket];
            const bool has_target =
                close != std::string_view::npos && close + 1 < text.size() && text[close + 1] == '(';
            const std::size_t round = has_target ? rounds[close + 1] : std::string_view::npos;
            if (round != std::string_view::npos) {
                link.begin = at;
                link.end = round + 1;
                link.text = without_marks(text.substr(bracket + 1, close - bracket - 1));
                link.url = target(text.substr(close + 2, round - close - 2), base);
                link.is_picture = is_picture;
            }
        } else if (begins_address(text, at)) {
            link.begin = at > 0 && text[at - 1] == '<' ? at - 1 : at;
            constexpr std::size_t longest = 2 * limits::url;  // what is longer is no address, whatever ends it
            const std::size_t end = at + size_of_address(text.substr(at, longest));
            link.url = target(text.substr(at, end - at), {});
            link.text = link.url;
            link.end = end < text.size() && text[end] == '>' ? end + 1 : end;
            if (link.url.empty()) link.end = 0;
        }
        if (link.end > at) {
            at = link.end;
            links.push_back(std::move(link));
        } else {
            ++at;
        }
    }
    return links;
}

std::optional<Language> language_of_link(const ProseLink& link) {
    if (const auto language = language_in(link.text)) return language;
    // ".../unodc/fr/ngos/..." and "https://fr.example.org"; the last part is a page's name.
    std::string_view rest = link.url;
    const auto scheme = rest.find("://");
    if (scheme == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(scheme + 3);
    if (rest.size() > 3 && rest[2] == '.') {
        if (const auto language = parse_language(rest.substr(0, 2))) return language;
    }
    for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/', slash + 1)) {
        if (slash + 3 < rest.size() && rest[slash + 3] == '/') {
            if (const auto language = parse_language(rest.substr(slash + 1, 2))) return language;
        }
    }
    return std::nullopt;
}

std::size_t heading_marks(std::string_view line) {
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    return marks <= 6 && marks < line.size() && line[marks] == ' ' ? marks : 0;
}

std::string with_plain_number(std::string_view line) {
    const auto digits = line.find_first_not_of("0123456789");
    const bool is_list =
        digits != std::string_view::npos && digits > 0 && digits <= 9 && (line[digits] == '.' || line[digits] == ')');
    return is_list ? std::string(line.substr(0, digits)) + "\\" + std::string(line.substr(digits)) : std::string(line);
}

std::string without_marks(std::string_view markdown) {
    std::string plain = plain_text(with_plain_number(markdown));
    std::replace(plain.begin(), plain.end(), '\n', ' ');
    return std::string(trim(plain));
}

}  // namespace content
