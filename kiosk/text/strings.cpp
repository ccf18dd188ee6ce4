#include "kiosk/text/strings.h"

#include <toml++/toml.h>
#include <unicode/fmtable.h>
#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/plurrule.h>
#include <unicode/strenum.h>

#include <algorithm>
#include <cassert>
#include <mutex>
#include <set>

#include "kiosk/text/embedded.h"
#include "kiosk/text/icu_locale.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::Language;
using content::PerLanguage;
using content::Result;
using PluralPatterns = std::map<std::string, std::string, std::less<>>;

Error wrong(Language language, std::string_view key, const std::string& what) {
    return {Code::bad_input,
            "strings/" + std::string(content::code(language)) + ".toml: " + std::string(key) + ": " + what};
}

/// "section.key" for every string of the tables; at most this deep.
constexpr int table_depth = 4;

content::Status flatten(const toml::table& table, const std::string& prefix, int depth, Language language,
                        PluralPatterns& patterns) {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        if (const toml::table* inner = node.as_table(); inner != nullptr && depth < table_depth) {
            if (auto status = flatten(*inner, key + ".", depth + 1, language, patterns); !status) return status;
        } else if (const auto* text = node.as_string()) {
            patterns.emplace(key, text->get());
        } else {
            return wrong(language, key, "expected a string");
        }
    }
    return {};
}

Result<PluralPatterns> read_patterns(Language language, const std::string& text) {
    try {
        const toml::table table = toml::parse(text, content::code(language));
        PluralPatterns patterns;
        if (auto status = flatten(table, "", 0, language, patterns); !status) return status.error();
        return patterns;
    } catch (const toml::parse_error& error) {
        return wrong(language, "line " + std::to_string(error.source().begin.line), std::string(error.description()));
    }
}

Result<std::unique_ptr<icu::MessageFormat>> compile(Language language, const std::string& key,
                                                    const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place{};
    auto format = std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8(pattern),
                                                       icu::Locale(icu_locale(language)), place, status);
    if (U_FAILURE(status)) {
        return wrong(language, key,
                     std::string(u_errorName(status)) + " at character " + std::to_string(place.offset) +
                         " (expected an ICU message pattern)");
    }
    return format;
}

class Catalogues final : public Strings {
public:
    using Messages = std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>>;

    explicit Catalogues(PerLanguage<Messages> messages) : messages_(std::move(messages)) {}

    std::string get(Language language, std::string_view key, const Arguments& arguments) const override {
        const icu::MessageFormat* format = find(language, key);
        if (format == nullptr) format = find(Language::en, key);
        assert(format != nullptr && "a key that no catalogue holds");
        if (format == nullptr) return std::string(key);

        std::vector<icu::UnicodeString> names;
        std::vector<icu::Formattable> values;
        for (const auto& [name, value] : arguments) {
            names.push_back(icu::UnicodeString::fromUTF8(name));
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                values.emplace_back(*number);
            } else {
                values.emplace_back(icu::UnicodeString::fromUTF8(std::get<std::string>(value)));
            }
        }
        icu::UnicodeString formatted;
        {
            // ICU makes the number format and the plural rules of a message when they are first needed.
            const std::lock_guard lock(mutex_);
            UErrorCode status = U_ZERO_ERROR;
            format->format(names.data(), values.data(), static_cast<int32_t>(values.size()), formatted, status);
            assert(U_SUCCESS(status));
        }
        std::string text;
        formatted.toUTF8String(text);
        return text;
    }

    std::vector<std::string> keys() const override {
        std::set<std::string> all;
        for (const auto& [language, messages] : messages_) {
            for (const auto& [key, format] : messages)
                all.insert(key);
        }
        return {all.begin(), all.end()};
    }

private:
    const icu::MessageFormat* find(Language language, std::string_view key) const {
        const auto messages = messages_.find(language);
        if (messages == messages_.end()) return nullptr;
        const auto found = messages->second.find(key);
        return found == messages->second.end() ? nullptr : found->second.get();
    }

    PerLanguage<Messages> messages_;
    mutable std::mutex mutex_;
};

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
        icu::PluralRules::forLocale(icu::Locale(icu_locale(language)), status));
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

Result<std::unique_ptr<Strings>> parse_strings(const PerLanguage<std::string>& catalogues) {
    PerLanguage<Catalogues::Messages> all;
    for (const auto& [language, text] : catalogues) {
        auto patterns = read_patterns(language, text);
        if (!patterns) return patterns.error();
        for (const auto& [key, pattern] : *patterns) {
            auto format = compile(language, key, pattern);
            if (!format) return format.error();
            all[language].emplace(key, std::move(*format));
        }
    }
    return std::unique_ptr<Strings>(std::make_unique<Catalogues>(std::move(all)));
}

std::vector<std::string> compare_catalogues(const PerLanguage<std::string>& catalogues) {
    std::vector<std::string> differences;
    PerLanguage<PluralPatterns> all;
    for (const auto& [language, text] : catalogues) {
        auto patterns = read_patterns(language, text);
        if (patterns) {
            all[language] = std::move(*patterns);
        } else {
            differences.push_back(patterns.error().message);
        }
    }
    const PluralPatterns& reference = all[Language::en];
    for (const auto& [language, patterns] : all) {
        const auto needed = needed_plurals(language);
        for (const auto& [key, pattern] : reference) {
            if (!patterns.contains(key)) differences.push_back(wrong(language, key, "is missing").message);
        }
        for (const auto& [key, pattern] : patterns) {
            const Shape shape = shape_of(pattern);
            const auto english = reference.find(key);
            if (english == reference.end()) {
                differences.push_back(wrong(language, key, "is not in English").message);
            } else if (shape.arguments != shape_of(english->second).arguments) {
                differences.push_back(wrong(language, key, "has other arguments than English").message);
            }
            for (const auto& plural : shape.plurals) {
                for (const auto& keyword : needed) {
                    if (!plural.contains(keyword)) {
                        differences.push_back(wrong(language, key, "lacks the plural form " + keyword).message);
                    }
                }
            }
        }
    }
    return differences;
}

PerLanguage<std::string> default_catalogues() {
    PerLanguage<std::string> catalogues;
    for (const Language language : content::all_languages) {
        catalogues[language] = embedded("strings/" + std::string(content::code(language)) + ".toml");
    }
    return catalogues;
}

const Strings& default_strings() {
    static const std::unique_ptr<Strings> strings = [] {
        auto parsed = parse_strings(default_catalogues());
        assert(parsed.has_value());
        return std::move(*parsed);
    }();
    return *strings;
}

}  // namespace kiosk
