#include "kiosk/display/mix.h"

namespace kiosk {

// In bytes with 16-bit sums, which compilers turn into one instruction for eight or sixteen channels.
void mix(const std::uint32_t* before, const std::uint32_t* next, std::uint32_t* to, std::size_t pixels,
         unsigned share) {
    const auto* __restrict one = reinterpret_cast<const std::uint8_t*>(before);
    const auto* __restrict other = reinterpret_cast<const std::uint8_t*>(next);
    auto* __restrict result = reinterpret_cast<std::uint8_t*>(to);
    const auto more = static_cast<std::uint16_t>(share);
    const auto less = static_cast<std::uint16_t>(256 - share);
    for (std::size_t i = 0; i < pixels * 4; ++i) {
        const auto sum = static_cast<std::uint16_t>(one[i] * less + other[i] * more);
        result[i] = static_cast<std::uint8_t>(sum >> 8U);
    }
}

}  // namespace kiosk
