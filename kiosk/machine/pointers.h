#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/machine/kernel_files.h"

/// What a finger or hand points with, as the kernel has it (/sys/class/input). No device is opened. Not here: what
/// they send.
namespace kiosk {

struct Pointer {
    enum class Kind { touch, mouse };
    Kind kind = Kind::touch;          ///< mouse: also a tablet, and the pointer of a virtual machine
    std::string name;                 ///< as the device calls itself, one printable line
    std::string node;                 ///< "event5", as in /dev/input
    Access access = Access::missing;  ///< of the caller to that file
};

/// Touch panels first. `root` is "/", but for tests.
[[nodiscard]] std::vector<Pointer> read_pointers(const std::filesystem::path& root);

}  // namespace kiosk
