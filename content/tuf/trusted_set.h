#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/time.h"
#include "content/tuf/metadata.h"
#include "content/tuf/signatures.h"

namespace content::tuf {

/// Where bytes came from. Stored bytes were accepted once; they are loaded for comparison and need not be current.
enum class Origin { fetched, stored };

/// What became of a timestamp.
enum class Acceptance {
    replaced,   ///< newer than the trusted one, which it replaces: store it
    unchanged,  ///< the same version: the trusted one stays, section 5.4.3
};

/// The rules of the specification's client workflow (section 5), without any input or output: bytes in, trusted state
/// out. The order root, timestamp, snapshot, targets is enforced: a later step refuses until the earlier one is final.
/// Every refusal names the file, the section and the attack that it stops, and changes nothing.
///   Code::bad_input    no metadata at all
///   Code::untrusted    forged, mixed or a rule broken
///   Code::outdated     authentic, but older than what is trusted, or expired
class TrustedSet {
public:
    /// Section 5.1 (`now` is the fixed start time of this update) and 5.2 (the root that is already trusted, which must
    /// be signed by its own keys and may be expired).
    [[nodiscard]] static Result<TrustedSet> start(std::string_view root_bytes, Instant now, VerifySignature verify);

    /// Section 5.3.4 to 5.3.7: version +1, signed by the old and by the new keys. Intermediate roots may be expired.
    [[nodiscard]] Status update_root(std::string_view bytes);
    /// Section 5.3.10: the newest root must not be expired. No more roots afterwards.
    [[nodiscard]] Status finish_root();
    /// Section 5.3.11: whether keys of the timestamp or the snapshot were taken away since start(), so that the files
    /// that they signed must leave the store. That is how a repository recovers from a fast-forward attack (section 6).
    [[nodiscard]] bool were_online_keys_rotated() const { return online_keys_rotated_; }

    /// Section 5.4.2 to 5.4.4.
    [[nodiscard]] Result<Acceptance> update_timestamp(std::string_view bytes, Origin origin);
    /// Section 5.4.4 for the timestamp that is trusted in the end, which may be a stored one.
    [[nodiscard]] Status finish_timestamp() const;

    /// Section 5.5.2 to 5.5.6. A stored snapshot that is not current is trusted for comparison only;
    /// is_snapshot_current() tells whether another one must be fetched.
    [[nodiscard]] Status update_snapshot(std::string_view bytes, Origin origin);
    [[nodiscard]] bool is_snapshot_current() const;

    /// Section 5.6.2 to 5.6.5, for the top-level role.
    [[nodiscard]] Status update_targets(std::string_view bytes);
    /// The same for a role that `delegator` delegates to. Metadata signed by another delegator's keys is
    /// not accepted here.
    [[nodiscard]] Status update_delegated(std::string_view role, const Delegations& delegator, std::string_view bytes);
    /// What such a role says, even when it expired: for whoever signs it anew. Nothing is trusted because of it.
    [[nodiscard]] Result<Targets> read_delegated(std::string_view role, const Delegations& delegator,
                                                 std::string_view bytes) const;
    /// The role, if it is trusted and its signatures satisfy this delegator; else null.
    [[nodiscard]] std::shared_ptr<const Targets> delegated(std::string_view role, const Delegations& delegator) const;

    /// What the snapshot says about a role's file; null when it is not part of the repository.
    [[nodiscard]] const MetaFile* meta_of(std::string_view role) const;

    [[nodiscard]] const Root& root() const { return root_.content; }
    /// Null until loaded.
    [[nodiscard]] const Timestamp* timestamp() const { return timestamp_ ? &timestamp_->content : nullptr; }
    [[nodiscard]] const SnapshotRole* snapshot() const { return snapshot_ ? &snapshot_->content : nullptr; }
    [[nodiscard]] std::shared_ptr<const Targets> targets() const { return targets_; }
    /// The start time, or the time at which the trusted timestamp was signed if that is later: a wrong clock cannot
    /// bring back metadata that expired before then.
    [[nodiscard]] Instant now() const { return now_; }

private:
    TrustedSet(Envelope<Root> root, Instant now, VerifySignature verify)
        : root_(std::move(root)), now_(now), verify_(std::move(verify)) {}

    template <class T>
    [[nodiscard]] Status check_signed(const Envelope<T>& envelope, const Authority& authority,
                                      std::string_view where) const {
        return check_signatures(envelope.canonical, envelope.signatures, authority, verify_, where);
    }
    [[nodiscard]] Status check_fresh(const Common& role, std::string_view where) const;
    [[nodiscard]] Result<Envelope<Targets>> read_targets(std::string_view role, const Authority& authority,
                                                         std::string_view bytes) const;
    [[nodiscard]] Result<Envelope<Targets>> accept_targets(std::string_view role, const Authority& authority,
                                                           std::string_view bytes) const;

    /// A delegated role with what is needed to ask again whether a delegator's keys signed it.
    struct Delegated {
        std::shared_ptr<const Targets> targets;
        std::string canonical;
        std::vector<Signature> signatures;
    };

    Envelope<Root> root_;
    Instant now_;
    VerifySignature verify_;
    bool is_root_final_ = false;
    bool online_keys_rotated_ = false;
    std::optional<Envelope<Timestamp>> timestamp_;
    std::optional<Envelope<SnapshotRole>> snapshot_;
    bool stored_snapshot_matches_ = false;
    std::shared_ptr<const Targets> targets_;
    std::map<std::string, Delegated, std::less<>> delegated_;
};

/// Whether bytes are the file that was promised: length, sha256 and sha512 where given. Code::untrusted; `section` is
/// named.
[[nodiscard]] Status check_bytes(std::string_view bytes, const MetaFile& expected, std::string_view where,
                                 std::string_view section);

}  // namespace content::tuf
