#include "content/edit/key_editor.h"

#include <utility>

#include "content/base/text.h"
#include "content/base/time.h"
#include "content/edit/markdown_edit.h"
#include "content/edit/toml_edit.h"

namespace content::edit {

std::string text_at(const TomlNode& table, std::string_view key) {
    const TomlNode* node = table.find(key);
    if (node == nullptr || node->kind != TomlNode::Kind::text) return {};
    return several_lines_of(node->text);
}

const std::vector<TomlNode>& entries_at(const TomlNode& table, std::string_view key) {
    static const std::vector<TomlNode> none;
    const TomlNode* node = table.find(key);
    return node == nullptr || node->kind != TomlNode::Kind::list ? none : node->children;
}

std::vector<std::string> texts_at(const TomlNode& table, std::string_view key) {
    std::vector<std::string> texts;
    for (const TomlNode& entry : entries_at(table, key))
        texts.push_back(one_line(entry.text));
    return texts;
}

int integer_at(const TomlNode& table, std::string_view key, int otherwise) {
    const TomlNode* node = table.find(key);
    return node == nullptr || node->kind != TomlNode::Kind::integer ? otherwise : static_cast<int>(node->integer);
}

PerLanguage<std::string> languages_at(const TomlNode& table, std::string_view key, Language single) {
    PerLanguage<std::string> texts;
    const TomlNode* node = table.find(key);
    if (node == nullptr) return texts;
    if (node->kind == TomlNode::Kind::text) texts[single] = one_line(node->text);
    for (std::size_t i = 0; node->kind == TomlNode::Kind::table && i < node->keys.size(); ++i) {
        if (const auto language = parse_language(node->keys[i])) texts[*language] = one_line(node->children[i].text);
    }
    return texts;
}

TomlValue language_table(const PerLanguage<std::string>& texts) {
    TomlValue::Table table;
    for (const auto& [language, text] : texts)
        table.emplace_back(std::string(code(language)), text);
    return table;
}

TomlValue day_or_time(const std::string& text) {
    if (const auto date = parse_date(text)) return *date;
    return text;
}

TomlPath KeyEditor::whole(const TomlPath& path) const {
    TomlPath result = base_;
    result.insert(result.end(), path.begin(), path.end());
    return result;
}

void KeyEditor::take(std::string_view field, Result<std::string> made) {
    if (made) {
        text_ = std::move(*made);
    } else {
        faults_.push_back({std::string(field), made.error().message});
    }
}

void KeyEditor::set(std::string_view field, const TomlPath& path, const TomlValue& value) {
    take(field, is_markdown_ ? set_front(text_, whole(path), value) : set_toml(text_, whole(path), value));
}

void KeyEditor::remove(std::string_view field, const TomlPath& path) {
    take(field, is_markdown_ ? remove_front(text_, whole(path)) : remove_toml(text_, whole(path)));
}

void KeyEditor::rename(std::string_view field, const TomlPath& path, const std::string& name) {
    take(field, is_markdown_ ? rename_front(text_, whole(path), name) : rename_toml(text_, whole(path), name));
}

void KeyEditor::put(std::string_view field, const TomlPath& path, const std::string& now, const std::string& next) {
    if (now == next) return;
    if (next.empty()) {
        remove(field, path);
    } else {
        set(field, path, next);
    }
}

void KeyEditor::put_day_or_time(std::string_view field, const std::string& key, const std::string& now,
                                const std::string& next) {
    if (now == next || next.empty()) return put(field, {key}, now, next);
    set(field, {key}, day_or_time(next));
}

void KeyEditor::put_list(std::string_view field, const std::string& key, const std::vector<std::string>& now,
                         const std::vector<std::string>& next) {
    if (now == next) return;
    if (next.empty()) {
        remove(field, {key});
    } else {
        set(field, {key}, toml_list(next));
    }
}

bool KeyEditor::is_table(const std::string& key) const {
    TomlNode document = parse_toml(text_, "", 1).table;
    const TomlNode* node = node_at(document, whole({key}));
    return node != nullptr && node->kind == TomlNode::Kind::table;
}

void KeyEditor::put_languages(std::string_view field, const std::string& key, const PerLanguage<std::string>& now,
                              const PerLanguage<std::string>& next) {
    if (now == next) return;
    if (next.empty()) return remove(field, {key});
    if (!is_table(key)) {
        const bool stays_one = now.size() == 1 && next.size() == 1 && now.begin()->first == next.begin()->first;
        return set(field, {key}, stays_one ? TomlValue(next.begin()->second) : language_table(next));
    }
    for (const auto& [language, text] : now) {
        if (!next.contains(language)) remove(field, {key, std::string(code(language))});
    }
    for (const auto& [language, text] : next) {
        const auto was = now.find(language);
        if (was == now.end() || was->second != text) set(field, {key, std::string(code(language))}, text);
    }
}

void KeyEditor::set_body(std::string_view body) {
    take("body", is_utf8(body) ? edit::set_body(text_, body) : Error{Code::bad_input, "not UTF-8"});
}

}  // namespace content::edit
