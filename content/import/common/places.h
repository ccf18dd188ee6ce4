#pragma once

#include <string>
#include <string_view>

namespace content {

/// The first place that a text in English, French or Spanish names with a word like "in" or "at" and that is, or ends
/// in, a country, or is a known city: "Atlanta, USA", "Vienna", "Ghana". Empty for none. The place is a guess.
[[nodiscard]] std::string find_place(std::string_view text);

/// True when `text` is the name of a country or known city and nothing else, in any language that is read.
[[nodiscard]] bool is_place_name(std::string_view text);

}  // namespace content
