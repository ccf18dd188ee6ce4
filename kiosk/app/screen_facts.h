#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/base/steady.h"
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
    std::string hub_text{};        ///< what the hub says, as far as it counts; empty: nothing
    std::string wrong_hub_text{};  ///< newer, and with mistakes; empty: there is none
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

/// Whether a hub says something else now than what counts since the start, and without a mistake; the mistakes of one
/// that has some are told once. A file that cannot be read says nothing, and one that is away says something only when
/// it stays away: agents and disks have bad moments, and each new start costs people the picture.
class HubProfileWatch {
public:
    static constexpr content::Steady absence_patience{150'000};  ///< two looks of a display at rest, and a half

    /// `loaded` is what the display began with.
    HubProfileWatch(std::filesystem::path file, const LoadedProfile& loaded,
                    std::function<void(const std::string&)> log);
    [[nodiscard]] bool has_changed(content::Steady now);

private:
    std::filesystem::path file_;
    std::string in_use_;
    std::string wrong_;  ///< whose mistakes were told
    std::function<void(const std::string&)> log_;
    std::optional<content::Steady> away_since_{};
};

/// Looks at the machine that a display of this profile would show on. Who draws, what the clock is worth and who shows
/// there now is left for the caller.
[[nodiscard]] ProbedMachine look_at_machine(const ProfileState& profile, Carrier carrier);

}  // namespace kiosk
