#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace syncing {

/// What a hub wants to know of the machine under a screen.
struct MachineFacts {
    std::int64_t uptime_s = 0;  ///< 0: not known
    std::int64_t memory = 0;    ///< bytes that programs can still have; 0: not known
    std::string model{};        ///< as the firmware has it: "NUC11ATKC2"; empty: it does not say
};

/// The first address by which others could reach this machine, IPv4 before IPv6: what a technician is shown. Empty:
/// there is no network.
[[nodiscard]] std::string own_address();

/// The kernel's word. `root` stands before the paths.
[[nodiscard]] MachineFacts machine_facts(const std::filesystem::path& root = "/");

}  // namespace syncing
