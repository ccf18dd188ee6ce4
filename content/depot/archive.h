#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"

/// A depot in one file (`.rotunda`), for USB sticks and mail: the newest release with everything that a screen of any
/// age needs to accept it, and nothing else. The file is a tar (POSIX pax) in one zstd frame with a checksum; its
/// entries are regular files named as in the depot, "metadata/..." first, then "targets/...", each part sorted; modes
/// 0644, owners and times 0. The same depot makes the same bytes. Unpacked, it is a depot, and is trusted as little as
/// any other.
namespace content {

struct ArchiveFacts {
    std::size_t files = 0;
    std::int64_t bytes = 0;  ///< of the files, unpacked
};

/// Writes the archive of a depot whose newest release a screen would accept now. The file appears whole or not at all.
/// Same errors as verify_depot; Code::io.
[[nodiscard]] Result<ArchiveFacts> write_archive(const std::filesystem::path& depot, const std::filesystem::path& file,
                                                 Instant now);

/// Unpacks an archive from anywhere into `folder`, which must be empty. Nothing but regular files below metadata/ and
/// targets/ is accepted, each once, each within the caps of limits.h; all of them together within `total` bytes, and in
/// at most limits::archive_folders folders. It ends at the first violation, with Code::bad_input (no archive, a link, a
/// bad name) or too_large; what was unpacked by then must not be used.
[[nodiscard]] Result<ArchiveFacts> unpack_archive(const std::filesystem::path& file,
                                                  const std::filesystem::path& folder, std::int64_t total);

}  // namespace content
