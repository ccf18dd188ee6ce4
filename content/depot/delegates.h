#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/tuf/metadata.h"
#include "content/tuf/trusted_set.h"

/// The two forms of a depot, and who may sign what in the second (content/TRUST.md, "The roles").
///
///   plain      "targets" itself lists the release
///   delegated  "targets", signed by keys that are never on a machine with a network, only says whose word counts:
///              "emergency" for emergency/*, "screens" for screens/*, "edition" for what a release consists of
namespace content {

inline constexpr std::string_view emergency_role = "emergency";
inline constexpr std::string_view screens_role = "screens";
/// Those that a release is listed without: what is wrong with them, or expired, holds no release up.
inline constexpr std::array roles_beside_releases = {emergency_role, screens_role};
inline constexpr std::string_view edition_role = "edition";

/// Whose signatures a role needs.
struct RoleSetup {
    std::vector<tuf::Key> keys;
    std::int64_t threshold = 1;
};

/// Whose word counts in a delegated depot.
struct Delegates {
    RoleSetup emergency;
    RoleSetup screens;
    RoleSetup edition;
};

/// All three by the one key of the hub.
[[nodiscard]] Delegates all_by(const tuf::Key& online);

/// What "targets" says: emergency first, so that no other role can speak of its paths; each terminating.
[[nodiscard]] tuf::Delegations delegations_to(const Delegates& delegates);

[[nodiscard]] bool is_delegated(const tuf::Targets& top);
/// The role that lists what a release consists of: "targets" or "edition".
[[nodiscard]] std::string content_role(const tuf::Targets& top);

/// The number of the release: the version of the role that lists it, which the snapshot states. A renewal of the
/// snapshot, an emergency or the profile of a screen is no new release. 0 where there is none.
[[nodiscard]] std::int64_t release_number(const tuf::Targets& top, const tuf::SnapshotRole& snapshot);
/// Of what a screen has accepted up to its targets.
[[nodiscard]] std::int64_t release_number(const tuf::TrustedSet& trusted);

/// Which keys must sign a role: root says it of the four, a targets role of those that it delegates to.
struct Authorities {
    const tuf::Root& root;
    const std::map<std::string, tuf::Targets>& roles;

    /// Null when nobody speaks of the role.
    [[nodiscard]] const tuf::RoleKeys* find(const std::string& role) const;
};

/// The bins for many photos, of the role that lists the release, "targets" or "edition": by its own keys.
[[nodiscard]] tuf::Delegations photo_bins(const std::string& role, const Authorities& authorities);
/// Whether a role is called as those bins are.
[[nodiscard]] bool is_photo_bin(std::string_view role);

}  // namespace content
