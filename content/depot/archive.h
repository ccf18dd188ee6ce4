#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "content/base/result.h"
#include "content/base/time.h"

/// A depot in one file (`.rotunda`), for USB sticks and mail: the newest release with all that a screen of any age
/// needs to accept it, nothing else. The file is a tar (POSIX pax) in one zstd frame with a checksum; its entries are
/// regular files named as in the depot, "metadata/..." first, then "targets/...", each part sorted; modes 0644, owners
/// and times 0. Same depot, same bytes. Unpacked, it is a depot, and is believed as little as any other.
namespace content {

struct BundleFacts {
    std::size_t files = 0;
    std::int64_t bytes = 0;  ///< of the files, unpacked
};

/// Writes the bundle of a depot whose newest release a screen would accept now. The file appears whole or not at all.
/// Same errors as verify_depot; Code::io.
[[nodiscard]] Result<BundleFacts> write_bundle(const std::filesystem::path& depot, const std::filesystem::path& file,
                                               Instant now);

/// Unpacks a bundle from anywhere into `folder`, which must be empty. Nothing but regular files below metadata/ and
/// targets/ is accepted, each once, each within the caps of limits.h; all of them together within `total` bytes, and in
/// at most limits::bundled_folders folders. At the first violation it ends, with Code::bad_input (what is no bundle,
/// links, names) or too_large; what was unpacked by then is worth nothing.
[[nodiscard]] Result<BundleFacts> unpack_bundle(const std::filesystem::path& file, const std::filesystem::path& folder,
                                                std::int64_t total);

/// A folder of our own below `parent`, mode 0700, removed with all it holds when this goes.
class PrivateFolder {
public:
    [[nodiscard]] static Result<PrivateFolder> make(const std::filesystem::path& parent);
    ~PrivateFolder();
    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace content
