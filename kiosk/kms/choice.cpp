#include "kiosk/kms/choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "content/base/limits.h"
#include "kiosk/machine/cards.h"

namespace kiosk {
namespace {

constexpr int usual_refresh_mhz = 60'000;

bool fits(const Mode& mode) {
    const int shorter = std::min(mode.size.width, mode.size.height);
    const int longer = std::max(mode.size.width, mode.size.height);
    return !mode.is_interlaced && shorter >= content::limits::min_panel_side &&
           longer <= content::limits::max_panel_side;
}

/// The mode with the smaller one is tried first.
auto rank(const Mode& mode, const std::optional<Size>& size) {
    const auto surface = std::int64_t{mode.size.width} * mode.size.height;
    return std::tuple(!(size && mode.size == *size), !mode.is_preferred, -surface,
                      std::abs(mode.refresh_mhz - usual_refresh_mhz));
}

}  // namespace

const Connector* choose_connector(const std::vector<Connector>& connectors, const std::string& name) {
    const auto found = std::ranges::find_if(connectors, [&](const Connector& connector) {
        return connector.is_connected && is_meant(name, connector.name, connector.panel) &&
               std::ranges::any_of(connector.modes, fits) && !connector.pipes.empty();
    });
    return found != connectors.end() ? &*found : nullptr;
}

std::vector<Mode> modes_to_try(const Connector& connector, const std::optional<Size>& size) {
    std::vector<Mode> modes = connector.modes;
    std::erase_if(modes, [](const Mode& mode) { return !fits(mode); });
    std::ranges::stable_sort(modes,
                             [&](const Mode& one, const Mode& other) { return rank(one, size) < rank(other, size); });
    if (modes.size() > content::limits::tried_modes) modes.resize(content::limits::tried_modes);
    return modes;
}

std::string described(const Connector& connector) {
    return connector.panel.empty() ? connector.name : fmt::format("{} ({})", connector.name, connector.panel);
}

}  // namespace kiosk
