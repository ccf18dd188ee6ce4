#pragma once

#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace content {

/// The six official languages in UN order (English alphabetical), then the host language of Vienna.
/// The order is the order of the six lines and of the language strip.
enum class Language { ar, zh, en, fr, ru, es, de };

inline constexpr std::array<Language, 6> official_languages = {Language::ar, Language::zh, Language::en,
                                                               Language::fr, Language::ru, Language::es};
inline constexpr std::array<Language, 7> all_languages = {Language::ar, Language::zh, Language::en, Language::fr,
                                                          Language::ru, Language::es, Language::de};

enum class Direction { ltr, rtl };

/// BCP 47 primary subtag: "ar", "zh", "en", "fr", "ru", "es", "de".
[[nodiscard]] std::string_view code(Language language);
/// Accepts exactly those subtags, lower case.
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);
/// The language's own name for itself, as on the strip: "العربية", "中文", "English", ...
[[nodiscard]] std::string_view autonym(Language language);
[[nodiscard]] Direction direction(Language language);

template <class T>
using PerLanguage = std::map<Language, T>;

}  // namespace content
