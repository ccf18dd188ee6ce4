#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "content/base/result.h"
#include "content/cache/cache.h"

/// Saves what can be saved of a cache whose file or blobs are damaged. Only the writing side may call these functions;
/// a display that reads the cache keeps its snapshot meanwhile.
namespace content {

/// Called after each blob; false ends the work early. Reading gigabytes takes long, and the caller may have to show
/// that it is alive meanwhile.
using GoesOn = std::function<bool()>;

/// Code::bad_input when SQLite's quick_check finds damage or this is no cache at all; nothing is wrong with a cache
/// that does not exist yet.
[[nodiscard]] Status examine_cache(const std::filesystem::path& file);

struct Salvage {
    std::filesystem::path set_aside;  ///< where the damaged file is now, replacing one from an earlier time
    std::size_t blobs = 0;            ///< found whole, by their hash, and taken over into the new cache
};
/// Sets the damaged file aside and makes a new cache in its place, with no release but with every blob of the old one
/// that still has the right bytes. Interrupted anywhere, it can be called again.
[[nodiscard]] Result<Salvage> rebuild_cache(const std::filesystem::path& file, const GoesOn& goes_on);

/// Reads every blob and removes those whose bytes do not match the hash in their name, so that they are fetched anew.
/// Returns how many were removed.
[[nodiscard]] Result<std::size_t> drop_damaged_blobs(const std::filesystem::path& file, const GoesOn& goes_on);

}  // namespace content
