#pragma once

#include <string_view>
#include <vector>

#include "content/base/json.h"
#include "content/base/time.h"
#include "sync/screens/receipts.h"
#include "sync/screens/screen.h"

/// Screens as JSON, for programs: the API and `kiosk-hub screens --json`. assets/hub/openapi.json says what is in it.
namespace hub {

[[nodiscard]] content::JsonValue to_json(const screens::Screen& screen, content::Instant now, std::string_view zone);
[[nodiscard]] content::JsonValue to_json(const std::vector<screens::Boot>& boots);
[[nodiscard]] content::JsonValue to_json(const screens::ReleaseReceipts& receipts);

}  // namespace hub
