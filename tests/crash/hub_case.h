#pragma once

#include <filesystem>

#include "tests/crash/screen.h"

namespace crash {

/// A stick brings reports to a hub: one enrols a screen, one is of a screen that has a name. Afterwards the hub has
/// both, with what they prove and an entry in its log, or none. Made below `work`; ends the program when that fails.
[[nodiscard]] Case prepare_hub_case(const std::filesystem::path& kiosk_hub, const std::filesystem::path& work);

}  // namespace crash
