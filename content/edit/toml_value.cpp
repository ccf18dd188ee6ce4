#include "content/edit/toml_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "content/base/text.h"

namespace content::edit {
namespace {

constexpr std::string_view three_quotes = "\"\"\"";
constexpr std::string_view three_apostrophes = "'''";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// What stands between the quotes of a basic string; line feeds as they are in one of several lines.
std::string escaped(std::string_view text, Lines lines) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += {'\\', c};
        } else if (c == '\n') {
            result += lines == Lines::many ? "\n" : "\\n";
        } else if (c == '\t') {
            result += "\\t";
        } else if (is_control(c)) {
            result += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
            result += c;
        }
    }
    return result;
}

std::string basic(std::string_view text) {
    return "\"" + escaped(text, Lines::one) + "\"";
}

/// A line that would end the front matter of a story that the text is in.
bool has_fence(std::string_view text) {
    while (!text.empty()) {
        if (take_line(text) == "+++") return true;
    }
    return false;
}

/// Several lines between three quotes or apostrophes. The file's line ends must be line feeds.
std::string several_lines(std::string_view text, std::string_view quotes, std::string_view old) {
    const bool begins_below = old.size() > quotes.size() && old[quotes.size()] == '\n';
    const bool is_literal = quotes == three_apostrophes;
    const std::string inside = is_literal ? std::string(text) : escaped(text, Lines::many);
    // The first line feed is not part of the text.
    const bool begins_with_feed = text.starts_with('\n');
    return fmt::format("{}{}{}{}", quotes, begins_below || begins_with_feed ? "\n" : "", inside, quotes);
}

bool can_be_literal(std::string_view text, Lines lines) {
    const auto is_wrong = [&](char c) {
        return c == '\'' || (is_control(c) && c != '\t' && !(c == '\n' && lines == Lines::many));
    };
    return std::none_of(text.begin(), text.end(), is_wrong);
}

std::string text_source(const std::string& text, std::string_view old) {
    const bool may_have_lines = old.find('\r') == std::string_view::npos && !has_fence(text);
    if (old.starts_with(three_quotes) && may_have_lines) return several_lines(text, three_quotes, old);
    if (old.starts_with(three_apostrophes) && may_have_lines && can_be_literal(text, Lines::many))
        return several_lines(text, three_apostrophes, old);
    const bool was_literal = old.starts_with('\'') && !old.starts_with(three_apostrophes);
    if (was_literal && can_be_literal(text, Lines::one)) return "'" + text + "'";
    const bool was_date = !old.empty() && old.front() >= '0' && old.front() <= '9';
    if (was_date && parse_date(text)) return text;
    return basic(text);
}

std::string real_source(double real) {
    std::string text = fmt::format("{}", real);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
}

std::string list_source(const TomlValue::List& list, std::string_view old) {
    const bool has_tables =
        std::any_of(list.begin(), list.end(), [](const TomlValue& one) { return one.table() != nullptr; });
    const bool was_on_lines = old.find('\n') != std::string_view::npos;
    const bool is_on_lines = !list.empty() && (was_on_lines || (old.empty() && has_tables && list.size() > 1));
    const std::string_view line_end = old.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
    std::string result = "[";
    for (const TomlValue& one : list) {
        if (is_on_lines) {
            result += fmt::format("{}  {},", line_end, toml_source(one));
        } else {
            result += (result.size() > 1 ? ", " : "") + toml_source(one);
        }
    }
    return result + (is_on_lines ? std::string(line_end) + "]" : "]");
}

std::string table_source(const TomlValue::Table& table) {
    if (table.empty()) return "{}";
    std::string result = "{ ";
    for (const auto& [key, value] : table)
        result += fmt::format("{}{} = {}", result.size() > 2 ? ", " : "", toml_key(key), toml_source(value));
    return result + " }";
}

double number_of(const TomlNode& node) {
    return node.kind == TomlNode::Kind::integer ? static_cast<double>(node.integer) : node.real;
}

bool is_number(const TomlNode& node) {
    return node.kind == TomlNode::Kind::integer || node.kind == TomlNode::Kind::real;
}

TomlNode text_node(std::string text) {
    TomlNode node;
    node.kind = TomlNode::Kind::text;
    node.text = std::move(text);
    return node;
}

struct ToNode {
    TomlNode operator()(const std::string& text) const { return text_node(text); }
    TomlNode operator()(const Date& date) const { return text_node(to_iso(date)); }
    TomlNode operator()(std::int64_t integer) const {
        TomlNode node;
        node.kind = TomlNode::Kind::integer;
        node.integer = integer;
        return node;
    }
    TomlNode operator()(double real) const {
        TomlNode node;
        node.kind = TomlNode::Kind::real;
        node.real = real;
        return node;
    }
    TomlNode operator()(bool boolean) const {
        TomlNode node;
        node.kind = TomlNode::Kind::boolean;
        node.boolean = boolean;
        return node;
    }
    TomlNode operator()(const TomlValue::List& list) const {
        TomlNode node;
        node.kind = TomlNode::Kind::list;
        for (const TomlValue& one : list)
            node.children.push_back(node_of(one));
        return node;
    }
    TomlNode operator()(const TomlValue::Table& table) const {
        TomlNode node;
        for (const auto& [key, value] : table) {
            node.keys.push_back(key);
            node.children.push_back(node_of(value));
        }
        return node;
    }
};

struct ToSource {
    std::string_view old;

    std::string operator()(const std::string& text) const { return text_source(text, old); }
    std::string operator()(const Date& date) const {
        const bool was_text = old.starts_with('"') || old.starts_with('\'');
        return was_text ? text_source(to_iso(date), old) : to_iso(date);
    }
    std::string operator()(std::int64_t integer) const { return fmt::format("{}", integer); }
    std::string operator()(double real) const { return real_source(real); }
    std::string operator()(bool boolean) const { return boolean ? "true" : "false"; }
    std::string operator()(const TomlValue::List& list) const { return list_source(list, old); }
    std::string operator()(const TomlValue::Table& table) const { return table_source(table); }
};

}  // namespace

TomlValue toml_list(const std::vector<std::string>& texts) {
    return TomlValue::List(texts.begin(), texts.end());
}

TomlNode node_of(const TomlValue& value) {
    return std::visit(ToNode{}, value.value);
}

bool is_same(const TomlNode& a, const TomlNode& b) {
    if (is_number(a) && is_number(b)) return number_of(a) == number_of(b);
    if (a.kind != b.kind || a.children.size() != b.children.size()) return false;
    switch (a.kind) {
        case TomlNode::Kind::text: return a.text == b.text;
        case TomlNode::Kind::boolean: return a.boolean == b.boolean;
        case TomlNode::Kind::list: return std::equal(a.children.begin(), a.children.end(), b.children.begin(), is_same);
        case TomlNode::Kind::table:
            for (std::size_t i = 0; i < a.keys.size(); ++i) {
                const TomlNode* other = b.find(a.keys[i]);
                if (other == nullptr || !is_same(a.children[i], *other)) return false;
            }
            return true;
        case TomlNode::Kind::integer:
        case TomlNode::Kind::real: break;
    }
    return false;
}

std::string toml_source(const TomlValue& value, std::string_view old) {
    return std::visit(ToSource{old}, value.value);
}

std::string toml_key(std::string_view key) {
    const auto is_bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const bool is_plain = !key.empty() && std::all_of(key.begin(), key.end(), is_bare);
    return is_plain ? std::string(key) : basic(key);
}

}  // namespace content::edit
