#include "content/edit/toml_edit.h"

#include <algorithm>
#include <utility>

#include "content/base/text.h"
#include "content/edit/toml_editor.h"

namespace content::edit {
namespace {

bool is_valid(const TomlValue& value) {
    if (const auto* text = value.text()) return is_utf8(*text);
    if (const auto* list = value.list()) return std::all_of(list->begin(), list->end(), is_valid);
    if (const auto* table = value.table()) {
        return std::all_of(table->begin(), table->end(),
                           [](const auto& entry) { return is_utf8(entry.first) && is_valid(entry.second); });
    }
    return true;
}

Result<std::string> checked(const TomlEditor& editor, const TomlNode& expected) {
    const TomlReadResult made = parse_toml(editor.text(), "", 1);
    if (made.findings.empty() && is_same(made.table, expected)) return editor.text();
    return Error{Code::unsupported, "the file is written in a way that this edit cannot keep; edit it by hand"};
}

Result<TomlNode> parsed(std::string_view text) {
    TomlReadResult result = parse_toml(text, "", 1);
    if (!result.findings.empty()) return Error{Code::bad_input, result.findings.front().message};
    return std::move(result.table);
}

}  // namespace

Result<std::string> set_toml(std::string_view text, const TomlPath& path, const TomlValue& value) {
    if (!is_valid(value)) return Error{Code::bad_input, "not UTF-8"};
    auto expected = parsed(text);
    if (!expected) return expected.error();
    TomlNode* node = made_at(*expected, path);
    if (node == nullptr) return Error{Code::not_found, "there is no such entry"};
    *node = node_of(value);
    TomlEditor editor(text);
    if (const auto assigned = editor.assign(path, value); !assigned) return assigned.error();
    return checked(editor, *expected);
}

Result<std::string> remove_toml(std::string_view text, const TomlPath& path) {
    auto expected = parsed(text);
    if (!expected) return expected.error();
    if (path.empty() || node_at(*expected, path) == nullptr) return std::string(text);
    const TomlPath above(path.begin(), path.end() - 1);
    TomlNode& parent = *node_at(*expected, above);
    const auto index = static_cast<std::ptrdiff_t>(*index_of(parent, path.back()));
    parent.children.erase(parent.children.begin() + index);
    if (parent.kind == TomlNode::Kind::table) parent.keys.erase(parent.keys.begin() + index);
    // A list of sections without a section is not there, and neither is a table that dotted keys or brackets implied.
    TomlEditor editor(text);
    if (const auto removed = editor.remove(path); !removed) return removed.error();
    auto made = checked(editor, *expected);
    if (made || !parent.children.empty() || above.empty()) return made;
    TomlNode& grandparent = *node_at(*expected, TomlPath(above.begin(), above.end() - 1));
    const auto position = static_cast<std::ptrdiff_t>(*index_of(grandparent, above.back()));
    grandparent.children.erase(grandparent.children.begin() + position);
    if (grandparent.kind == TomlNode::Kind::table) grandparent.keys.erase(grandparent.keys.begin() + position);
    return checked(editor, *expected);
}

Result<std::string> rename_toml(std::string_view text, const TomlPath& path, const std::string& name) {
    auto expected = parsed(text);
    if (!expected) return expected.error();
    const auto* key = path.empty() ? nullptr : std::get_if<std::string>(&path.back());
    if (key == nullptr || node_at(*expected, path) == nullptr) return Error{Code::not_found, "there is no such key"};
    TomlNode& parent = *node_at(*expected, TomlPath(path.begin(), path.end() - 1));
    if (parent.kind != TomlNode::Kind::table || parent.find(name) != nullptr)
        return Error{Code::unsupported, "\"" + name + "\" is there already"};
    parent.keys[*index_of(parent, path.back())] = name;
    TomlEditor editor(text);
    if (const auto renamed = editor.rename(path, name); !renamed) return renamed.error();
    return checked(editor, *expected);
}

Result<std::string> append_toml(std::string_view text, const std::string& list, const TomlValue::Table& entry) {
    if (!is_valid(TomlValue(entry)) || !is_utf8(list)) return Error{Code::bad_input, "not UTF-8"};
    auto expected = parsed(text);
    if (!expected) return expected.error();
    const bool is_new = expected->find(list) == nullptr;
    TomlNode* node = made_at(*expected, {list});
    if (is_new) node->kind = TomlNode::Kind::list;
    if (node->kind != TomlNode::Kind::list) return Error{Code::unsupported, "\"" + list + "\" is no list"};
    node->children.push_back(node_of(TomlValue(entry)));
    TomlEditor editor(text);
    if (const auto appended = editor.append(list, entry); !appended) return appended.error();
    return checked(editor, *expected);
}

Result<std::string> move_toml(std::string_view text, const std::string& list, const std::string& id,
                              std::size_t position) {
    auto expected = parsed(text);
    if (!expected) return expected.error();
    TomlNode* node = node_at(*expected, {list});
    const auto index = node == nullptr ? std::nullopt : index_of(*node, id);
    if (!index || node->kind != TomlNode::Kind::list) return Error{Code::not_found, "there is no such entry"};
    const std::size_t to = std::min(position, node->children.size() - 1);
    if (to == *index) return std::string(text);
    TomlNode entry = std::move(node->children[*index]);
    node->children.erase(node->children.begin() + static_cast<std::ptrdiff_t>(*index));
    node->children.insert(node->children.begin() + static_cast<std::ptrdiff_t>(to), std::move(entry));
    TomlEditor editor(text);
    if (const auto moved = editor.move(list, *index, to); !moved) return moved.error();
    return checked(editor, *expected);
}

}  // namespace content::edit
