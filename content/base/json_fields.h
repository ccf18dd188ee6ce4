#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/language.h"
#include "content/base/text.h"
#include "content/base/time.h"

namespace content {

enum class Need { required, optional };

/// The fields of one JSON object. The reader of a format is a list of its fields: the first thing that does not fit is
/// kept as the error, and everything after it reads as empty. read_document() and read_object() ask for the error at
/// the end.
///
/// Messages are "WHERE: texts/en/headline: expected a string"; paths are put together only for them. A field that is
/// missing is no error with Need::optional, and reads as empty, false, or the fallback.
class JsonFields {
public:
    /// `value`, `where` and `problem`, which gets the first error (Code::bad_input), must outlive this object.
    JsonFields(const JsonValue& value, std::string_view where, std::optional<Error>& problem);

    [[nodiscard]] bool has(std::string_view name) const { return value_.find(name) != nullptr; }
    /// Null when it is missing, or after the first error.
    [[nodiscard]] const JsonValue* find(std::string_view name, Need need);

    /// Any string, the empty one too.
    [[nodiscard]] std::string string(std::string_view name);
    /// Words for people: without control characters, and not empty if required.
    [[nodiscard]] std::string text(std::string_view name, Need need, Lines lines = Lines::one);
    /// An optional one in one line of at most `cap` bytes.
    [[nodiscard]] std::string short_text(std::string_view name, std::size_t cap);
    /// is_web_address of internet_address.h.
    [[nodiscard]] std::string address(std::string_view name, Need need);
    /// An IANA time zone.
    [[nodiscard]] std::string zone(std::string_view name);
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t min,
                                       std::int64_t max = std::numeric_limits<std::int64_t>::max());
    /// An optional one.
    [[nodiscard]] int integer_or(std::string_view name, int fallback, int min, int max);
    [[nodiscard]] bool boolean(std::string_view name);
    [[nodiscard]] bool boolean_or(std::string_view name, bool fallback);
    /// "2030-01-31T12:00:00Z" and no other form of ISO 8601 (The Update Framework, section 4.2.1).
    [[nodiscard]] std::optional<Instant> instant(std::string_view name, Need need);
    /// "2030-01-31"
    [[nodiscard]] std::optional<Date> date(std::string_view name, Need need);
    /// "2030-01"
    [[nodiscard]] std::optional<Month> month(std::string_view name, Need need);
    [[nodiscard]] std::optional<Language> language(std::string_view name, Need need);
    template <class Enum, std::size_t count>
    [[nodiscard]] Enum one_of(std::string_view name, const Names<Enum, count>& names, Enum fallback, Need need) {
        const std::string word = text(name, need);
        if (word.empty()) return fallback;
        const auto value = value_of(names, word);
        if (!value) refuse(name, "a known word");
        return value.value_or(fallback);
    }

    /// A list of strings, which may be empty.
    [[nodiscard]] std::vector<std::string> strings(std::string_view name);
    /// A list of texts in one line, none of them empty.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name, Need need);
    [[nodiscard]] std::vector<Language> languages(std::string_view name, Need need);
    /// A list of `count` integers.
    [[nodiscard]] std::vector<int> integers(std::string_view name, std::size_t count, int min, int max);

    /// Calls `visit(fields)` for the object of that name.
    template <class Visit>
    void object(std::string_view name, Need need, Visit visit) {
        const JsonValue* found = find(name, need);
        if (found == nullptr) return;
        JsonFields fields(*found, *this, name, {});
        visit(fields);
    }
    /// Calls `visit(fields)` for each element of a list of objects.
    template <class Visit>
    void each_element(std::string_view name, Need need, Visit visit) {
        const auto* list = find_array(name, need);
        if (list == nullptr) return;
        for (const JsonValue& element : *list) {
            if (problem_) return;
            JsonFields fields(element, *this, name, {});
            visit(fields);
        }
    }
    /// Calls `visit(key, fields)` for each member of an object whose members are objects.
    template <class Visit>
    void each_member(std::string_view name, Need need, Visit visit) {
        const auto* members = find_object(name, need);
        if (members == nullptr) return;
        for (const auto& [key, member] : *members) {
            if (problem_) return;
            JsonFields fields(member, *this, name, key);
            visit(key, fields);
        }
    }
    /// Calls `visit(key, string)` for each member of an object whose members are strings.
    template <class Visit>
    void each_string(std::string_view name, Visit visit) {
        const auto* members = find_object(name, Need::required);
        if (members == nullptr) return;
        for (const auto& [key, member] : *members) {
            if (member.string() == nullptr) return refuse(name, "strings");
            visit(key, *member.string());
        }
    }
    /// An object for each language, read by `read(fields)`; at least one if required.
    template <class T, class Read>
    [[nodiscard]] PerLanguage<T> per_language(std::string_view name, Need need, Read read) {
        PerLanguage<T> result;
        each_language(name, need, [&](Language language, std::string_view key, const JsonValue& value) {
            JsonFields fields(value, *this, name, key);
            result.emplace(language, read(fields));
        });
        return result;
    }
    /// A text in one line for each language, none of them empty; at least one if required.
    [[nodiscard]] PerLanguage<std::string> words(std::string_view name, Need need);

    /// Keeps "WHERE: path/name: expected ..." as the error, unless there is one.
    void refuse(std::string_view name, std::string_view expected);

private:
    /// `key` is the key of a member of the object `name`, or empty.
    JsonFields(const JsonValue& value, const JsonFields& parent, std::string_view name, std::string_view key);

    [[nodiscard]] const JsonValue::Array* find_array(std::string_view name, Need need);
    [[nodiscard]] const JsonValue::Object* find_object(std::string_view name, Need need);
    [[nodiscard]] std::string as_text(const JsonValue& value, std::string_view name, Need need, Lines lines);
    [[nodiscard]] std::int64_t as_integer(const JsonValue& value, std::string_view name, std::int64_t min,
                                          std::int64_t max);
    [[nodiscard]] std::string path() const;

    template <class Visit>
    void each_language(std::string_view name, Need need, Visit visit) {
        const auto* members = find_object(name, need);
        if (members == nullptr) return;
        if (need == Need::required && members->empty()) return refuse(name, "an object of languages");
        for (const auto& [key, member] : *members) {
            const auto language = parse_language(key);
            if (!language) return refuse(name, "languages");
            visit(*language, key, member);
        }
    }

    const JsonValue& value_;
    std::optional<Error>& problem_;
    const JsonFields* parent_ = nullptr;
    std::string_view where_;  ///< of the whole document
    std::string_view name_;
    std::string_view key_;
};

/// What `read(fields)` makes of one whole object, or the first thing in it that does not fit; `where` is whose it is.
template <class Read>
[[nodiscard]] auto read_object(const JsonValue& value, std::string_view where, Read read)
    -> Result<std::invoke_result_t<Read, JsonFields&>> {
    std::optional<Error> problem;
    JsonFields fields(value, where, problem);
    auto made = read(fields);
    if (problem) return std::move(*problem);
    return made;
}

/// The same of the bytes of a document; the errors of parse_strict_json too.
template <class Read>
[[nodiscard]] auto read_document(std::string_view bytes, std::string_view where, Read read)
    -> Result<std::invoke_result_t<Read, JsonFields&>> {
    const auto json = parse_strict_json(bytes, where);
    if (!json) return json.error();
    return read_object(*json, where, std::move(read));
}

/// The same of a file of at most `cap` bytes; the errors of read_file too.
template <class Read>
[[nodiscard]] auto load_document(const std::filesystem::path& file, std::size_t cap, Read read)
    -> Result<std::invoke_result_t<Read, JsonFields&>> {
    const auto bytes = read_file(file, cap);
    if (!bytes) return bytes.error();
    return read_document(*bytes, file.string(), std::move(read));
}

}  // namespace content
