#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "content/tuf/trusted_set.h"

/// The one place that orders the input and output of an update: what is asked for, in which order, and what is stored.
/// TrustedSet holds the rules. The agent (libcurl), kiosk-pack verify (a folder) and tests (a simulator) use this.
namespace content::tuf {

/// Where files come from: any mirror, never trusted.
class MetadataSource {
public:
    virtual ~MetadataSource() = default;
    /// The whole file. `path` is relative to the source's base and percent-encoded, ready to be put after it:
    /// "2.root.json", "1.%3F.json", "media/<sha256>.a%20b.jpg". Implementations stop receiving after `cap` bytes.
    /// Code::not_found when the source answers that there is none (HTTP 404 and 403), too_large, unavailable, io.
    [[nodiscard]] virtual Result<std::string> get(const std::string& path, std::size_t cap) = 0;
};

/// What this client trusts, byte for byte as received: "root.json", "timestamp.json", "snapshot.json", "targets.json"
/// and "<percent-encoded role>.json". Names hold no '/'.
class TrustedStore {
public:
    virtual ~TrustedStore() = default;
    /// Code::not_found, or io.
    [[nodiscard]] virtual Result<std::string> load(const std::string& name) const = 0;
    /// All or nothing, also across a power cut.
    [[nodiscard]] virtual Status save(const std::string& name, std::string_view bytes) = 0;
    /// Removing a name twice is the same as removing it once.
    [[nodiscard]] virtual Status remove(const std::string& name) = 0;
};

/// One update, section 5, with one fixed start time. Make a new one for the next update.
class Updater {
public:
    /// The store holds a trusted "root.json" (section 5.2); the caller has put it there.
    Updater(MetadataSource& source, TrustedStore& store, Instant now, VerifySignature verify = verify_ed25519);

    /// Sections 5.3 to 5.6 for the four top-level roles. Files accepted before a failure stay stored. Fetches
    /// only what is not stored or not current. A stored file that no longer verifies is fetched anew.
    [[nodiscard]] Status refresh();

    /// Section 5.6.7: the target's entry in the most trusted role that has it. Call it after refresh() has succeeded,
    /// as often as needed. Code::not_found when no role has it; a role that cannot be verified ends the search.
    [[nodiscard]] Result<TargetFile> find_target(std::string_view path);

    /// Every target of the top-level role and of all delegated roles, each found as find_target would find it. Fetches
    /// all roles; Code::too_large beyond `cap` targets or limits::listed_roles roles. Roles of `without`, which the
    /// top-level role delegates to, are left out with all of which they speak: whatever is wrong with them, the others
    /// count.
    [[nodiscard]] Result<std::map<std::string, TargetFile>> list_targets(std::size_t cap,
                                                                         const std::set<std::string>& without = {});

    /// Valid after refresh() has succeeded.
    [[nodiscard]] const TrustedSet& trusted() const { return *trusted_; }

private:
    [[nodiscard]] Status load_root();
    [[nodiscard]] Status load_timestamp();
    [[nodiscard]] Status load_snapshot();
    [[nodiscard]] Status load_targets();
    /// From memory, the store or the source, verified for this delegator.
    [[nodiscard]] Result<std::shared_ptr<const Targets>> load_delegated(const std::string& role,
                                                                        const Delegations& delegator);
    /// "3.role.json" where snapshots are consistent (section 6.2), else "role.json".
    [[nodiscard]] std::string versioned(std::string_view role, std::int64_t version) const;
    /// Hands what is stored under `name`, if anything, to `accept`, and says whether it was accepted.
    [[nodiscard]] Result<bool> try_stored(const std::string& name,
                                          const std::function<Status(std::string_view)>& accept);
    /// Fetches, accepts, then stores: never the other way round.
    [[nodiscard]] Status fetch(const std::string& path, std::size_t cap, const std::string& name,
                               const std::function<Status(std::string_view)>& accept);

    MetadataSource& source_;
    TrustedStore& store_;
    Instant now_;
    VerifySignature verify_;
    std::optional<TrustedSet> trusted_;
};

/// Section 5.7.2 and 6.2: where a target is, relative to the base of targets, percent-encoded:
/// "media/<sha256>.hall.jpg", or its plain path where snapshots are not consistent.
[[nodiscard]] std::string target_path(const Root& root, std::string_view path, const TargetFile& target);

/// Section 5.7.3: length and hashes. Code::untrusted.
[[nodiscard]] Status check_target(std::string_view bytes, const TargetFile& target, std::string_view path);

}  // namespace content::tuf
