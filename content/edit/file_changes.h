#pragma once

#include <map>
#include <string>

#include "content/pack/source_tree.h"

namespace content::edit {

/// What changes in a pack's folder: path in the pack -> the file's new bytes; empty bytes: the file goes.
using FileChanges = std::map<std::string, std::string>;

/// Makes `tree` what it is with `changes`, as for a preview of them. Photos are not touched.
void apply(const FileChanges& changes, SourceTree& tree);

}  // namespace content::edit
