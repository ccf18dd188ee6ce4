#pragma once

#include "content/base/result.h"

/// The exit codes of kiosk-pack.
namespace content {

inline constexpr int exit_ok = 0;
inline constexpr int exit_cannot = 1;  ///< something cannot be read or written
inline constexpr int exit_usage = 2;
inline constexpr int exit_refused = 3;
inline constexpr int exit_nothing_new = 4;
inline constexpr int exit_try_again = 5;  ///< the signer does not answer; nothing was changed
inline constexpr int exit_late = 6;       ///< the same, and less than half of the time is left until screens notice

/// Prints the error to the standard error output; returns `code`.
int report_failure(const Error& error, int code = exit_cannot);

}  // namespace content
