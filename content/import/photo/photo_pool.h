#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

#include "content/import/photo/photo.h"

/// Many photos, imported by several processes.
namespace content {

using TakePhoto = std::function<void(std::size_t index, Result<PreparedPhoto> photo)>;

/// Reads and imports many files, `processes` at a time (0: one per core), each within the limits. `take` is called in
/// this process, in the order in which they are done. What was taken need not stay in memory. Call this from a process
/// with one thread, like import_photo(). A file that cannot be read gives Code::not_found or io; other errors are those
/// of import_photo().
void import_photos(const std::vector<std::filesystem::path>& files, PhotoFocus focus, unsigned processes,
                   const TakePhoto& take, const PhotoLimits& limits = {});

}  // namespace content
