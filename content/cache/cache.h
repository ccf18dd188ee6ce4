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
#include "content/cache/release_contents.h"
#include "content/items/items.h"

/// The screen's cache: a SQLite database and, beside it, blobs over 64 kB as files `blobs/<sha256>`. After a power cut
/// at any moment the active release is whole: a blob is stored before anything names it, and a release becomes active
/// in one transaction. Not here: which release may become active (the updater decides that, by TUF), and what
/// the display reads (cache_reader.h).
namespace content {

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
    /// Opens or creates the cache. Code::bad_input: a file that is no cache, or a damaged one; unsupported: the cache
    /// of another version; io.
    [[nodiscard]] static Result<Cache> open(const std::filesystem::path& file);
    ~Cache();
    Cache(Cache&&) noexcept;
    Cache& operator=(Cache&&) noexcept;

    /// Whether the blob is here with its whole length.
    [[nodiscard]] Result<bool> has_blob(const std::string& sha256) const;
    /// Those of the blobs that are missing here, or lack a part.
    [[nodiscard]] Result<std::set<std::string>> missing_blobs(const std::vector<std::string>& sha256) const;
    /// The blob's bytes, compared with its hash. Code::not_found; too_large; untrusted when it is damaged.
    [[nodiscard]] Result<std::string> read_blob(const std::string& sha256, std::size_t cap) const;
    /// Stores one blob, durable on return; storing it again changes nothing. Code::untrusted when the bytes have
    /// another hash.
    [[nodiscard]] Status put_blob(const std::string& sha256, std::string_view bytes);
    /// The same for several, in one transaction: blobs that belong together cost one sync of the disk.
    [[nodiscard]] Status put_blobs(const std::vector<NewBlob>& blobs);
    /// The same for a file that need not fit into memory. It is moved into the cache, so it must be on the same file
    /// system.
    [[nodiscard]] Status put_blob_file(const std::string& sha256, const std::filesystem::path& path);
    /// The same for a file whose bytes the caller has compared with their hash.
    [[nodiscard]] Status put_checked_file(const std::string& sha256, const std::filesystem::path& path);
    /// Makes a release active, all or nothing; the former one stays in the cache. Code::not_found when a blob is
    /// missing.
    [[nodiscard]] Result<Activation> activate(const ReleaseContents& release);
    /// Stores the blobs of a checked pack and activates it as the next number, in one transaction. `folder` is the
    /// pack's, for its photos.
    [[nodiscard]] Result<Activation> load_pack(const Pack& pack, const std::filesystem::path& folder, Instant now);
    /// Number of the active release, or nothing.
    [[nodiscard]] Result<std::optional<std::int64_t>> active_release() const;
    /// Deletes all releases but the active one, the newest other one and the newest that the display has proven, and
    /// the blobs that nothing names any more.
    [[nodiscard]] Status collect_garbage();
    /// Small facts about this screen, by name; the agent reports them.
    [[nodiscard]] Status set_status(const std::string& key, const std::string& value);
    [[nodiscard]] Result<std::optional<std::string>> status(const std::string& key) const;

private:
    struct State;
    explicit Cache(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace content
