#pragma once

#include "sync/program/command_desk.h"

/// Commands about what was on screens, and who touched them.
namespace hub {

/// Proof of play, and touches by the hour, as CSV.
[[nodiscard]] content::Status print_played(Desk& desk, const ScreenOptions& options);
[[nodiscard]] content::Status print_touches(Desk& desk, const ScreenOptions& options);
/// Asks for a picture of a screen's glass, or writes the one that came.
[[nodiscard]] content::Status picture(Desk& desk, const ScreenOptions& options);

}  // namespace hub
