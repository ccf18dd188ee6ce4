#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/result.h"
#include "content/base/time.h"

/// How often a screen was touched, hour by hour: written by its display, told to the hub by its agent. Hours with so
/// few touches that one person could be found in them are never written.
namespace content {

inline constexpr std::int64_t least_touches = 10;      ///< of an hour that is written
inline constexpr std::size_t kept_touch_hours = 336;   ///< two weeks without a hub
inline constexpr std::int64_t most_touches = 100'000;  ///< of an hour; hands come to 10,000

struct TouchHour {
    Instant hour{};  ///< its beginning (UTC)
    std::int64_t count = 0;

    bool operator==(const TouchHour&) const = default;
};

/// As members of other JSON.
[[nodiscard]] JsonValue to_json(const std::vector<TouchHour>& hours);
/// One of them. What is no whole hour, or too few touches, is refused.
[[nodiscard]] TouchHour read_touch_hour(JsonFields& fields);

/// "touches.json" in the folder that the display has as --state, the oldest hour first. Code::io.
[[nodiscard]] Status save_touch_hours(const std::filesystem::path& folder, const std::vector<TouchHour>& hours);
/// Code::not_found while no hour had enough; bad_input, too_large, io.
[[nodiscard]] Result<std::vector<TouchHour>> load_touch_hours(const std::filesystem::path& folder);

}  // namespace content
