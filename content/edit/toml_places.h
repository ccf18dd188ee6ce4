#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"

namespace content::edit {

/// Where a value of a TOML source stands, in bytes from its beginning, and all that is in it.
struct TomlPlace {
    enum class Form {
        value,         ///< text, number, date ...
        list,          ///< [1, 2]
        inline_table,  ///< { a = 1 }
        section,       ///< [photo], or one [[links]]; the document itself
        sections,      ///< all of [[links]]
        implied,       ///< a table without brackets of its own: `a` of `a.b = 1` or of [a.b]
    };

    Form form = Form::value;
    std::size_t key_begin = 0;  ///< the last part of a dotted key; not of entries of lists
    std::size_t begin = 0;      ///< of the value; of a section its brackets; of an implied table where it was met first
    std::size_t end = 0;        ///< behind the value or the brackets
    std::string text;           ///< of a text
    std::vector<std::string> keys;    ///< of a table, in step with children
    std::vector<TomlPlace> children;  ///< of a list or a table

    [[nodiscard]] bool is_table() const {
        return form == Form::inline_table || form == Form::section || form == Form::implied;
    }
    [[nodiscard]] bool is_list() const { return form == Form::list || form == Form::sections; }
    /// Null when this is no table or has no such key.
    [[nodiscard]] const TomlPlace* find(std::string_view key) const;
};

/// The places of a whole document, whose `end` is the size of `text`. Code::bad_input when it is no TOML.
[[nodiscard]] Result<TomlPlace> toml_places(std::string_view text);

}  // namespace content::edit
