#include "content/pack/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace content {
namespace {

template <class T>
std::string print(const T& value) {
    std::ostringstream stream;
    stream << value;
    return std::move(stream).str();
}

TomlNode convert(const toml::node& node, int line_offset) {
    TomlNode result;
    result.line = static_cast<int>(node.source().begin.line) + line_offset;
    if (const auto* table = node.as_table()) {
        for (const auto& [key, child] : *table) {
            result.keys.emplace_back(key.str());
            result.children.push_back(convert(child, line_offset));
            // A key is where an author looks for it, not where its value begins.
            result.children.back().line = static_cast<int>(key.source().begin.line) + line_offset;
        }
        return result;
    }
    if (const auto* list = node.as_array()) {
        result.kind = TomlNode::Kind::list;
        for (const auto& child : *list)
            result.children.push_back(convert(child, line_offset));
        return result;
    }
    result.kind = TomlNode::Kind::text;
    if (const auto* text = node.as_string()) {
        result.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        result.kind = TomlNode::Kind::integer;
        result.integer = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
        result.kind = TomlNode::Kind::real;
        result.real = real->get();
    } else if (const auto* boolean = node.as_boolean()) {
        result.kind = TomlNode::Kind::boolean;
        result.boolean = boolean->get();
    } else if (const auto* date = node.as_date()) {
        result.text = print(date->get());
    } else if (const auto* moment = node.as_date_time()) {
        result.text = print(moment->get());
    } else if (const auto* time = node.as_time()) {
        result.text = print(time->get());
    }
    return result;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (kind != Kind::table || found == keys.end()) return nullptr;
    return &children[static_cast<std::size_t>(found - keys.begin())];
}

TomlReadResult parse_toml(std::string_view text, const std::string& file, int first_line) {
    TomlReadResult reading;
    try {
        const toml::table table = toml::parse(text);
        reading.table = convert(table, first_line - 1);
    } catch (const toml::parse_error& error) {
        const int line = static_cast<int>(error.source().begin.line) + first_line - 1;
        reading.findings.push_back({Severity::error, file, line, "not TOML: " + std::string(error.description())});
    }
    reading.table.line = first_line;
    return reading;
}

}  // namespace content
