#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/edit/toml_path.h"
#include "content/edit/toml_value.h"
#include "content/pack/toml.h"

/// What a form of an item has, out of and into the keys of its source.
namespace content::edit {

/// The text of a key, without white space at both ends; empty where it is missing or no text.
[[nodiscard]] std::string text_at(const TomlNode& table, std::string_view key);
/// The texts of a list.
[[nodiscard]] std::vector<std::string> texts_at(const TomlNode& table, std::string_view key);
/// The entries of a list; none where it is missing.
[[nodiscard]] const std::vector<TomlNode>& entries_at(const TomlNode& table, std::string_view key);
[[nodiscard]] int integer_at(const TomlNode& table, std::string_view key, int otherwise);
/// A table of languages, or one text in `single`.
[[nodiscard]] PerLanguage<std::string> languages_at(const TomlNode& table, std::string_view key, Language single);

/// { en = "...", fr = "..." }
[[nodiscard]] TomlValue language_table(const PerLanguage<std::string>& texts);
/// A day without quotes, a time in them, as PACK.md advises.
[[nodiscard]] TomlValue day_or_time(const std::string& text);

/// The keys of one table of a source while they change. What cannot be done becomes a fault of the field.
class KeyEditor {
public:
    /// Of a story or call the keys of the front matter.
    [[nodiscard]] static KeyEditor of_markdown(std::string text, std::vector<FieldFault>& faults) {
        return {true, std::move(text), {}, faults};
    }
    /// Of an entry of links or notices.
    [[nodiscard]] static KeyEditor of_entry(std::string text, TomlPath entry, std::vector<FieldFault>& faults) {
        return {false, std::move(text), std::move(entry), faults};
    }

    void set(std::string_view field, const TomlPath& path, const TomlValue& value);
    void remove(std::string_view field, const TomlPath& path);
    void rename(std::string_view field, const TomlPath& path, const std::string& name);
    /// Sets the key where the texts differ; an empty text takes it away.
    void put(std::string_view field, const TomlPath& path, const std::string& now, const std::string& next);
    void put_day_or_time(std::string_view field, const std::string& key, const std::string& now,
                         const std::string& next);
    void put_list(std::string_view field, const std::string& key, const std::vector<std::string>& now,
                  const std::vector<std::string>& next);
    /// A table of languages; one text becomes a table when it gets a second language.
    void put_languages(std::string_view field, const std::string& key, const PerLanguage<std::string>& now,
                       const PerLanguage<std::string>& next);
    /// Topic, from, until, weight and groups.
    template <class Fields>
    void put_common(const Fields& now, const Fields& next) {
        put("topic", {"topic"}, now.topic, next.topic);
        put_day_or_time("from", "from", now.from, next.from);
        put_day_or_time("until", "until", now.until, next.until);
        if (now.weight != next.weight) set("weight", {"weight"}, static_cast<std::int64_t>(next.weight));
        put_list("groups", "groups", now.groups, next.groups);
    }
    void set_body(std::string_view body);

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    KeyEditor(bool is_markdown, std::string text, TomlPath base, std::vector<FieldFault>& faults)
        : is_markdown_(is_markdown), text_(std::move(text)), base_(std::move(base)), faults_(faults) {}

    [[nodiscard]] bool is_table(const std::string& key) const;
    void take(std::string_view field, Result<std::string> made);
    [[nodiscard]] TomlPath whole(const TomlPath& path) const;

    bool is_markdown_;
    std::string text_;
    TomlPath base_;
    std::vector<FieldFault>& faults_;
};

/// A key of a new table, unless it is empty.
inline void add_text(const char* key, const std::string& text, TomlValue::Table& keys) {
    if (!text.empty()) keys.emplace_back(key, text);
}

/// What every item has, as a table's first keys.
template <class Fields>
void read_common(const TomlNode& table, Fields& fields) {
    fields.topic = text_at(table, "topic");
    fields.from = text_at(table, "from");
    fields.until = text_at(table, "until");
    fields.weight = integer_at(table, "weight", 1);
    fields.groups = texts_at(table, "groups");
}

template <class Fields>
void add_common(const Fields& fields, TomlValue::Table& keys) {
    add_text("topic", fields.topic, keys);
    if (!fields.from.empty()) keys.emplace_back("from", day_or_time(fields.from));
    if (!fields.until.empty()) keys.emplace_back("until", day_or_time(fields.until));
    if (fields.weight != 1) keys.emplace_back("weight", static_cast<std::int64_t>(fields.weight));
    if (!fields.groups.empty()) keys.emplace_back("groups", toml_list(fields.groups));
}

template <class Fields>
void trim_common(Fields& fields) {
    for (std::string* text : {&fields.topic, &fields.from, &fields.until})
        *text = one_line(*text);
    for (std::string& group : fields.groups)
        group = one_line(group);
    std::erase(fields.groups, std::string());
}

}  // namespace content::edit
