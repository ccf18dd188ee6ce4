#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/items/blob_store.h"
#include "content/items/item_kind.h"
#include "content/items/snapshot.h"

/// The display's reading side of a screen's cache, which cache.h describes.
namespace content {

struct CacheReadResult {
    Snapshot snapshot;
    std::vector<Finding> findings;  ///< items that were damaged or unknown and are left out
};

/// What is not to be read, because displays died of it.
struct Unread {
    std::optional<std::int64_t> release{};  ///< another one is read, the newest there is
    std::set<std::string> items{};          ///< by their hashes
};

/// The display's reading side. Never writes.
class CacheReader {
public:
    /// Same errors as Cache::open; Code::not_found when there is no file.
    [[nodiscard]] static Result<CacheReader> open(const std::filesystem::path& file);
    ~CacheReader();
    CacheReader(CacheReader&&) noexcept;
    CacheReader& operator=(CacheReader&&) noexcept;

    /// The active release, in one read transaction, each blob checked against its hash. A damaged item is left out; the
    /// former release is read in place of a damaged one. Code::not_found when nothing is active yet, or nothing but
    /// what is not to be read.
    [[nodiscard]] Result<CacheReadResult> load_snapshot(const Unread& unread = {}) const;
    /// SHA-256 of the bytes of an item of a release; empty when it is not there.
    [[nodiscard]] Result<std::string> item_hash(std::int64_t release, ItemKind kind, const std::string& id) const;
    /// Number of the active release, or nothing.
    [[nodiscard]] Result<std::optional<std::int64_t>> active_release() const;
    /// A number that changes when another process has written (SQLite's data_version): time to load again.
    [[nodiscard]] Result<std::int64_t> data_version() const;

private:
    struct State;
    explicit CacheReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Blobs of a cache. Opens the cache for each read, so it may be used by any thread.
[[nodiscard]] std::shared_ptr<const BlobStore> blobs_of_cache(const std::filesystem::path& file);
}  // namespace content
