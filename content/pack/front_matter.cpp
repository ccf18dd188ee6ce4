#include "content/pack/front_matter.h"

namespace content {
namespace {

constexpr std::string_view fence = "+++";

}  // namespace

FrontMatter read_front_matter(const std::string& text, Findings& findings) {
    FrontMatter result;
    result.table.line = 1;
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    if (!is_utf8(rest)) {
        findings.error(0, "not UTF-8");
        return result;
    }
    if (rest.empty() || take_line(rest) != fence) {
        findings.error(1, "expected +++ on the first line, then keys, then +++");
        return result;
    }
    std::string keys;
    int line = 1;
    bool is_closed = false;
    while (!rest.empty() && !is_closed) {
        const std::string_view content = take_line(rest);
        ++line;
        is_closed = content == fence;
        if (!is_closed) keys.append(content).append("\n");
    }
    if (!is_closed) {
        findings.error(1, "the front matter has no closing +++");
        return result;
    }
    TomlReadResult toml = parse_toml(keys, findings.file(), 2);
    result.is_readable = toml.findings.empty();
    result.table = std::move(toml.table);
    findings.all().insert(findings.all().end(), toml.findings.begin(), toml.findings.end());
    ++line;
    std::string body;
    result.body_line = line;
    while (!rest.empty()) {
        const std::string_view content = take_line(rest);
        if (body.empty() && trim(content).empty()) {
            ++result.body_line;
        } else {
            body.append(content).append("\n");
        }
    }
    result.body = std::string(trim(body));
    return result;
}

std::optional<SourceName> read_source_name(std::string_view name, Findings& findings) {
    constexpr std::string_view extension = ".md";
    if (!name.ends_with(extension)) {
        findings.warning(0, "not part of a pack here; expected files that end in .md");
        return std::nullopt;
    }
    name.remove_suffix(extension.size());
    SourceName result;
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos) {
        result.language = parse_language(name.substr(dot + 1));
        if (!result.language) {
            findings.error(0, "unknown language \"" + std::string(name.substr(dot + 1)) +
                                  "\" in the file's name; expected one of " + list_of_languages());
            return std::nullopt;
        }
        name = name.substr(0, dot);
    }
    if (!is_slug(name) || name.find('.') != std::string_view::npos) {
        findings.error(0, "the file's name has more than lower-case letters, digits, - and _");
        return std::nullopt;
    }
    result.slug = std::string(name);
    return result;
}

}  // namespace content
