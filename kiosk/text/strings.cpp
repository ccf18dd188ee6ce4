#include "kiosk/text/strings.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unicode/fmtable.h>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>

#include <cassert>
#include <mutex>
#include <vector>

#include "kiosk/text/embedded.h"
#include "kiosk/text/icu_locale.h"

namespace kiosk {
namespace {

using content::Code;
using content::Error;
using content::Language;
using content::PerLanguage;
using content::Result;

Error wrong(Language language, std::string_view key, const std::string& what) {
    return {Code::bad_input, fmt::format("strings/{}.toml: {}: {}", content::code(language), key, what)};
}

/// "section.key" for every string of the tables; at most this deep.
constexpr int table_depth = 4;

content::Status flatten(const toml::table& table, const std::string& prefix, int depth, Language language,
                        MessagePatterns& patterns) {
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

Result<std::unique_ptr<icu::MessageFormat>> compile(Language language, const std::string& key,
                                                    const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place{};
    auto format = std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8(pattern),
                                                       icu::Locale(icu_locale(language)), place, status);
    if (U_FAILURE(status)) {
        return wrong(
            language, key,
            fmt::format("{} at character {} (expected an ICU message pattern)", u_errorName(status), place.offset));
    }
    return format;
}

}  // namespace

class Strings::Impl {
public:
    using Messages = std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>>;

    explicit Impl(PerLanguage<Messages> messages) : messages_(std::move(messages)) {}

    std::string get(Language language, std::string_view key, const Arguments& arguments) const {
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

Strings::Strings(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Strings::Strings(Strings&&) noexcept = default;
Strings& Strings::operator=(Strings&&) noexcept = default;
Strings::~Strings() = default;

std::string Strings::get(Language language, std::string_view key, const Arguments& arguments) const {
    return impl_->get(language, key, arguments);
}

Result<MessagePatterns> parse_catalogue(Language language, const std::string& text) {
    try {
        const toml::table table = toml::parse(text, content::code(language));
        MessagePatterns patterns;
        if (auto status = flatten(table, "", 0, language, patterns); !status) return status.error();
        return patterns;
    } catch (const toml::parse_error& error) {
        return wrong(language, fmt::format("line {}", error.source().begin.line), std::string(error.description()));
    }
}

Result<Strings> parse_strings(const PerLanguage<std::string>& catalogues) {
    PerLanguage<Strings::Impl::Messages> all;
    for (const auto& [language, text] : catalogues) {
        auto patterns = parse_catalogue(language, text);
        if (!patterns) return patterns.error();
        for (const auto& [key, pattern] : *patterns) {
            auto format = compile(language, key, pattern);
            if (!format) return format.error();
            all[language].emplace(key, std::move(*format));
        }
    }
    return Strings(std::make_unique<Strings::Impl>(std::move(all)));
}

PerLanguage<std::string> default_catalogues() {
    PerLanguage<std::string> catalogues;
    for (const Language language : content::all_languages) {
        catalogues[language] = embedded("strings/" + std::string(content::code(language)) + ".toml");
    }
    return catalogues;
}

const Strings& default_strings() {
    static const Strings strings = [] {
        auto parsed = parse_strings(default_catalogues());
        assert(parsed.has_value());
        return std::move(*parsed);
    }();
    return strings;
}

}  // namespace kiosk
