#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "content/base/result.h"

/// JSON as signed metadata knows it: integers only, no duplicate key, bounded depth. Parsing is strict because two
/// parsers that understand one signed text differently are a way in for an attacker. Items and records are read as
/// strictly: there is one model.
namespace content {

/// One JSON value. Objects are sorted by the bytes of their keys, which is the order of canonical JSON.
class JsonValue {
public:
    using Array = std::vector<JsonValue>;
    using Object = std::map<std::string, JsonValue, std::less<>>;

    JsonValue() = default;
    JsonValue(bool value) : value_(value) {}                           // NOLINT(google-explicit-constructor)
    JsonValue(int value) : value_(std::int64_t{value}) {}              // NOLINT(google-explicit-constructor)
    JsonValue(std::int64_t value) : value_(value) {}                   // NOLINT(google-explicit-constructor)
    JsonValue(std::string value) : value_(std::move(value)) {}         // NOLINT(google-explicit-constructor)
    JsonValue(std::string_view value) : value_(std::string(value)) {}  // NOLINT(google-explicit-constructor)
    JsonValue(const char* value) : value_(std::string(value)) {}       // NOLINT(google-explicit-constructor)
    JsonValue(Array value) : value_(std::move(value)) {}               // NOLINT(google-explicit-constructor)
    JsonValue(Object value) : value_(std::move(value)) {}              // NOLINT(google-explicit-constructor)

    /// Null when the value is of another type.
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value_); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&value_); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&value_); }
    [[nodiscard]] Object* object() { return std::get_if<Object>(&value_); }
    [[nodiscard]] bool is_null() const { return value_.index() == 0; }

    /// The member of an object; null when there is none, or this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    /// The same for a member that has to be of that type.
    [[nodiscard]] const std::string* find_string(std::string_view key) const;
    [[nodiscard]] const std::int64_t* find_integer(std::string_view key) const;
    /// The same with "", 0 or false where there is none of that type.
    [[nodiscard]] std::string text_at(std::string_view key) const;
    [[nodiscard]] std::int64_t number_at(std::string_view key) const;
    [[nodiscard]] bool flag_at(std::string_view key) const;

private:
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

/// Exactly one JSON value of UTF-8. Refused, with Code::bad_input and the byte's position: fractions and exponents,
/// integers beyond 64 bits, a key twice in one object, nesting deeper than limits::json_depth. `where` begins the
/// message.
[[nodiscard]] Result<JsonValue> parse_strict_json(std::string_view bytes, std::string_view where);

/// OLPC canonical JSON (http://wiki.laptop.org/go/Canonical_JSON): keys sorted, no white space, only '"' and '\'
/// escaped. Signatures are over these bytes; a control character in a string makes them invalid JSON.
[[nodiscard]] std::string to_canonical_json(const JsonValue& value);

/// The same with control characters escaped: always valid JSON, the form written to disk.
[[nodiscard]] std::string to_compact_json(const JsonValue& value);

}  // namespace content
