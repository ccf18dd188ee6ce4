#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "content/base/result.h"
#include "content/items/items.h"

namespace content {

/// Bytes of a blob by its SHA-256; what a photo is read from. Implementations verify the hash of what they return.
/// May be called from the thread that decodes pictures.
class BlobSource {
public:
    virtual ~BlobSource() = default;
    /// At most `cap` bytes; Code::not_found, too_large, io or untrusted (wrong hash).
    [[nodiscard]] virtual Result<std::string> read(const std::string& sha256, std::size_t cap) const = 0;
};

/// One release, read in one transaction: immutable, in memory.
struct Snapshot {
    std::int64_t release = 0;  ///< number of the release; 0 for a pack shown directly
    Pack pack;
    std::shared_ptr<const BlobSource> blobs;  ///< never null
};

}  // namespace content
