#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "kiosk/app/screen_profile.h"
#include "kiosk/machine/probe.h"

/// What `kiosk --probe` and the journal tell of a screen: its machine and its profile. Not here: how it is put into
/// words (kiosk/machine/probe.h).
namespace kiosk {

/// Where a screen's profile is, unless another one is named.
inline constexpr const char* usual_profile = "/etc/rotunda/screen.toml";
inline constexpr const char* usual_cache = "/var/lib/rotunda/cache.db";

struct LoadedProfile {
    ScreenProfile profile;  ///< defaults for whatever was wrong
    ProfileState state;
};
/// What a hub says about this screen, signed (content/cache/enrolment.h).
struct HubProfile {
    std::filesystem::path file{};  ///< empty, or nothing there: it says nothing
    std::filesystem::path kept{};  ///< where the last one without a mistake stays, which counts while `file` has one
};
/// Only a screen with a cache has one. `state`: the folder of --state, or empty.
[[nodiscard]] HubProfile hub_profile_of(const std::filesystem::path& cache, const std::filesystem::path& state);
/// Reads screen.toml, which counts before what the hub says. An empty name: an unknown screen.
[[nodiscard]] LoadedProfile load_screen_profile(const std::string& file, const HubProfile& hub = {});

/// Whether a hub says something else than at the start, and without a mistake; the mistakes of one that has some are
/// told once.
class HubProfileWatch {
public:
    HubProfileWatch(std::filesystem::path file, std::function<void(const std::string&)> log);
    [[nodiscard]] bool has_changed();

private:
    std::filesystem::path file_;
    std::function<void(const std::string&)> log_;
    std::string seen_;
};

/// Looks at the machine that a display of this profile would show on. Who draws, what the clock is worth and who shows
/// there now is left for the caller.
[[nodiscard]] ProbedMachine look_at_machine(const ProfileState& profile, Carrier carrier);

}  // namespace kiosk
