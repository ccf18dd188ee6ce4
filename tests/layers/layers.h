#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/layers/arrows.h"
#include "tests/layers/source_tree.h"

/// Tells where a rule of ARCHITECTURE.md or CONTRIBUTING.md is broken.
namespace layers {

/// A third-party header, and the only files that may include it.
struct Permission {
    std::string_view header;              ///< exact name, or one with '*'
    std::vector<std::string_view> files;  ///< "*.cpp": every source, and no header
};

/// The project's own table.
[[nodiscard]] const std::vector<Permission>& permissions();

/// Third-party headers in files that the table does not give them to, and headers that carry their types further.
[[nodiscard]] std::vector<Violation> check_third_party(const SourceTree& tree, const std::vector<Permission>& table);

/// All rules, with the project's tables; in the order of paths and lines.
[[nodiscard]] std::vector<Violation> find_violations(const SourceTree& tree);

/// "kiosk/frame/scene.cpp:12: kiosk/frame may not include kiosk/scenes"; without a line when it is about a folder.
[[nodiscard]] std::string to_string(const Violation& violation);

}  // namespace layers
