#pragma once

#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/edit/toml_edit.h"

/// Edits of a Markdown source with front matter (PACK.md, stories/NAME.md) that keep every byte which the edit is not
/// about. Errors are those of toml_edit.h; Code::bad_input also where there is no front matter.
namespace content::edit {

[[nodiscard]] Result<std::string> set_front(std::string_view text, const TomlPath& path, const TomlValue& value);
[[nodiscard]] Result<std::string> remove_front(std::string_view text, const TomlPath& path);
[[nodiscard]] Result<std::string> rename_front(std::string_view text, const TomlPath& path, const std::string& name);

/// Makes the body equal to `body`, whose lines end with line feeds; blank lines around it stay.
[[nodiscard]] Result<std::string> set_body(std::string_view text, std::string_view body);

/// A new source: the keys, then the body.
[[nodiscard]] std::string new_markdown(const TomlValue::Table& keys, std::string_view body);

}  // namespace content::edit
