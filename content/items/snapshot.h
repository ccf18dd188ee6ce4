#pragma once

#include <cstdint>
#include <memory>

#include "content/items/blob_store.h"
#include "content/items/items.h"

namespace content {

/// One release, read in one transaction: immutable, in memory.
struct Snapshot {
    std::int64_t release = 0;  ///< number of the release; 0 for a pack shown directly
    Pack pack;
    std::shared_ptr<const BlobStore> blobs;  ///< never null
};

}  // namespace content
