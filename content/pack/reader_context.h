#pragma once

#include <vector>

#include "content/base/finding.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

/// read_pack (pack_reader.h) gives this to every reader of a part of a pack.
namespace content {

struct ReaderContext {
    const SourceTree& tree;
    const Edition& edition;
    bool knows_edition = false;  ///< false when pack.toml could not be read: topics cannot be checked then
    std::vector<Finding>& findings;
};

}  // namespace content
