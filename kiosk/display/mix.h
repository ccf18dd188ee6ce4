#pragma once

#include <cstddef>
#include <cstdint>

namespace kiosk {

/// `to` becomes `share` of 256 parts of `next` and the rest of `before`, channel by channel. The arrays do not overlap.
void mix(const std::uint32_t* before, const std::uint32_t* next, std::uint32_t* to, std::size_t pixels, unsigned share);

}  // namespace kiosk
