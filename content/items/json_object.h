#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "content/base/text.h"
#include "content/items/enum_names.h"

/// Only json_read.cpp includes this: the one header of the library that shows a type of nlohmann-json.
namespace content {

using Json = nlohmann::json;

enum class Need { required, optional };

/// Reads the keys of one JSON object. The first thing that is wrong is kept, with its path; everything after it reads
/// as empty, so that callers are straight-line code and ask once, at the end.
class ObjectReader {
public:
    ObjectReader(const Json& object, std::string path, std::optional<std::string>& problem)
        : object_(object), path_(std::move(path)), problem_(problem) {
        if (!object.is_object()) fail("", "an object");
    }

    [[nodiscard]] const Json* find(const char* key, Need need) {
        if (problem_) return nullptr;
        const auto found = object_.find(key);
        if (found != object_.end()) return &*found;
        if (need == Need::required) fail(key, "to be there");
        return nullptr;
    }

    [[nodiscard]] std::string text(const char* key, Need need, Lines lines = Lines::one) {
        const Json* value = find(key, need);
        return value == nullptr ? std::string() : as_text(*value, key, need, lines);
    }

    [[nodiscard]] std::string address(const char* key, Need need) {
        std::string url = text(key, need);
        if (!url.empty() && !is_web_address(url)) fail(key, "an http or https address");
        return url;
    }

    [[nodiscard]] std::string zone(const char* key) {
        std::string zone = text(key, Need::required);
        if (!is_known_zone(zone)) fail(key, "an IANA time zone");
        return zone;
    }

    [[nodiscard]] int integer(const char* key, int fallback, int low, int high) {
        const Json* value = find(key, Need::optional);
        if (value == nullptr) return fallback;
        return as_integer(*value, key, low, high);
    }

    [[nodiscard]] bool boolean(const char* key, bool fallback) {
        const Json* value = find(key, Need::optional);
        if (value == nullptr) return fallback;
        if (!value->is_boolean()) fail(key, "true or false");
        return value->is_boolean() && value->get<bool>();
    }

    template <class Enum, std::size_t count>
    [[nodiscard]] Enum one_of(const char* key, const Names<Enum, count>& names, Enum fallback, Need need) {
        const std::string word = text(key, need);
        if (word.empty()) return fallback;
        const auto value = value_of(names, word);
        if (!value) fail(key, "a known word");
        return value.value_or(fallback);
    }

    /// `parse` is one of the functions of time.h.
    template <class T, class Parse>
    [[nodiscard]] std::optional<T> parsed(const char* key, Need need, Parse parse) {
        const std::string word = text(key, need);
        if (word.empty()) return std::nullopt;
        const Result<T> value = parse(word);
        if (value) return *value;
        fail(key, "a date or time");
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Instant> instant(const char* key, Need need) {
        return parsed<Instant>(key, need, [](const std::string& word) { return parse_instant(word, "UTC"); });
    }

    [[nodiscard]] std::optional<Date> date(const char* key, Need need) {
        return parsed<Date>(key, need, [](const std::string& word) { return parse_date(word); });
    }

    [[nodiscard]] std::optional<Language> language(const char* key, Need need) {
        const std::string word = text(key, need);
        if (word.empty()) return std::nullopt;
        const auto value = parse_language(word);
        if (!value) fail(key, "a language");
        return value;
    }

    template <class Take>
    void each(const char* key, Need need, Take take) {
        const Json* list = find(key, need);
        if (list == nullptr) return;
        if (!list->is_array()) return fail(key, "a list");
        for (const Json& entry : *list) {
            if (!problem_) take(entry);
        }
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key) {
        std::vector<std::string> result;
        each(key, Need::optional,
             [&](const Json& entry) { result.push_back(as_text(entry, key, Need::required, Lines::one)); });
        return result;
    }

    [[nodiscard]] std::vector<Language> languages(const char* key, Need need) {
        std::vector<Language> result;
        each(key, need, [&](const Json& entry) {
            const auto language = parse_language(as_text(entry, key, Need::required, Lines::one));
            if (!language) return fail(key, "languages");
            result.push_back(*language);
        });
        return result;
    }

    /// Objects per language; with Need::required at least one.
    template <class T, class Read>
    [[nodiscard]] PerLanguage<T> per_language(const char* key, Need need, Read read) {
        PerLanguage<T> result;
        const Json* object = find(key, need);
        if (object == nullptr) return result;
        if (!object->is_object() || (need == Need::required && object->empty())) {
            fail(key, "an object of languages");
            return result;
        }
        for (const auto& entry : object->items()) {
            const auto language = parse_language(entry.key());
            if (!language) {
                fail(key, "languages");
                return result;
            }
            result[*language] = read(entry.value(), path_ + "/" + key + "/" + entry.key());
        }
        return result;
    }

    [[nodiscard]] PerLanguage<std::string> words(const char* key, Need need) {
        return per_language<std::string>(key, need, [&](const Json& value, const std::string&) {
            return as_text(value, key, Need::required, Lines::one);
        });
    }

    /// Empty when the reader has nothing else to complain about.
    void fail(const std::string& key, const std::string& expected) {
        if (!problem_) problem_ = path_ + "/" + key + ": expected " + expected;
    }

    [[nodiscard]] int as_integer(const Json& value, const char* key, int low, int high) {
        if (value.is_number_integer() && value >= low && value <= high) return value.get<int>();
        fail(key, "an integer from " + std::to_string(low) + " to " + std::to_string(high));
        return low;
    }

    [[nodiscard]] std::optional<std::string>& problem() { return problem_; }
    [[nodiscard]] std::string path_of(const char* key) const { return path_ + "/" + key; }

private:
    [[nodiscard]] std::string as_text(const Json& value, const char* key, Need need, Lines lines) {
        if (!value.is_string()) {
            fail(key, "a string");
            return {};
        }
        auto text = value.get<std::string>();
        if (need == Need::required && text.empty()) fail(key, "a string that is not empty");
        if (has_forbidden_character(text, lines)) fail(key, "no control characters");
        return text;
    }

    const Json& object_;
    std::string path_;
    std::optional<std::string>& problem_;
};

}  // namespace content
