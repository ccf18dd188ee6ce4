#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "content/base/result.h"
#include "content/base/time.h"

namespace eye {

/// The cache file of own_cache() in the eye's folder.
[[nodiscard]] std::filesystem::path cache_file(const std::filesystem::path& folder);

/// Brings what a depot serves into a cache of the hub's own, as the agent of a screen does, and verifies it as that
/// does; trust begins with the depot's first root. The number of the release that is active there then. When `stop`
/// becomes true it ends soon. The errors of sync_once() in sync/agent/update.h.
[[nodiscard]] content::Result<std::int64_t> bring_own_cache(const std::filesystem::path& depot,
                                                            const std::filesystem::path& folder,
                                                            const std::function<content::Instant()>& now,
                                                            const std::atomic<bool>& stop);

}  // namespace eye
