#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace content {

/// Bytes of the longest entity that has a name: "&CounterClockwiseContourIntegral;".
inline constexpr std::size_t longest_entity = 33;

/// The character of "&eacute;", "&#233;" or "&#xE9;", as HTML has it: "&#146;" is an apostrophe; of some names two
/// ("&NotEqualTilde;"). May be no code point of Unicode where a number is written. Nothing for names that are not
/// known.
[[nodiscard]] std::optional<std::u32string> entity_characters(std::string_view entity);

}  // namespace content
