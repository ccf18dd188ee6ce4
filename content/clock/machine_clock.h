#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/base/time.h"
#include "content/clock/clock_state.h"

namespace content {

/// Where facts about this machine's clock come from.
struct ClockSources {
    std::function<bool()> is_synchronised;            ///< the kernel's word
    std::function<std::optional<Instant>()> battery;  ///< of the battery-backed clock, taken as UTC
    std::function<std::chrono::seconds()> up;         ///< since the machine started, sleep included
    std::string boot;                                 ///< the machine's boot_id
};

/// Which start of the machine this is (Linux: /proc/sys/kernel/random/boot_id); empty when it cannot be known.
[[nodiscard]] std::string boot_of_machine();

/// The kernel's: adjtimex, asked without changing anything, or where that is forbidden what systemd-timesyncd leaves
/// below /run; the first clock in /sys/class/rtc. `root` stands before both paths. `boot` is boot_of_machine().
[[nodiscard]] ClockSources clock_sources_of_machine(std::string boot, const std::filesystem::path& root = "/");

/// Asks about the clock and remembers, in one small file, when it was synchronised last.
class MachineClock {
public:
    /// `note`: the file; empty, or in a folder that cannot be written to: remembered until the program ends.
    /// `is_set_by_hand`: a person answers for the battery-backed clock of this machine.
    MachineClock(ClockSources sources, std::filesystem::path note, bool is_set_by_hand = false);

    /// `now` is what the clock says, `earliest` how late it is at least.
    [[nodiscard]] ClockState look(Instant now, Instant earliest);

private:
    void remember(const ClockFacts& facts);

    ClockSources sources_;
    std::filesystem::path file_;
    bool is_set_by_hand_;
    std::optional<ClockNote> note_;
};

}  // namespace content
