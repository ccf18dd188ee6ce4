#pragma once

#include <string>

#include "kiosk/app/screen_profile.h"
#include "kiosk/machine/probe.h"

/// What `kiosk --probe` and the journal tell of a screen: its machine and its profile. Not here: how it is put into
/// words (kiosk/machine/probe.h).
namespace kiosk {

/// Where a screen's profile is, unless another one is named.
inline constexpr const char* usual_profile = "/etc/rotunda/screen.toml";

struct LoadedProfile {
    ScreenProfile profile;  ///< defaults for whatever was wrong
    ProfileState state;
};
/// Reads screen.toml. An empty name: an unknown screen.
[[nodiscard]] LoadedProfile load_screen_profile(const std::string& file);

/// Looks at the machine that a display of this profile would show on. Who draws, what the clock is worth and who shows
/// there now is left for the caller.
[[nodiscard]] ProbedMachine look_at_machine(const ProfileState& profile, Carrier carrier);

}  // namespace kiosk
