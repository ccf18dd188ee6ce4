#pragma once

#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

namespace content {

/// A pack and everything that is wrong with its sources. The pack is fit to be shown or released only when
/// `has_errors(findings)` is false; then every rule of PACK.md holds.
struct PackReadResult {
    Pack pack;
    std::vector<Finding> findings;  ///< by file and line
};

/// Reads the sources of a pack: format 1, described in PACK.md. Pure.
[[nodiscard]] PackReadResult read_pack(const SourceTree& tree);

}  // namespace content
