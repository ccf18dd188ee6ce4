#include "content/import/common/language_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <map>
#include <string>

#include "content/import/common/cleanup.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

using LanguageNames = std::map<std::string, Language, std::less<>>;

icu::Locale locale_of(Language language) {
    return icu::Locale(std::string(code(language)).c_str());
}

/// Each language's name in each of them (CLDR), folded; made once, as it takes some milliseconds.
const LanguageNames& language_names() {
    static const LanguageNames names = [] {
        // Other words for a language, and how Russian links decline their own.
        LanguageNames made = {{"castellano", Language::es}, {"русском", Language::ru}};
        for (const Language named : all_languages) {
            made.emplace(fold_words(autonym(named)), named);
            for (const Language naming : all_languages) {
                icu::UnicodeString name;
                std::string text;
                locale_of(named).getDisplayLanguage(locale_of(naming), name);
                made.emplace(fold_words(name.toUTF8String(text)), named);
            }
        }
        return made;
    }();
    return names;
}

/// Codes of ISO 639-2, both where it has two for one language.
const LanguageNames& language_codes() {
    static const LanguageNames codes = [] {
        LanguageNames made = {{"chi", Language::zh}, {"fre", Language::fr}, {"ger", Language::de}};
        for (const Language language : all_languages)
            made.emplace(locale_of(language).getISO3Language(), language);
        return made;
    }();
    return codes;
}

std::optional<Language> find(const LanguageNames& names, std::string_view name) {
    const auto found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<Language> language_named(std::string_view name) {
    constexpr std::size_t enough = 40;  // bytes of a name
    const std::string folded = fold_words(name.substr(0, enough));
    if (const auto language = parse_language(folded.substr(0, folded.find_first_of("-_")))) return language;
    if (const auto language = find(language_codes(), folded)) return language;
    return find(language_names(), folded);
}

std::optional<Language> language_in(std::string_view text) {
    for (const Token& token : split_tokens(text)) {
        if (token.kind != Token::Kind::word) continue;
        if (const auto language = find(language_names(), token.word)) return language;
    }
    return std::nullopt;
}

}  // namespace content
