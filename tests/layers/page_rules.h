#pragma once

#include <vector>

#include "tests/layers/source_tree.h"

/// Whether what pages and comments name is there.
namespace layers {

/// Of all pages, and of the comments in sources, scripts, CMake, TOML and systemd units:
///
/// - a path that begins with a folder of the root ("kiosk/text/", "content/tuf/metadata.h") is a file or folder; '*'
///   stands for any letters, so do capitals in a file's name ("scene_NAME.cpp"), and {a,b} for both;
/// - the name of a source ("metadata.h", "run.sh") is a file's somewhere, or an included header's;
/// - the name of a page ("TRUST.md") is a page's, and a section after it ("SCENES.md 2.12 and 3.1"; "DECISIONS 12";
///   "SCENES.md 2.0, "Touch""; "PACK.md, "drafts/"") a heading's of that page, or a bold word's at a paragraph's start;
/// - a link of a page leads to a file or folder, and the part after '#' to a heading.
///
/// What is built, made by a demonstration or outside of the repository is not looked at, because no such folder is at
/// the root.
[[nodiscard]] std::vector<Violation> check_references(const SourceTree& tree);

}  // namespace layers
