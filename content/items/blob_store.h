#pragma once

#include <cstddef>
#include <string>

#include "content/base/result.h"

namespace content {

/// The source of photos: gives the bytes of a blob by its SHA-256. Implementations compare the bytes with that hash,
/// and may be called from the thread that decodes pictures.
class BlobStore {
public:
    virtual ~BlobStore() = default;
    /// At most `cap` bytes; Code::not_found, too_large, io or untrusted (wrong hash).
    [[nodiscard]] virtual Result<std::string> read(const std::string& sha256, std::size_t cap) const = 0;
};

}  // namespace content
