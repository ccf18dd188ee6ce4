#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/cache/cache.h"
#include "content/tuf/updater.h"
#include "sync/agent/fetch.h"

/// From the targets of a release (content/depot/release.h says what they are) to what the cache activates.
namespace syncing {

enum class FileKind { index, items, photo };

/// What one target is for this screen.
struct ReleaseTarget {
    FileKind kind = FileKind::photo;
    MissingFile file;
};

/// Targets that this version has a use for. Code::bad_input without an index; too_large for a file beyond its cap or a
/// release beyond `cap` bytes; untrusted for a photo that is not named by its hash.
[[nodiscard]] Result<std::vector<ReleaseTarget>> list_release(
    const content::tuf::Root& root, const std::map<std::string, content::tuf::TargetFile>& targets, std::int64_t cap);

/// Puts the files of a release into the cache as they arrive, and says at the end what the release consists of.
class ReleaseBuilder {
public:
    explicit ReleaseBuilder(content::Cache& cache) : cache_(cache) {}

    /// Same errors as TakeFile. A file of items becomes blobs of its items and a blob of its own; many of them share a
    /// transaction, because each one waits for the disk. Until then the file stays where it is.
    [[nodiscard]] Status take(const ReleaseTarget& target, const std::filesystem::path& path);
    /// Reads from the cache the files of items that were not taken, and stores what waits: all that can be done before
    /// the last file is here. not_found, untrusted or bad_input when one is missing or damaged; finish() then tries
    /// again.
    [[nodiscard]] Status read_known(const std::vector<ReleaseTarget>& targets);
    /// Reads from the cache every file that was neither taken nor read before. Code::bad_input when the index names
    /// what no file has; not_found.
    [[nodiscard]] Result<content::ReleaseContents> finish(const std::vector<ReleaseTarget>& targets,
                                                          std::int64_t number, Instant created);
    /// Whether finish() failed because of what is in the cache.
    [[nodiscard]] bool found_damage() const { return found_damage_; }

private:
    enum class Origin { source, cache };
    [[nodiscard]] Status unpack(const ReleaseTarget& target, std::string bytes, Origin origin);
    [[nodiscard]] Result<std::string> read_stored(const ReleaseTarget& target);
    [[nodiscard]] Status store_waiting();

    content::Cache& cache_;
    std::map<std::string, std::vector<content::ItemReference>> items_{};  ///< by name of the file
    std::map<std::string, std::string> waiting_{};                        ///< blobs by hash
    std::size_t waiting_bytes_ = 0;
    std::vector<std::filesystem::path> waiting_files_{};  ///< the files that the waiting blobs came in
    bool found_damage_ = false;
};

}  // namespace syncing
