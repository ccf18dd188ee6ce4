#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/depot_plan.h"
#include "content/depot/keys.h"
#include "content/depot/release.h"

/// A depot: a TUF repository as a folder, laid out exactly as any web server serves it.
///
///   metadata/1.root.json ...  metadata/7.targets.json  metadata/9.snapshot.json  metadata/timestamp.json
///   targets/items/<sha256>.0f.ndjson.zst  targets/photos/<sha256>.<sha256>
///
/// Every file but timestamp.json is immutable. Versions count up by one, and never come from a clock.
namespace content {

/// Code::not_found where there is no depot; untrusted.
[[nodiscard]] Result<DepotState> read_depot(const std::filesystem::path& depot);

/// Writes planned files (depot_plan.h), each synced before the next, where `before_each` is called first.
[[nodiscard]] Status write_in_order(const std::filesystem::path& depot, const std::vector<DepotWrite>& writes,
                                    const std::function<void()>& before_each = {});

/// Makes the folder and the files of plan_start, signed by `keys`. Code::bad_input when there is a depot already.
[[nodiscard]] Status init_depot(const std::filesystem::path& depot, const std::map<std::string, RoleSetup>& roles,
                                const std::vector<SigningKey>& keys, Instant now, const Lifetimes& lifetimes,
                                const std::optional<Delegates>& delegates = {});

enum class Outcome { published, renewed, nothing_new };

struct Publication {
    Outcome outcome = Outcome::nothing_new;
    std::int64_t release = 0;  ///< its number (content/depot/delegates.h)
    std::size_t new_files = 0;
    std::int64_t new_bytes = 0;
};

/// Blobs first, metadata next, timestamp.json last, each file synced before the next: wherever it is interrupted, the
/// former release is served, and publishing again completes it. `media` is the folder of the photos.
[[nodiscard]] Result<Publication> publish(const std::filesystem::path& depot, const Release& release,
                                          const std::filesystem::path& media, const Signers& signers, Instant now,
                                          const Lifetimes& lifetimes);
/// In the same order, what the role "screens" lists from now on: `profiles` (profiles.h), and nothing else. The release
/// stays. As plan_profiles.
[[nodiscard]] Result<Publication> publish_profiles(const std::filesystem::path& depot,
                                                   const std::vector<ReleaseFile>& profiles, const Signers& signers,
                                                   Instant now, const Lifetimes& lifetimes);
/// Signs anew all metadata that has less than half of its lifetime left.
[[nodiscard]] Result<Publication> renew(const std::filesystem::path& depot, const Signers& signers, Instant now,
                                        const Lifetimes& lifetimes);

/// Writes the files of plan_rotation, in their order.
[[nodiscard]] Status rotate_key(const std::filesystem::path& depot, const KeyRotation& rotation,
                                const std::vector<SigningKey>& keys, Instant now, const Lifetimes& lifetimes);

/// Walks the whole depot as a screen would, expiry included, from `trusted_root` or else from its own first root, and
/// compares every target with its hash. Returns the number of targets.
[[nodiscard]] Result<std::size_t> verify_depot(const std::filesystem::path& depot,
                                               const std::optional<std::string>& trusted_root, Instant now);

/// What a screen of any age needs to accept the newest release, and nothing else, verified as by verify_depot: paths
/// relative to the depot, all of "metadata/" first, each part sorted.
[[nodiscard]] Result<std::vector<std::string>> list_newest_files(const std::filesystem::path& depot, Instant now);

}  // namespace content
