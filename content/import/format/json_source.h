#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "content/import/common/import_builder.h"

/// JSON of schedules. This header shows types of nlohmann-json, so only .cpp files include it.
namespace content {

/// The JSON of a source. Nothing, with an error in `builder`, for what is no JSON or is nested deeper than
/// limits::import_depth.
[[nodiscard]] std::optional<nlohmann::json> open_json(const ImportSource& source, ImportBuilder& builder);

/// The member of an object, or null.
[[nodiscard]] const nlohmann::json& json_member(const nlohmann::json& object, const char* key);
/// A string, or a number as text; empty for anything else.
[[nodiscard]] std::string json_text(const nlohmann::json& value);
[[nodiscard]] std::string json_text(const nlohmann::json& object, const char* key);

}  // namespace content
