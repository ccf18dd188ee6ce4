#pragma once

#include <cstdint>
#include <optional>

#include "content/base/result.h"
#include "sync/eye/drawing.h"
#include "sync/screens/screen.h"

/// Whether a screen shows what it should. Pure.
namespace eye {

/// Why nothing can be compared, before anything is drawn; `release` is what the hub can draw. Nothing: it can.
[[nodiscard]] std::optional<screens::Why> why_not(const screens::Screen& screen, std::int64_t release);

/// What the hub found, at `now`, of a screen that can be compared.
[[nodiscard]] screens::Picture judge(const screens::Screen& screen, const content::Result<Drawing>& drawing,
                                     content::Instant now);

}  // namespace eye
