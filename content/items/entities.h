#pragma once

#include <optional>
#include <string_view>

namespace content {

/// The character of "&eacute;", "&#233;" or "&#xE9;", as HTML has it: "&#146;" is an apostrophe. May be no code point
/// of Unicode where a number is written. Nothing for names that are not known.
[[nodiscard]] std::optional<char32_t> entity_character(std::string_view entity);

}  // namespace content
