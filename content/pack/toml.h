#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"

namespace content {

/// A TOML value with its place. Dates and times, which TOML can also write without quotes, are texts here.
struct TomlNode {
    enum class Kind { text, integer, real, boolean, list, table };

    Kind kind = Kind::table;
    int line = 0;  ///< 1-based
    std::string text;
    std::int64_t integer = 0;
    double real = 0;
    bool boolean = false;
    std::vector<std::string> keys;   ///< of a table, in step with children
    std::vector<TomlNode> children;  ///< of a list or a table

    /// Null when this is no table or has no such key.
    [[nodiscard]] const TomlNode* find(std::string_view key) const;
};

/// The table of a TOML 1.0 document, or what is wrong with it. `first_line` is the line of `file` where the text
/// begins.
struct TomlReadResult {
    TomlNode table;
    std::vector<Finding> findings;
};
[[nodiscard]] TomlReadResult parse_toml(std::string_view text, const std::string& file, int first_line);

}  // namespace content
