#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/keys.h"
#include "content/depot/release.h"
#include "content/tuf/metadata.h"

/// A depot: a TUF repository as a folder, laid out exactly as it is served by any web server.
///
///   metadata/1.root.json ...  metadata/7.targets.json  metadata/9.snapshot.json  metadata/timestamp.json
///   targets/items/<sha256>.0f.ndjson.zst  targets/photos/<sha256>.<sha256>
///
/// Every file but timestamp.json is immutable. Versions count up by one, and never come from a clock.
namespace content {

/// How long metadata of each role is accepted after it was signed. The display never ends with it.
struct Lifetimes {
    std::chrono::days root{730};
    std::chrono::days targets{365};
    std::chrono::days snapshot{90};
    std::chrono::days timestamp{30};
};

/// Whose signatures a role needs.
struct RoleSetup {
    std::vector<tuf::Key> keys;
    std::int64_t threshold = 1;
};

/// What a depot says now, its signatures verified from its newest root on; expiry is not looked at, because a publisher
/// must be able to go on after a long holiday.
struct DepotState {
    tuf::Root root;
    std::optional<tuf::Timestamp> timestamp;      ///< nothing before the first publication
    tuf::Snapshot snapshot;                       ///< version 0 before the first publication
    std::map<std::string, tuf::Targets> targets;  ///< "targets" and its bins
    bool needs_signing = false;  ///< a rotation was interrupted: what is served is signed by the keys before it
};
[[nodiscard]] Result<DepotState> read_depot(const std::filesystem::path& depot);

/// Makes the folder and root version 1, signed by `root_keys`. Code::bad_input when there is a depot already, when a
/// role's keys are fewer than its threshold, or when `root_keys` do not reach the root's.
[[nodiscard]] Status init_depot(const std::filesystem::path& depot, const std::map<std::string, RoleSetup>& roles,
                                const std::vector<SigningKey>& root_keys, Instant now, const Lifetimes& lifetimes);

/// One file to be written, relative to the depot.
struct DepotWrite {
    std::string path;
    std::string bytes;
};

enum class Outcome { published, renewed, nothing_new };

struct Publication {
    Outcome outcome = Outcome::nothing_new;
    std::int64_t release = 0;  ///< version of targets.json
    std::size_t new_files = 0;
    std::int64_t new_bytes = 0;
};

/// The metadata that makes `release` the newest one, in the order in which it must be written: timestamp.json last.
/// Empty when there is nothing new. Roles whose content did not change keep their version, unless less than half of
/// their lifetime is left. Without `release` only what must be renewed is renewed, for which the targets keys can stay
/// at home. Code::bad_input names the role for which signatures are missing. Pure.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_publication(const DepotState& state, const Release* release,
                                                               const std::vector<SigningKey>& keys, Instant now,
                                                               const Lifetimes& lifetimes);

/// Blobs first, metadata next, timestamp.json last, each file synced before the next: interrupted anywhere, the former
/// release is served; publishing again completes it. `media` is the folder of the photos.
[[nodiscard]] Result<Publication> publish(const std::filesystem::path& depot, const Release& release,
                                          const std::filesystem::path& media, const std::vector<SigningKey>& keys,
                                          Instant now, const Lifetimes& lifetimes);
/// Signs anew what has less than half of its lifetime left.
[[nodiscard]] Result<Publication> renew(const std::filesystem::path& depot, const std::vector<SigningKey>& keys,
                                        Instant now, const Lifetimes& lifetimes);

/// A change of one role's keys, by a new root version.
struct KeyRotation {
    std::string role;                 ///< "root", "targets", "snapshot" or "timestamp"
    std::vector<std::string> remove;  ///< keyids
    std::vector<tuf::Key> add;
    std::optional<std::int64_t> threshold;  ///< unchanged without
};
/// The new root is signed by the old and the new root keys; the role's metadata is signed anew (for root itself: the
/// timestamp, if `keys` can, so that screens notice at once). When `keys` hold enough of the role's old keys too, what
/// is written is valid under the old and under the new root at every moment.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_rotation(const DepotState& state, const KeyRotation& rotation,
                                                            const std::vector<SigningKey>& keys, Instant now,
                                                            const Lifetimes& lifetimes);
[[nodiscard]] Status rotate_key(const std::filesystem::path& depot, const KeyRotation& rotation,
                                const std::vector<SigningKey>& keys, Instant now, const Lifetimes& lifetimes);

/// Walks the whole depot as a screen would, from `trusted_root` (or, without, from its own first root), expiry
/// included, and compares every target with its hash. Number of targets.
[[nodiscard]] Result<std::size_t> verify_depot(const std::filesystem::path& depot,
                                               const std::optional<std::string>& trusted_root, Instant now);

/// What a screen of any age needs to accept the newest release, and nothing else, verified as by verify_depot: paths
/// relative to the depot, all of "metadata/" first, each part sorted.
[[nodiscard]] Result<std::vector<std::string>> list_newest_files(const std::filesystem::path& depot, Instant now);

}  // namespace content
