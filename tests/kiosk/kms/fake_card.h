#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/kms/card.h"

/// A graphics card in memory, which behaves as the kernel's do: what was not given in a mode set or a flip is not
/// shown.
namespace kiosk::testing {

struct FakeHardware {
    std::string name = "/dev/dri/card0 (fake)";
    std::vector<Connector> connectors;
    bool is_there = true;
    bool has_atomic = true;
    std::vector<ModeSetting> refused_kinds;
    std::vector<Size> refused_sizes;
    int room = 4;            ///< buffers it can make
    int room_to_show = 2;    ///< buffers that can be on their way to the panel at once
    bool ends_flips = true;  ///< false: the driver never says that a flip has happened
    bool is_deaf = false;    ///< says yes and shows something else
    bool reads_back = true;  ///< false: the memory does not keep what is written

    // What happened.
    int opened = 0;
    int modes_set = 0;
    int flips = 0;
    int switched_off = 0;
    std::uint32_t shown = 0;     ///< framebuffer
    std::uint32_t shown_on = 0;  ///< connector
    ModeSetting shown_by = ModeSetting::atomic;
    Size mode;
    std::vector<PixelRect> told;  ///< the parts that the last flip said were written
    std::set<std::uint32_t> buffers;
};

[[nodiscard]] Mode mode_of(Size size, int refresh_mhz = 60'000, bool is_preferred = false);
/// A connector with a panel in it, which prefers the first of the sizes.
[[nodiscard]] Connector connected(std::uint32_t id, const std::string& name, const std::vector<Size>& sizes,
                                  const std::string& panel = {});
[[nodiscard]] Connector empty_socket(std::uint32_t id, const std::string& name);

/// The cards of a machine, which outlives whoever opens them.
[[nodiscard]] OpenCards cards_of(std::vector<FakeHardware*> machine);

}  // namespace kiosk::testing
