#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "content/base/time.h"
#include "content/pack/toml.h"

/// Values as they are written into TOML sources. Not here: where they are put (toml_edit.h).
namespace content::edit {

struct TomlValue {
    using List = std::vector<TomlValue>;
    using Table = std::vector<std::pair<std::string, TomlValue>>;
    /// How a table is written where there was none: `key = { ... }`, or `[key]` and its keys on lines of their own.
    enum class Layout { in_line, section };

    TomlValue(std::string text) : value(std::move(text)) {}           // NOLINT(google-explicit-constructor)
    TomlValue(const char* text) : value(std::string(text)) {}         // NOLINT(google-explicit-constructor)
    TomlValue(const Date& date) : value(date) {}                      // NOLINT(google-explicit-constructor)
    TomlValue(std::int64_t integer) : value(integer) {}               // NOLINT(google-explicit-constructor)
    TomlValue(double real) : value(real) {}                           // NOLINT(google-explicit-constructor)
    TomlValue(bool boolean) : value(boolean) {}                       // NOLINT(google-explicit-constructor)
    TomlValue(List list) : value(std::move(list)) {}                  // NOLINT(google-explicit-constructor)
    TomlValue(Table table, Layout layout_of_table = Layout::in_line)  // NOLINT(google-explicit-constructor)
        : value(std::move(table)), layout(layout_of_table) {}

    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&value); }
    [[nodiscard]] const Table* table() const { return std::get_if<Table>(&value); }

    std::variant<std::string, Date, std::int64_t, double, bool, List, Table> value;
    Layout layout = Layout::in_line;
};

/// A list of texts.
[[nodiscard]] TomlValue toml_list(const std::vector<std::string>& texts);

/// The value as parse_toml() reads it, without lines.
[[nodiscard]] TomlNode node_of(const TomlValue& value);
/// Whether two read values are the same: wherever they stand, tables in whatever order, 1 and 1.0 one number.
[[nodiscard]] bool is_same(const TomlNode& a, const TomlNode& b);

/// The value as TOML 1.0, in one line but for lists of tables, which have a line for each of several. `old` is what
/// stood there before, or empty: its kind of quotes, its lines, and a date without quotes are kept where the new value
/// can be written so.
[[nodiscard]] std::string toml_source(const TomlValue& value, std::string_view old = {});
/// A key, in quotes where it needs them.
[[nodiscard]] std::string toml_key(std::string_view key);

}  // namespace content::edit
