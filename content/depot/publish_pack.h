#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "content/base/finding.h"
#include "content/depot/depot.h"

namespace content {

/// Reads a pack's folder as the release that publish_pack() would publish. Errors and `tell` as there.
[[nodiscard]] Result<Release> build_pack_release(const std::filesystem::path& pack,
                                                 const std::function<void(const Finding&)>& tell);

/// Reads a pack's folder and publishes it as a depot's next release (depot.h). `tell` is given each finding, with its
/// file relative to `pack`. Code::bad_input where one of them is an error: the depot stays as it was.
[[nodiscard]] Result<Publication> publish_pack(const std::filesystem::path& depot, const std::filesystem::path& pack,
                                               const Signers& signers, Instant now, const Lifetimes& lifetimes,
                                               const std::function<void(const Finding&)>& tell);

}  // namespace content
