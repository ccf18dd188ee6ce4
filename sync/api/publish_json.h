#pragma once

#include "content/base/json.h"
#include "sync/publishing/jobs.h"
#include "sync/publishing/pack_look.h"

/// Publishing as JSON, for programs; assets/hub/openapi.json says what is in it.
namespace hub {

[[nodiscard]] content::JsonValue to_json(const publishing::Job& job);
[[nodiscard]] content::JsonValue to_json(const publishing::PackState& state);

}  // namespace hub
