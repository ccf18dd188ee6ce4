#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/items/json.h"
#include "content/items/snapshot.h"

/// The screen's cache: a SQLite database and, beside it, blobs over 64 kB as files `blobs/<sha256>`. After a power cut
/// at any moment the active release is whole: a blob is stored before anything names it, and a release becomes active
/// in one transaction. Not here: which release may become active (that is the updater's, by TUF).
namespace content {

/// One item of a release: which blob holds its canonical JSON.
struct ItemReference {
    ItemKind kind = ItemKind::story;
    std::string id;
    std::string sha256;

    bool operator==(const ItemReference&) const = default;
};

/// All that a release consists of, by hash.
struct ReleaseContents {
    std::int64_t number = 0;
    Instant created;
    std::string edition;               ///< canonical JSON
    std::vector<ItemReference> items;  ///< in the order of the pack
    std::vector<std::string> media;    ///< SHA-256 of every photo
};

struct NewBlob {
    std::string sha256;
    std::string_view bytes;
};

enum class Activation {
    activated,  ///< the screen will show it
    unchanged,  ///< the same content was active already; nothing was written
    refused,    ///< the display died of this release (content/cache/cache_quarantine.h); nothing was written
};

/// The writing side: one per cache at a time, the agent's or an author's.
class Cache {
public:
    /// Opens or creates. Code::bad_input: a file that is no cache, or a damaged one; unsupported: the cache of another
    /// version; io.
    [[nodiscard]] static Result<Cache> open(const std::filesystem::path& file);
    ~Cache();
    Cache(Cache&&) noexcept;
    Cache& operator=(Cache&&) noexcept;

    /// Whether the blob is here and whole in length.
    [[nodiscard]] Result<bool> has_blob(const std::string& sha256) const;
    /// Those of the blobs that are not.
    [[nodiscard]] Result<std::set<std::string>> missing_blobs(const std::vector<std::string>& sha256) const;
    /// Its bytes, compared with its hash. Code::not_found; too_large; untrusted when it is damaged.
    [[nodiscard]] Result<std::string> read_blob(const std::string& sha256, std::size_t cap) const;
    /// Stores one blob, durable on return; twice is once. Code::untrusted when the bytes have another hash.
    [[nodiscard]] Status put_blob(const std::string& sha256, std::string_view bytes);
    /// The same for several, in one transaction: what belongs together costs one sync of the disk.
    [[nodiscard]] Status put_blobs(const std::vector<NewBlob>& blobs);
    /// The same for a file that need not fit into memory, which is moved into the cache: it must be on its file system.
    [[nodiscard]] Status put_blob_file(const std::string& sha256, const std::filesystem::path& path);
    /// The same for a file whose bytes somebody has compared with their hash already.
    [[nodiscard]] Status put_checked_file(const std::string& sha256, const std::filesystem::path& path);
    /// Makes a release active, all or nothing, and keeps the one before it. Code::not_found when a blob is missing.
    [[nodiscard]] Result<Activation> activate(const ReleaseContents& release);
    /// Stores the blobs of a checked pack and activates it as the next number, in one transaction. `folder` is the
    /// pack's, for its photos.
    [[nodiscard]] Result<Activation> load_pack(const Pack& pack, const std::filesystem::path& folder, Instant now);
    /// Number of the active release, or nothing.
    [[nodiscard]] Result<std::optional<std::int64_t>> active_release() const;
    /// Deletes all releases but the active one, the newest other one and the newest that the display has proven, and
    /// the blobs that nothing names any more.
    [[nodiscard]] Status collect_garbage();
    /// Small facts about this screen, by name; what the agent reports.
    [[nodiscard]] Status set_status(const std::string& key, const std::string& value);
    [[nodiscard]] Result<std::optional<std::string>> status(const std::string& key) const;

private:
    struct State;
    explicit Cache(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct CacheReading {
    Snapshot snapshot;
    std::vector<Finding> findings;  ///< items that were damaged or unknown and are left out
};

/// The reading side, of the display. Never writes.
class CacheReader {
public:
    /// Same errors as Cache::open; Code::not_found when there is no file.
    [[nodiscard]] static Result<CacheReader> open(const std::filesystem::path& file);
    ~CacheReader();
    CacheReader(CacheReader&&) noexcept;
    CacheReader& operator=(CacheReader&&) noexcept;

    /// The active release, in one read transaction, each blob checked against its hash. A damaged item is left out; of
    /// a damaged release the former one is read. Code::not_found when nothing is active yet. `avoid`: a release that is
    /// read only when no other can be, because the display died of it.
    [[nodiscard]] Result<CacheReading> load_snapshot(std::optional<std::int64_t> avoid = {}) const;
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
[[nodiscard]] std::shared_ptr<const BlobSource> blobs_of_cache(const std::filesystem::path& file);
/// Photos of a pack folder.
[[nodiscard]] std::shared_ptr<const BlobSource> blobs_of_folder(const std::filesystem::path& folder, const Pack& pack);

/// A pack folder as a snapshot, for authors: release 0. Fails with all its errors in the message when it has any.
[[nodiscard]] Result<Snapshot> snapshot_of_pack(const std::filesystem::path& folder);

}  // namespace content
