#include "content/base/json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "content/base/limits.h"

namespace content {
namespace {

/// Builds a JsonValue from the events of the parser, which keeps its own stack: deep input cannot exhaust ours.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return put(JsonValue()); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return fail("integer beyond 64 bits");
        }
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t, const string_t& text) override {
        return fail("number " + text + "; canonical JSON has integers only");
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return fail("binary value"); }

    bool start_object(std::size_t) override { return open(JsonValue::Object()); }
    bool key(string_t& value) override {
        JsonValue::Object& object = *open_.back()->object();
        const std::size_t before = object.size();
        // Most objects are canonical, and their next key belongs at the end.
        const auto member = object.try_emplace(object.end(), std::move(value));
        if (object.size() == before) return fail("key \"" + member->first + "\" twice in one object");
        member_ = &member->second;
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(JsonValue::Array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        return fail(fmt::format("byte {}: not JSON", position));
    }

    JsonValue root;
    std::string problem;

private:
    bool fail(std::string message) {
        if (problem.empty()) problem = std::move(message);
        return false;
    }

    /// Where the value went. Containers are never moved while they are open: only the innermost one grows.
    JsonValue* place(JsonValue value) {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        if (auto* array = open_.back()->array()) return &array->emplace_back(std::move(value));
        *member_ = std::move(value);
        return member_;
    }
    bool put(JsonValue value) {
        place(std::move(value));
        return true;
    }
    bool open(JsonValue value) {
        if (open_.size() == limits::json_depth) return fail(fmt::format("nested deeper than {}", limits::json_depth));
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::vector<JsonValue*> open_;
    JsonValue* member_ = nullptr;  ///< of the innermost object, for the value that comes next
};

enum class Controls { raw, escaped };

void write_string(std::string_view text, Controls controls, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (code < 0x20 && controls == Controls::escaped) {
            out += "\\u00";
            out += digits[code >> 4U];
            out += digits[code & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

// Recursion is bounded by limits::json_depth for what was parsed, and by our own literals for what was built.
void write(const JsonValue& value, Controls controls, std::string& out) {
    char separator = 0;
    if (const auto* object = value.object()) {
        for (const auto& [key, member] : *object) {
            out += separator == 0 ? '{' : ',';
            separator = ',';
            write_string(key, controls, out);
            out += ':';
            write(member, controls, out);
        }
        out += separator == 0 ? "{}" : "}";
    } else if (const auto* array = value.array()) {
        for (const auto& element : *array) {
            out += separator == 0 ? '[' : ',';
            separator = ',';
            write(element, controls, out);
        }
        out += separator == 0 ? "[]" : "]";
    } else if (const auto* text = value.string()) {
        write_string(*text, controls, out);
    } else if (const auto* number = value.integer()) {
        out += std::to_string(*number);
    } else if (const auto* truth = value.boolean()) {
        out += *truth ? "true" : "false";
    } else {
        out += "null";
    }
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
    const auto* members = object();
    if (members == nullptr) return nullptr;
    const auto found = members->find(key);
    return found == members->end() ? nullptr : &found->second;
}

const std::string* JsonValue::find_string(std::string_view key) const {
    const auto* value = find(key);
    return value == nullptr ? nullptr : value->string();
}

const std::int64_t* JsonValue::find_integer(std::string_view key) const {
    const auto* value = find(key);
    return value == nullptr ? nullptr : value->integer();
}

std::string JsonValue::text_at(std::string_view key) const {
    const auto* text = find_string(key);
    return text == nullptr ? std::string() : *text;
}

std::int64_t JsonValue::number_at(std::string_view key) const {
    const auto* number = find_integer(key);
    return number == nullptr ? 0 : *number;
}

bool JsonValue::flag_at(std::string_view key) const {
    const auto* value = find(key);
    return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

Result<JsonValue> parse_strict_json(std::string_view bytes, std::string_view where) {
    Builder builder;
    if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder)) {
        return Error{Code::bad_input, std::string(where) + ": " + builder.problem};
    }
    return std::move(builder.root);
}

std::string to_canonical_json(const JsonValue& value) {
    std::string out;
    write(value, Controls::raw, out);
    return out;
}

std::string to_compact_json(const JsonValue& value) {
    std::string out;
    write(value, Controls::escaped, out);
    return out;
}

}  // namespace content
