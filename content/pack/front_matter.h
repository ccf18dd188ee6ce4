#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "content/base/language.h"
#include "content/pack/toml_fields.h"

/// What a Markdown source and its name are made of.
namespace content {

/// A Markdown file with its TOML front matter between two lines "+++".
struct FrontMatter {
    TomlNode table;
    std::string body;  ///< without blank lines at both ends
    int body_line = 0;
    bool is_readable = false;  ///< false: the findings say why, and there is nothing to take from it
};
[[nodiscard]] FrontMatter read_front_matter(const std::string& text, Findings& findings);

/// "asean.fr.md" -> slug "asean", language fr; "asean.md" -> slug "asean", none.
struct SourceName {
    std::string slug;
    std::optional<Language> language;
};
/// `name` is without its folder. Adds a finding and returns nothing when it is not of this form.
[[nodiscard]] std::optional<SourceName> read_source_name(std::string_view name, Findings& findings);

}  // namespace content
