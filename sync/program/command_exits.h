#pragma once

#include "content/base/result.h"

/// The exit codes of kiosk-hub.
namespace hub {

inline constexpr int exit_ok = 0;
inline constexpr int exit_cannot = 1;   ///< something cannot be read or written, or is not there
inline constexpr int exit_refused = 3;  ///< trying again would not help
inline constexpr int exit_nothing_new = 4;

/// Prints the error to the standard error output; its exit code.
[[nodiscard]] int report_failure(const content::Error& error);

}  // namespace hub
