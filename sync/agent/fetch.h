#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sync/transport/transport.h"

namespace syncing {

/// A file of a release that is not in the cache.
struct MissingFile {
    std::string name;    ///< of the target, for messages
    std::string path;    ///< below the base of a mirror, percent-encoded
    std::string sha256;  ///< what its bytes must have
    std::int64_t size = 0;
};

/// Takes over a file that came whole and has its hash. An error ends everything.
using TakeFile = std::function<Status(const MissingFile& file, const std::filesystem::path& path)>;

/// What the caller does while files are on their way.
struct FetchCalls {
    /// Each time that a mirror was asked and nothing has come yet: costs no time.
    std::function<void()> meanwhile;
    /// Every 50 ms or so; false: everything is given up, Code::unavailable.
    std::function<bool()> may_go_on;
    TakeFile take;
};

/// Fetches all files into `folder`, each from the first mirror that has the right bytes, beginning with `first`. The
/// part of a file that came stays there, and the next call continues from it. A file that fails is tried again after a
/// jittered pause, until nothing at all arrives any more. A mirror that sent wrong bytes is not asked again; a slow
/// mirror is left for the next within seconds and comes last from then on.
[[nodiscard]] Status fetch_files(const std::vector<Transport*>& mirrors, std::size_t first,
                                 const std::vector<MissingFile>& files, const std::filesystem::path& folder,
                                 Environment& environment, const FetchCalls& calls);

}  // namespace syncing
