#pragma once

#include <filesystem>
#include <vector>

#include "tests/crash/screen.h"

/// Power cuts: the ext4 shutdown ioctl on a loop mount drops what was not synced, as a power cut does, which a killed
/// process cannot show. Needs root and loop devices; says so where it is skipped.
namespace crash {

struct PowerResult {
    int points = 0;
    int bad = 0;
};

/// At every `step`-th write-like call of each case, and after its end. The same with syncing left out must be noticed.
[[nodiscard]] PowerResult sweep_power(const std::vector<Case>& cases, const std::filesystem::path& work, int step);

}  // namespace crash
