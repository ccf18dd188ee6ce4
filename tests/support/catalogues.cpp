#include "tests/support/catalogues.h"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>
#include <unicode/unistr.h>

#include <memory>
#include <set>

#include "kiosk/text/icu_locale.h"
#include "kiosk/text/strings.h"

namespace support {
namespace {

using content::Language;
using content::PerLanguage;

std::string about(Language language, const std::string& key, const std::string& what) {
    return "strings/" + std::string(content::code(language)) + ".toml: " + key + ": " + what;
}

/// What a translator must keep: the arguments' names, and the keywords each plural offers.
struct Shape {
    std::set<std::string> arguments;
    std::vector<std::set<std::string>> plurals;
};

Shape shape_of(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern pattern(icu::UnicodeString::fromUTF8(text), nullptr, status);
    Shape shape;
    std::vector<std::size_t> open;
    for (int32_t i = 0; U_SUCCESS(status) && i < pattern.countParts(); ++i) {
        const auto& part = pattern.getPart(i);
        std::string word;
        pattern.getSubstring(part).toUTF8String(word);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) shape.arguments.insert(word);
        const bool is_plural = part.getArgType() == UMSGPAT_ARG_TYPE_PLURAL;
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_START && is_plural) {
            open.push_back(shape.plurals.size());
            shape.plurals.emplace_back();
        }
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_LIMIT && is_plural) open.pop_back();
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR && !open.empty()) {
            shape.plurals[open.back()].insert(word);
        }
    }
    return shape;
}

/// CLDR's "many" of French and Spanish is for millions, which no screen counts.
std::set<std::string> needed_plurals(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale(kiosk::icu_locale(language)), status));
    std::set<std::string> needed{"other"};
    if (U_FAILURE(status)) return needed;
    for (const int32_t number : {0, 1, 2, 3, 5, 11, 21, 100, 101}) {
        std::string keyword;
        rules->select(number).toUTF8String(keyword);
        needed.insert(keyword);
    }
    return needed;
}

}  // namespace

std::vector<std::string> compare_catalogues(const PerLanguage<std::string>& catalogues) {
    std::vector<std::string> differences;
    PerLanguage<kiosk::MessagePatterns> all;
    for (const auto& [language, text] : catalogues) {
        auto patterns = kiosk::parse_catalogue(language, text);
        if (patterns) {
            all[language] = std::move(*patterns);
        } else {
            differences.push_back(patterns.error().message);
        }
    }
    const kiosk::MessagePatterns& reference = all[Language::en];
    for (const auto& [language, patterns] : all) {
        const auto needed = needed_plurals(language);
        for (const auto& [key, pattern] : reference) {
            if (!patterns.contains(key)) differences.push_back(about(language, key, "is missing"));
        }
        for (const auto& [key, pattern] : patterns) {
            const Shape shape = shape_of(pattern);
            const auto english = reference.find(key);
            if (english == reference.end()) {
                differences.push_back(about(language, key, "is not in English"));
            } else if (shape.arguments != shape_of(english->second).arguments) {
                differences.push_back(about(language, key, "has other arguments than English"));
            }
            for (const auto& plural : shape.plurals) {
                for (const auto& keyword : needed) {
                    if (!plural.contains(keyword)) {
                        differences.push_back(about(language, key, "lacks the plural form " + keyword));
                    }
                }
            }
        }
    }
    return differences;
}

}  // namespace support
