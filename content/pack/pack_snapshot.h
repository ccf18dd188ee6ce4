#pragma once

#include <filesystem>
#include <memory>

#include "content/base/result.h"
#include "content/items/blob_store.h"
#include "content/items/snapshot.h"

/// Shows authors a pack folder as a display would, without a release.
namespace content {

/// Photos of a pack folder.
[[nodiscard]] std::shared_ptr<const BlobStore> blobs_of_folder(const std::filesystem::path& folder, const Pack& pack);

/// A pack folder as a snapshot, for authors: release 0. Fails with all its errors in the message when it has any.
[[nodiscard]] Result<Snapshot> snapshot_of_pack(const std::filesystem::path& folder);

}  // namespace content
