#pragma once

#include <vector>

#include "tests/layers/source_tree.h"

/// How sources and headers belong together, and how large files and folders may be.
namespace layers {

/// A file longer than this holds more than one concern.
inline constexpr int max_file_lines = 500;
/// A folder with more files than this is found through by nobody.
inline constexpr int max_folder_files = 40;

/// A source has NAME.h beside its NAME.cpp; or it is INTERFACE_implementation.cpp beside INTERFACE.h, a scene or
/// overlay in kiosk/scenes/, a *_main.cpp, or a test.
[[nodiscard]] std::vector<Violation> check_headers(const SourceTree& tree);

/// Headers and sources of the products that include one another in a circle, NAME.h and NAME.cpp taken as one. One
/// violation for each group that is tied together; it names the shortest circle.
[[nodiscard]] std::vector<Violation> check_cycles(const SourceTree& tree);

/// Files over max_file_lines, and folders of libraries and tests over max_folder_files; pictures (*.png) and corpora do
/// not count.
[[nodiscard]] std::vector<Violation> check_sizes(const SourceTree& tree);

}  // namespace layers
