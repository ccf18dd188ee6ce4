#pragma once

#include <filesystem>

#include "content/base/result.h"
#include "content/depot/depot_plan.h"
#include "content/depot/release.h"
#include "content/items/snapshot.h"

namespace content {

/// What a depot serves now, in memory; photos are read from the depot, and compared with their hashes, when they are
/// asked for. `state`: of that depot, verified (read_depot). Empty where nothing was published. Code::not_found,
/// untrusted, bad_input, too_large, io.
[[nodiscard]] Result<Snapshot> shown_release(const std::filesystem::path& depot, const DepotState& state);

/// The same of a release that would be published; its photos are read from the folder of its pack.
[[nodiscard]] Result<Snapshot> planned_release(const Release& release, const std::filesystem::path& pack);

}  // namespace content
