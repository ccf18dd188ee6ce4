#include "content/base/json_fields.h"

#include <fmt/format.h>

#include <array>

#include "content/base/internet_address.h"

namespace content {
namespace {

/// The form of JsonFields::instant; nothing for every other.
std::optional<Instant> read_moment(std::string_view written) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    if (written.size() != form.size()) return std::nullopt;
    std::array<int, 6> parts{};
    std::size_t part = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char c = written[i];
        if (form[i] == '0') {
            if (c < '0' || c > '9') return std::nullopt;
            parts.at(part) = parts.at(part) * 10 + (c - '0');
        } else if (c != form[i]) {
            return std::nullopt;
        } else {
            ++part;
        }
    }
    const auto [year, month, day, hour, minute, second] = parts;
    const Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                    std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

}  // namespace

JsonFields::JsonFields(const JsonValue& value, std::string_view where, std::optional<Error>& problem)
    : value_(value), problem_(problem), where_(where) {
    if (value_.object() == nullptr) refuse({}, "an object");
}

JsonFields::JsonFields(const JsonValue& value, const JsonFields& parent, std::string_view name, std::string_view key)
    : value_(value), problem_(parent.problem_), parent_(&parent), where_(parent.where_), name_(name), key_(key) {
    if (value_.object() == nullptr) refuse({}, "an object");
}

std::string JsonFields::path() const {
    if (parent_ == nullptr) return {};
    std::string path = parent_->path();
    for (const std::string_view part : {name_, key_}) {
        if (part.empty()) continue;
        if (!path.empty()) path += '/';
        path += part;
    }
    return path;
}

void JsonFields::refuse(std::string_view name, std::string_view expected) {
    if (problem_) return;
    std::string message(where_);
    std::string place = path();
    if (!place.empty() && !name.empty()) place += '/';
    place += name;
    if (!place.empty()) message += ": " + place;
    problem_ = Error{Code::bad_input, message + ": expected " + std::string(expected)};
}

const JsonValue* JsonFields::find(std::string_view name, Need need) {
    if (problem_) return nullptr;
    const JsonValue* found = value_.find(name);
    if (found == nullptr && need == Need::required) refuse(name, "to be there");
    return found;
}

const JsonValue::Array* JsonFields::find_array(std::string_view name, Need need) {
    const JsonValue* found = find(name, need);
    if (found != nullptr && found->array() == nullptr) refuse(name, "a list");
    return found == nullptr ? nullptr : found->array();
}

const JsonValue::Object* JsonFields::find_object(std::string_view name, Need need) {
    const JsonValue* found = find(name, need);
    if (found != nullptr && found->object() == nullptr) refuse(name, "an object");
    return found == nullptr ? nullptr : found->object();
}

std::string JsonFields::as_text(const JsonValue& value, std::string_view name, Need need, Lines lines) {
    const std::string* text = value.string();
    if (text == nullptr) {
        refuse(name, "a string");
        return {};
    }
    if (need == Need::required && text->empty()) refuse(name, "a string that is not empty");
    if (has_forbidden_character(*text, lines)) refuse(name, "no control characters");
    return *text;
}

std::int64_t JsonFields::as_integer(const JsonValue& value, std::string_view name, std::int64_t min, std::int64_t max) {
    const std::int64_t* number = value.integer();
    if (number != nullptr && *number >= min && *number <= max) return *number;
    refuse(name, max == std::numeric_limits<std::int64_t>::max() ? fmt::format("an integer of at least {}", min)
                                                                 : fmt::format("an integer from {} to {}", min, max));
    return min;
}

std::string JsonFields::string(std::string_view name) {
    const JsonValue* found = find(name, Need::required);
    if (found == nullptr) return {};
    if (const std::string* text = found->string()) return *text;
    refuse(name, "a string");
    return {};
}

std::string JsonFields::text(std::string_view name, Need need, Lines lines) {
    const JsonValue* found = find(name, need);
    return found == nullptr ? std::string() : as_text(*found, name, need, lines);
}

std::string JsonFields::short_text(std::string_view name, std::size_t cap) {
    std::string found = text(name, Need::optional);
    if (found.size() > cap) refuse(name, fmt::format("at most {} bytes", cap));
    return found;
}

std::string JsonFields::address(std::string_view name, Need need) {
    std::string url = text(name, need);
    if (!url.empty() && !is_web_address(url)) refuse(name, "an http or https address");
    return url;
}

std::string JsonFields::zone(std::string_view name) {
    std::string zone = text(name, Need::required);
    if (!is_known_zone(zone)) refuse(name, "an IANA time zone");
    return zone;
}

std::int64_t JsonFields::integer(std::string_view name, std::int64_t min, std::int64_t max) {
    const JsonValue* found = find(name, Need::required);
    return found == nullptr ? min : as_integer(*found, name, min, max);
}

int JsonFields::integer_or(std::string_view name, int fallback, int min, int max) {
    const JsonValue* found = find(name, Need::optional);
    return found == nullptr ? fallback : static_cast<int>(as_integer(*found, name, min, max));
}

bool JsonFields::boolean(std::string_view name) {
    static_cast<void>(find(name, Need::required));
    return boolean_or(name, false);
}

bool JsonFields::boolean_or(std::string_view name, bool fallback) {
    const JsonValue* found = find(name, Need::optional);
    if (found == nullptr) return fallback;
    if (const bool* truth = found->boolean()) return *truth;
    refuse(name, "true or false");
    return fallback;
}

std::optional<Instant> JsonFields::instant(std::string_view name, Need need) {
    const JsonValue* found = find(name, need);
    if (found == nullptr) return std::nullopt;
    const auto moment = found->string() == nullptr ? std::nullopt : read_moment(*found->string());
    if (!moment) refuse(name, "a moment like 2030-01-31T12:00:00Z");
    return moment;
}

std::optional<Date> JsonFields::date(std::string_view name, Need need) {
    const std::string word = text(name, need);
    if (word.empty()) return std::nullopt;
    const auto date = parse_date(word);
    if (date) return *date;
    refuse(name, "a date like 2030-01-31");
    return std::nullopt;
}

std::optional<Month> JsonFields::month(std::string_view name, Need need) {
    const std::string word = text(name, need);
    if (word.empty()) return std::nullopt;
    const auto month = parse_month(word);
    if (month) return *month;
    refuse(name, "a month like 2030-01");
    return std::nullopt;
}

std::optional<Language> JsonFields::language(std::string_view name, Need need) {
    const std::string word = text(name, need);
    if (word.empty()) return std::nullopt;
    const auto language = parse_language(word);
    if (!language) refuse(name, "a language");
    return language;
}

std::vector<std::string> JsonFields::strings(std::string_view name) {
    std::vector<std::string> result;
    const auto* list = find_array(name, Need::required);
    if (list == nullptr) return result;
    for (const JsonValue& element : *list) {
        if (element.string() == nullptr) {
            refuse(name, "a list of strings");
            break;
        }
        result.push_back(*element.string());
    }
    return result;
}

std::vector<std::string> JsonFields::texts(std::string_view name, Need need) {
    std::vector<std::string> result;
    const auto* list = find_array(name, need);
    if (list == nullptr) return result;
    for (const JsonValue& element : *list) {
        if (problem_) break;
        result.push_back(as_text(element, name, Need::required, Lines::one));
    }
    return result;
}

std::vector<Language> JsonFields::languages(std::string_view name, Need need) {
    std::vector<Language> result;
    for (const std::string& word : texts(name, need)) {
        const auto language = parse_language(word);
        if (!language) {
            refuse(name, "languages");
            break;
        }
        result.push_back(*language);
    }
    return result;
}

std::vector<int> JsonFields::integers(std::string_view name, std::size_t count, int min, int max) {
    std::vector<int> result;
    const auto* list = find_array(name, Need::required);
    if (list != nullptr && list->size() != count) refuse(name, fmt::format("{} integers", count));
    if (list == nullptr || problem_) return std::vector<int>(count, min);
    for (const JsonValue& element : *list)
        result.push_back(static_cast<int>(as_integer(element, name, min, max)));
    return result;
}

PerLanguage<std::string> JsonFields::words(std::string_view name, Need need) {
    PerLanguage<std::string> result;
    each_language(name, need, [&](Language language, std::string_view, const JsonValue& value) {
        result.emplace(language, as_text(value, name, Need::required, Lines::one));
    });
    return result;
}

}  // namespace content
