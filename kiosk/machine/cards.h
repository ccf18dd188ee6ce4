#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/machine/kernel_files.h"
#include "kiosk/text/geometry.h"

/// Graphics cards and what is plugged into them, as the kernel has them in its files (/sys/class/drm). No card is
/// opened: this can be asked beside a running display, by anybody. Not here: showing something on them.
namespace kiosk {

/// A socket of a card.
struct ConnectorFacts {
    enum class State { connected, disconnected, unknown };  ///< unknown: this socket cannot tell
    std::string name;                                       ///< "HDMI-A-1"
    State state = State::unknown;
    std::string panel;           ///< what hangs there: "DELL U2414H"; empty: it does not say
    double diagonal_inches = 0;  ///< 0: it does not say
    Size mode;                   ///< the panel's own; 0 x 0: none is known
    std::size_t modes = 0;       ///< how many there are
};

struct CardFacts {
    std::string name;                 ///< "card0", as in /dev/dri
    std::string driver;               ///< of the kernel; empty: not told
    Access access = Access::missing;  ///< of the caller to its file in /dev/dri
    bool has_render_node = false;
    std::vector<ConnectorFacts> connectors;  ///< by name
};

/// All cards, by number; empty where the kernel has a driver for none. `root` is "/", but for tests. Names are one line
/// of printable text; what is too much or unreadable is left out (content/base/limits.h).
[[nodiscard]] std::vector<CardFacts> read_cards(const std::filesystem::path& root);

/// Whether a connector, or the panel on it, is what a profile calls `wanted`, capitals or not; empty: any is.
[[nodiscard]] bool is_meant(std::string_view wanted, std::string_view connector, std::string_view panel);

}  // namespace kiosk
