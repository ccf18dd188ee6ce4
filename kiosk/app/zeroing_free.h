#pragma once

#include <cstddef>

namespace kiosk {

/// Heap blocks of this size or more are mappings of their own, which give their memory back; smaller blocks are
/// overwritten when they are freed (zeroing_free.cpp).
inline constexpr std::size_t own_mapping = 8UL * 1024 * 1024;

}  // namespace kiosk
