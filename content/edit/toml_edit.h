#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/edit/toml_path.h"
#include "content/edit/toml_value.h"

/// Edits of a TOML source that keep every byte which the edit is not about: comments, order, spaces, line ends, a byte
/// order mark. What an edit makes is parsed again and must be what was there with only that value changed. Not here:
/// what keys mean.
namespace content::edit {

/// Makes the value at `path` equal to `value`; what is equal already stays as it is written. A new key goes behind the
/// last one of its table; tables on the way that are missing are made. A list keeps its entries where it has as many.
/// Code::bad_input: `text` is no TOML, or the value is no UTF-8; not_found: there is no such entry of a list;
/// unsupported: the source is written in a way that cannot be edited without more changes than this one.
[[nodiscard]] Result<std::string> set_toml(std::string_view text, const TomlPath& path, const TomlValue& value);

/// Takes the key, or the entry of a list, away with its line, or its section and the comment directly above it; what is
/// not there is no error. Code::bad_input, unsupported.
[[nodiscard]] Result<std::string> remove_toml(std::string_view text, const TomlPath& path);

/// Gives the key at the end of `path` another name, where it stands. Code::bad_input; not_found; unsupported: the key
/// is in quotes, or a section.
[[nodiscard]] Result<std::string> rename_toml(std::string_view text, const TomlPath& path, const std::string& name);

/// Puts an entry behind the last `[[list]]` of the top level. Code::bad_input, unsupported.
[[nodiscard]] Result<std::string> append_toml(std::string_view text, const std::string& list,
                                              const TomlValue::Table& entry);
/// Makes the entry with that id the one at `position` of the `[[list]]`, 0 the first; behind all others where there are
/// not so many. The comment directly above it goes along. Code::bad_input, not_found, unsupported.
[[nodiscard]] Result<std::string> move_toml(std::string_view text, const std::string& list, const std::string& id,
                                            std::size_t position);

}  // namespace content::edit
