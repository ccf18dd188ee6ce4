#include "tests/layers/quote_rules.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace layers {
namespace {

constexpr std::string_view page_with_quotes = "deploy/RUNBOOK.md";
constexpr std::string_view anything = "...";

/// A program's texts as it says them: those that are written in pieces, one after another, are joined.
void add_texts(const File& file, std::string& all) {
    std::string text;
    for (const std::string& line : file.lines)
        text += line + '\n';
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') continue;
        const bool ends_text = text[at] == '"' && (at == 0 || text[at - 1] != '\\');
        auto next = at + 1;
        while (ends_text && next < text.size() && std::isspace(static_cast<unsigned char>(text[next])) != 0)
            ++next;
        if (ends_text && next > at + 1 && next < text.size() && text[next] == '"') {
            at = next;
        } else {
            all += text[at];
        }
    }
}

std::string all_texts(const SourceTree& tree) {
    std::string all;
    for (const File& file : tree.sources) {
        if (is_product(file.library())) add_texts(file, all);
    }
    for (const File& file : tree.texts) {
        const bool is_said = file.library() == "deploy" || file.library() == "assets";
        if (is_said && !file.path.ends_with(".md")) add_texts(file, all);
    }
    return all;
}

bool is_heading(const File& page, std::string_view words) {
    return std::ranges::any_of(page.lines, [&](std::string_view line) {
        const auto begin = line.starts_with('#') ? line.find_first_not_of("# ") : std::string_view::npos;
        return begin != std::string_view::npos && line.substr(begin) == words;
    });
}

bool is_said(std::string_view quote, const std::string& texts) {
    while (true) {
        const auto end = quote.find(anything);
        std::string_view piece = quote.substr(0, end);
        while (piece.starts_with(' '))
            piece.remove_prefix(1);
        while (piece.ends_with(' ') || piece.ends_with(','))
            piece.remove_suffix(1);
        if (!piece.empty() && texts.find(piece) == std::string::npos) return false;
        if (end == std::string_view::npos) return true;
        quote.remove_prefix(end + anything.size());
    }
}

/// The quotes of a line outside of `code`.
std::vector<std::string> quotes_of(std::string_view line) {
    std::vector<std::string> quotes;
    bool is_code = false;
    auto open = std::string_view::npos;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '`') is_code = !is_code;
        if (is_code || line[at] != '"') continue;
        if (open == std::string_view::npos) {
            open = at;
        } else {
            quotes.emplace_back(line.substr(open + 1, at - open - 1));
            open = std::string_view::npos;
        }
    }
    return quotes;
}

}  // namespace

std::vector<Violation> check_quotes(const SourceTree& tree) {
    std::vector<Violation> found;
    const auto page = std::ranges::find(tree.texts, page_with_quotes, &File::path);
    if (page == tree.texts.end()) return found;
    const std::string texts = all_texts(tree);
    bool is_example = false;
    for (std::size_t index = 0; index < page->lines.size(); ++index) {
        const std::string& line = page->lines[index];
        if (line.starts_with("```")) is_example = !is_example;
        if (is_example) continue;
        for (const std::string& quote : quotes_of(line)) {
            if (is_heading(*page, quote) || is_said(quote, texts)) continue;
            found.push_back({page->path, static_cast<int>(index) + 1, "no program says \"" + quote + "\""});
        }
    }
    return found;
}

}  // namespace layers
