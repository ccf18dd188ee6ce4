#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "content/base/time.h"
#include "content/items/item_kind.h"

namespace content {

/// One item of a release: which blob holds its canonical JSON.
struct ItemReference {
    ItemKind kind = ItemKind::story;
    std::string id;
    std::string sha256;

    bool operator==(const ItemReference&) const = default;
};

/// All that a release consists of, by hash.
struct ReleaseContents {
    std::int64_t number = 0;
    Instant created;
    std::string edition;               ///< canonical JSON
    std::vector<ItemReference> items;  ///< in the order of the pack
    std::vector<std::string> media;    ///< SHA-256 of every photo
};

}  // namespace content
