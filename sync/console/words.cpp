#include "sync/console/words.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sync/console/embedded.h"

namespace console {
namespace {

using content::Code;
using content::Error;
using content::Language;
using content::Result;

icu::Locale locale_of(Language language) {
    return language == Language::fr ? icu::Locale("fr", "FR") : icu::Locale("en", "GB");
}

Error wrong_words(Language language, std::string_view key, std::string_view what) {
    return {Code::bad_input, fmt::format("console/{}.toml: {}: {}", content::code(language), key, what)};
}

using Messages = std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>>;

content::Status add_message(Messages& messages, Language language, const std::string& key, const std::string& pattern) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place{};
    auto format =
        std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8(pattern), locale_of(language), place, status);
    if (U_FAILURE(status) != 0) return wrong_words(language, key, u_errorName(status));
    messages.emplace(key, std::move(format));
    return {};
}

content::Status read_section(Messages& messages, Language language, const std::string& section,
                             const toml::table& table) {
    for (const auto& [name, value] : table) {
        const std::string key = fmt::format("{}.{}", section, name.str());
        const auto* text = value.as_string();
        if (text == nullptr) return wrong_words(language, key, "expected a string");
        if (auto added = add_message(messages, language, key, text->get()); !added) return added;
    }
    return {};
}

std::string said_in_utf8(const icu::UnicodeString& text) {
    std::string bytes;
    return text.toUTF8String(bytes);
}

/// "d MMM yyyy", in the order and with the signs of the language.
icu::UnicodeString pattern_of(Language language, const char* skeleton) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale_of(language), status));
    return U_FAILURE(status) != 0 ? icu::UnicodeString() : patterns->getBestPattern(skeleton, status);
}

std::string moment_as(Language language, const icu::UnicodeString& pattern, content::Instant instant,
                      const std::string& zone) {
    UErrorCode status = U_ZERO_ERROR;
    icu::SimpleDateFormat format(pattern, locale_of(language), status);
    if (pattern.isEmpty() || U_FAILURE(status) != 0) return content::to_iso(instant);
    format.adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    icu::UnicodeString text;
    format.format(static_cast<UDate>(instant.time_since_epoch().count()) * 1000.0, text);
    return said_in_utf8(text);
}

}  // namespace

std::optional<Language> console_language(std::string_view code) {
    const auto language = content::parse_language(code);
    const bool is_ours = language && std::ranges::find(console_languages, *language) != console_languages.end();
    return is_ours ? language : std::nullopt;
}

struct Words::Catalogue {
    Messages messages{};
    // To find one takes ICU a third of a millisecond, and a page has hundreds of times.
    icu::UnicodeString moment{};
    icu::UnicodeString day{};
    icu::UnicodeString clock{};
    icu::UnicodeString second{};
};

Words::Words(Language language, std::unique_ptr<Catalogue> catalogue)
    : language_(language), catalogue_(std::move(catalogue)) {}
Words::~Words() = default;
Words::Words(Words&&) noexcept = default;

Result<Words> Words::load(Language language) {
    auto catalogue = std::make_unique<Catalogue>();
    catalogue->moment = pattern_of(language, "d MMM yyyy HH:mm");
    catalogue->day = pattern_of(language, "d MMM yyyy");
    catalogue->clock = pattern_of(language, "HH:mm");
    catalogue->second = pattern_of(language, "HH:mm:ss");
    const std::string file = fmt::format("console/{}.toml", content::code(language));
    try {
        for (const auto& [section, node] : toml::parse(embedded(file), file)) {
            const toml::table* table = node.as_table();
            if (table == nullptr) return wrong_words(language, section.str(), "expected a section");
            if (auto read = read_section(catalogue->messages, language, std::string(section.str()), *table); !read)
                return read.error();
        }
    } catch (const toml::parse_error& error) {
        return wrong_words(language, fmt::format("line {}", error.source().begin.line), error.description());
    }
    return Words(language, std::move(catalogue));
}

bool Words::has(std::string_view key) const {
    return catalogue_->messages.contains(key);
}

std::vector<std::string> Words::arguments_of(std::string_view key) const {
    const auto found = catalogue_->messages.find(key);
    if (found == catalogue_->messages.end()) return {};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> names(found->second->getFormatNames(status));
    std::set<std::string> sorted;
    while (names != nullptr) {
        const icu::UnicodeString* name = names->snext(status);
        if (name == nullptr) break;
        sorted.insert(said_in_utf8(*name));
    }
    return {sorted.begin(), sorted.end()};
}

std::string Words::operator()(std::string_view key, const Arguments& arguments) const {
    const auto found = catalogue_->messages.find(key);
    if (found == catalogue_->messages.end()) return std::string(key);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(icu::UnicodeString::fromUTF8(name));
        if (const auto* number = std::get_if<std::int64_t>(&value))
            values.emplace_back(*number);
        else
            values.emplace_back(icu::UnicodeString::fromUTF8(*std::get_if<std::string>(&value)));
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString said;
    found->second->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), said, status);
    return U_FAILURE(status) != 0 ? std::string(key) : said_in_utf8(said);
}

std::string Words::moment(content::Instant instant, const std::string& zone) const {
    return moment_as(language_, catalogue_->moment, instant, zone);
}

std::string Words::day(content::Instant instant, const std::string& zone) const {
    return moment_as(language_, catalogue_->day, instant, zone);
}

std::string Words::clock(content::Instant instant, const std::string& zone) const {
    return moment_as(language_, catalogue_->clock, instant, zone);
}

std::string Words::second(content::Instant instant, const std::string& zone) const {
    return moment_as(language_, catalogue_->second, instant, zone);
}

std::vector<std::string> Words::signatures() const {
    std::vector<std::string> all;
    for (const auto& [key, format] : catalogue_->messages) {
        std::string line = key;
        for (const std::string& name : arguments_of(key))
            line += " {" + name + "}";
        all.push_back(std::move(line));
    }
    return all;
}

std::string program_words(const Words& words, std::string_view account) {
    constexpr std::string_view prefix = "token:";
    if (!account.starts_with(prefix)) return {};
    return words("log.program", {{"name", std::string(account.substr(prefix.size()))}});
}

}  // namespace console
