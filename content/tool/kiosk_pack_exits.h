#pragma once

/// What kiosk-pack ends with.
namespace content {

inline constexpr int exit_ok = 0;
inline constexpr int exit_cannot = 1;  ///< something cannot be read or written
inline constexpr int exit_usage = 2;
inline constexpr int exit_refused = 3;
inline constexpr int exit_nothing_new = 4;

}  // namespace content
