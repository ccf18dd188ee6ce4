#include "content/edit/markdown_edit.h"

#include <fmt/format.h>

#include <cstddef>

#include "content/base/text.h"

namespace content::edit {
namespace {

constexpr std::string_view fence = "+++";

/// A source cut into pieces that together are all of it.
struct Pieces {
    std::string_view head;   ///< a byte order mark, the first fence
    std::string_view keys;   ///< TOML
    std::string_view fence;  ///< the second one
    std::string_view above;  ///< blank lines
    std::string_view body;
    std::string_view below;  ///< white space
};

/// Cuts as read_front_matter() reads.
Result<Pieces> cut(std::string_view text) {
    Pieces pieces;
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    if (rest.empty() || take_line(rest) != fence)
        return Error{Code::bad_input, "expected +++ on the first line, then keys, then +++"};
    const std::size_t keys = text.size() - rest.size();
    pieces.head = text.substr(0, keys);
    std::size_t begin = text.size();
    while (!rest.empty() && begin == text.size()) {
        const std::size_t at = text.size() - rest.size();
        if (take_line(rest) == fence) begin = at;
    }
    if (begin == text.size()) return Error{Code::bad_input, "the front matter has no closing +++"};
    pieces.keys = text.substr(keys, begin - keys);
    pieces.fence = text.substr(begin, text.size() - rest.size() - begin);
    pieces.body = trim(rest);
    const std::size_t above = pieces.body.empty() ? 0 : static_cast<std::size_t>(pieces.body.data() - rest.data());
    pieces.above = rest.substr(0, above);
    pieces.below = rest.substr(above + pieces.body.size());
    return pieces;
}

std::string joined(const Pieces& pieces, std::string_view keys) {
    return fmt::format("{}{}{}{}{}{}", pieces.head, keys, pieces.fence, pieces.above, pieces.body, pieces.below);
}

Result<std::string> with_keys(const Pieces& pieces, const Result<std::string>& keys) {
    if (!keys) return keys.error();
    return joined(pieces, *keys);
}

std::string without_returns(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        result += take_line(text);
        if (!text.empty()) result += '\n';
    }
    return result;
}

std::string with_line_ends(std::string_view text, std::string_view line_end) {
    std::string result;
    for (const char c : text)
        result += c == '\n' ? std::string(line_end) : std::string(1, c);
    return result;
}

}  // namespace

Result<std::string> set_front(std::string_view text, const TomlPath& path, const TomlValue& value) {
    const auto pieces = cut(text);
    if (!pieces) return pieces.error();
    return with_keys(*pieces, set_toml(pieces->keys, path, value));
}

Result<std::string> remove_front(std::string_view text, const TomlPath& path) {
    const auto pieces = cut(text);
    if (!pieces) return pieces.error();
    return with_keys(*pieces, remove_toml(pieces->keys, path));
}

Result<std::string> rename_front(std::string_view text, const TomlPath& path, const std::string& name) {
    const auto pieces = cut(text);
    if (!pieces) return pieces.error();
    return with_keys(*pieces, rename_toml(pieces->keys, path, name));
}

Result<std::string> set_body(std::string_view text, std::string_view body) {
    auto pieces = cut(text);
    if (!pieces) return pieces.error();
    body = trim(body);
    if (without_returns(pieces->body) == body) return std::string(text);
    const std::string_view line_end = pieces->fence.ends_with("\r\n") ? "\r\n" : "\n";
    std::string head = fmt::format("{}{}{}", pieces->head, pieces->keys, pieces->fence);
    if (body.empty()) return head;
    if (!head.ends_with('\n')) head += line_end;
    const bool had_body = !pieces->body.empty();
    const std::string above = had_body ? std::string(pieces->above) : std::string(line_end);
    const std::string below = had_body ? std::string(pieces->below) : std::string(line_end);
    return fmt::format("{}{}{}{}", head, above, with_line_ends(body, line_end), below);
}

std::string new_markdown(const TomlValue::Table& keys, std::string_view body) {
    std::string plain;
    std::string sections;
    for (const auto& [key, value] : keys) {
        if (value.layout == TomlValue::Layout::in_line || value.table() == nullptr) {
            plain += fmt::format("{} = {}\n", toml_key(key), toml_source(value));
            continue;
        }
        sections += fmt::format("\n[{}]\n", toml_key(key));
        for (const auto& [inner, inner_value] : *value.table())
            sections += fmt::format("{} = {}\n", toml_key(inner), toml_source(inner_value));
    }
    const std::string_view trimmed = trim(body);
    return fmt::format("+++\n{}{}+++\n{}{}{}", plain, sections, trimmed.empty() ? "" : "\n", trimmed,
                       trimmed.empty() ? "" : "\n");
}

}  // namespace content::edit
