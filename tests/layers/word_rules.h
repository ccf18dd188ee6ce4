#pragma once

#include <vector>

#include "tests/layers/source_tree.h"

/// A few words that no source may contain.
namespace layers {

/// Wall clocks outside of *_main.cpp, `using namespace` in headers, and marks of unfinished work. The files of this
/// check name them without using them.
[[nodiscard]] std::vector<Violation> check_words(const SourceTree& tree);

}  // namespace layers
