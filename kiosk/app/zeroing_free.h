#pragma once

#include <cstddef>

namespace kiosk {

/// Blocks of the heap from this size on are mappings of their own, which end with their memory; smaller ones are
/// overwritten when they are freed (see the source).
inline constexpr std::size_t own_mapping = 8UL * 1024 * 1024;

}  // namespace kiosk
