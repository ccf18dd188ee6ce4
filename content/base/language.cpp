#include "content/base/language.h"

namespace content {
namespace {

struct Entry {
    std::string_view code;
    std::string_view autonym;
};

constexpr std::array<Entry, 7> entries = {{{"ar", "العربية"},
                                           {"zh", "中文"},
                                           {"en", "English"},
                                           {"fr", "Français"},
                                           {"ru", "Русский"},
                                           {"es", "Español"},
                                           {"de", "Deutsch"}}};

const Entry& entry(Language language) {
    return entries[static_cast<std::size_t>(language)];
}

}  // namespace

std::string_view code(Language language) {
    return entry(language).code;
}

std::optional<Language> parse_language(std::string_view text) {
    for (Language language : all_languages) {
        if (code(language) == text) return language;
    }
    return std::nullopt;
}

std::string_view autonym(Language language) {
    return entry(language).autonym;
}

Direction direction(Language language) {
    return language == Language::ar ? Direction::rtl : Direction::ltr;
}

}  // namespace content
