#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/result.h"
#include "content/edit/toml_path.h"
#include "content/edit/toml_places.h"
#include "content/edit/toml_value.h"
#include "content/pack/toml.h"

namespace content::edit {

/// One document while it is edited. It does what is usual and is not sure to be right: toml_edit.h looks at what came
/// of it. Errors are those of toml_edit.h.
class TomlEditor {
public:
    explicit TomlEditor(std::string_view text) : text_(text) {}

    [[nodiscard]] Status assign(const TomlPath& path, const TomlValue& value);
    [[nodiscard]] Status remove(const TomlPath& path);
    /// An entry of a list of sections, from one place of the list to another.
    [[nodiscard]] Status move(const std::string& list, std::size_t from, std::size_t to);
    [[nodiscard]] Status rename(const TomlPath& path, const std::string& name);
    [[nodiscard]] Status append(const std::string& list, const TomlValue::Table& entry);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    struct Reading {
        TomlPlace places;
        TomlNode values;
    };
    [[nodiscard]] Result<Reading> read_again() const;
    [[nodiscard]] Status assign_table(const TomlPath& path, const TomlNode& now, const TomlValue& value);
    [[nodiscard]] Status assign_list(const TomlPath& path, const TomlPlace& place, const TomlValue& value);
    [[nodiscard]] Status make(const TomlPath& path, const std::vector<const TomlPlace*>& places,
                              const TomlValue& value);
    void insert_inline(const TomlPlace& parent, const std::string& assignment);
    [[nodiscard]] bool insert_line(const TomlPlace& parent, const std::string& key, const std::string& assignment);
    void insert_section(const TomlPlace& parent, const std::string& name, const TomlValue::Table& table);
    void remove_from_list(const TomlPlace& parent, const TomlPlace& place, std::size_t begin);
    void remove_lines(const TomlPlace& root, const TomlPlace& place);
    void collect_lines(const TomlPlace& root, const TomlPlace& place,
                       std::vector<std::pair<std::size_t, std::size_t>>& lines) const;

    std::string text_;
};

}  // namespace content::edit
