#pragma once

#include <cstddef>
#include <cstdint>

/// How large a hub's database may be, which the hub's programs alone write.
namespace store::limits {

inline constexpr std::size_t row = 1024 * 1024;  ///< bytes; the largest text that anybody may send has 64 KB
inline constexpr std::uintmax_t files =
    std::uintmax_t{16} * 1024 * 1024 * 1024;  ///< bytes, with its log; 1,000 screens of a year have 2 GB

}  // namespace store::limits
