#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.h"
#include "sync/alerts/situation.h"

/// What people see who open the hub's address. Pure.
namespace hub {

/// What a depot says of itself.
struct Published {
    std::int64_t release = 0;
    std::int64_t timestamp = 0;  ///< version of timestamp.json
    content::Instant at{};       ///< when timestamp.json came
    content::Instant expires{};  ///< until when screens accept it
    std::vector<alerts::RoleLife> roles{};
};

struct HubState {
    std::optional<Published> published{};
    std::string failure{};  ///< why the depot cannot be read, for the log; empty: nothing was published, or all is well
    std::size_t listening = 0;
};

/// HTML without a script; its style is at "/hub.css".
[[nodiscard]] std::string hub_page(const HubState& state);
[[nodiscard]] std::string_view hub_style();
/// For machines, as JSON: {"state":"published","release":3,...}; "state" is "published", "empty" or "unreadable".
[[nodiscard]] std::string health_json(const HubState& state);

}  // namespace hub
