#include "content/import/format/json_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

/// The deepest nesting of brackets outside strings: known before a tree is built of them.
int depth_of(const std::string& text) {
    int depth = 0;
    int deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string && c == '\\') {
            ++i;
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && (c == '[' || c == '{')) {
            deepest = std::max(deepest, ++depth);
        } else if (!in_string && (c == ']' || c == '}')) {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

std::optional<nlohmann::json> open_json(const ImportSource& source, ImportBuilder& builder) {
    const auto decoded = decode_text(source.bytes);
    if (!decoded) {
        builder.error(0, decoded.error().message);
        return std::nullopt;
    }
    if (depth_of(decoded->text) > limits::import_depth) {
        builder.error(0, fmt::format("JSON nested deeper than {}", limits::import_depth));
        return std::nullopt;
    }
    auto json = nlohmann::json::parse(decoded->text, nullptr, false);
    if (json.is_discarded()) {
        builder.error(0, "not JSON");
        return std::nullopt;
    }
    return json;
}

const nlohmann::json& json_member(const nlohmann::json& object, const char* key) {
    static const nlohmann::json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string json_text(const nlohmann::json& value) {
    if (value.is_string()) return std::string(trim(value.get_ref<const std::string&>()));
    return value.is_number() ? value.dump() : std::string();
}

std::string json_text(const nlohmann::json& object, const char* key) {
    return json_text(json_member(object, key));
}

}  // namespace content
