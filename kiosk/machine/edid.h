#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

/// What a panel says about itself: the base block of its EDID (VESA E-EDID 1.4).
struct Edid {
    /// As printed on it ("DELL U2414H"), else its maker's three letters and its number ("DEL 40E1"): printable ASCII.
    /// Empty: not told.
    std::string name;
    double diagonal_inches = 0;  ///< 0: not told, as by projectors
};

/// Reads the bytes as the kernel has them. None: there is no whole block, or its checksum is wrong.
[[nodiscard]] std::optional<Edid> read_edid(std::string_view bytes);

}  // namespace kiosk
