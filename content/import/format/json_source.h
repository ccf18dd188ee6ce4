#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "content/import/common/collector.h"

/// JSON of schedules. Shows types of nlohmann-json: for .cpp files only.
namespace content {

/// Nothing, with an error in `collector`, for what is no JSON or is nested deeper than limits::import_depth.
[[nodiscard]] std::optional<nlohmann::json> open_json(const ImportSource& source, ImportBuilder& collector);

/// The member of an object, or null.
[[nodiscard]] const nlohmann::json& json_member(const nlohmann::json& object, const char* key);
/// A string, or a number as text; empty for anything else.
[[nodiscard]] std::string json_text(const nlohmann::json& value);
[[nodiscard]] std::string json_text(const nlohmann::json& object, const char* key);

}  // namespace content
