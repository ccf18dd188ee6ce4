#pragma once

#include <vector>

#include "tests/layers/source_tree.h"

/// Whether what a page lets programs say is what they say.
namespace layers {

/// Of the runbook: whatever stands in "quotes" outside of code is said by one of our programs, or is a section of a
/// page.
/// "..." in it stands for anything; what is between must be in a text of a source, in words of the screen, or in a
/// script of `deploy`. A reader with the words before her eyes must find them.
[[nodiscard]] std::vector<Violation> check_quotes(const SourceTree& tree);

}  // namespace layers
