#pragma once

#include <optional>
#include <string_view>

#include "content/base/language.h"

/// The languages of a pack by what people call them.
namespace content {

/// The language of "fr", "FR-ca" (BCP 47), "fra", "fre" (ISO 639-2), "French" or "Français"; nothing for any other.
[[nodiscard]] std::optional<Language> language_named(std::string_view name);
/// The first language that a text names as a word, in any of our languages: "Read in Spanish", "En español". Codes are
/// no words: "spa" is not Spanish here.
[[nodiscard]] std::optional<Language> language_in(std::string_view text);

}  // namespace content
