#pragma once

#include <cstddef>

#include "sync/store/schema_part.h"

namespace desk {

/// Bytes of a file in one row, which takes store::limits::row.
inline constexpr std::size_t piece_size = 512 * 1024;

/// Changes of the pack's files that were noted and are not on the disk yet, and the ways back from the last ones that
/// were published.
[[nodiscard]] const store::SchemaPart& schema();

}  // namespace desk
