#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/base/time.h"
#include "content/items/opening_hours.h"
#include "sync/screens/screen.h"

/// What the rules look at: everything that is known at one moment, as a value.
namespace alerts {

/// Metadata of a role as it is served.
struct RoleLife {
    std::string name;
    content::Instant made{};
    content::Instant expires{};
};

struct ScreenFacts {
    screens::Screen screen{};
    std::optional<content::OpeningHours> hours{};  ///< by its settings at the hub, or those of [alerts]; none: unknown
};

struct Situation {
    content::Instant now{};
    std::string zone = "UTC";  ///< of opening hours
    /// Since when reports could come in: nobody is silent towards a hub that was not there.
    content::Instant listening{};
    std::vector<ScreenFacts> screens{};
    std::string depot_failure{};                          ///< why the depot cannot be read
    std::vector<RoleLife> roles{};                        ///< empty: not known
    std::optional<std::int64_t> hub_disk_free{};          ///< bytes; none: not known
    std::string address{};                                ///< of the hub, for sentences
    std::optional<content::Instant> certificate_until{};  ///< none: it has none, or it was not seen
    std::string certificate_failure{};                    ///< why browsers do not accept it
};

}  // namespace alerts
