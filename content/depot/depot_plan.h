#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/delegates.h"
#include "content/depot/keys.h"
#include "content/depot/release.h"
#include "content/depot/signers.h"
#include "content/tuf/metadata.h"

/// The pure half of a depot: which metadata is signed, with which version, in which order it is written.
namespace content {

/// How long metadata of each role is accepted after it was signed. A display goes on showing what it has after that.
struct Lifetimes {
    std::chrono::days root{730};
    std::chrono::days targets{365};
    std::chrono::days snapshot{90};
    std::chrono::days timestamp{30};
    std::chrono::days emergency{30};  ///< in a delegated depot
    std::chrono::days delegated{90};  ///< "screens", "edition" and its bins, in a delegated depot
    /// How old snapshot and timestamp become before they are signed anew; without it, half of their lifetime.
    std::optional<std::chrono::seconds> refresh_after{};
};

/// "targets" of a delegated depot, signed by its keys away from here, which no snapshot lists yet.
struct UnlistedTargets {
    tuf::Targets content;
    std::string bytes;
};

/// What a depot says now, with signatures verified from its newest root on. Expiry is not checked, because a publisher
/// must be able to go on after a long holiday.
struct DepotState {
    tuf::Root root;
    std::optional<tuf::Timestamp> timestamp;      ///< nothing before the first publication
    tuf::SnapshotRole snapshot;                   ///< version 0 before the first publication
    std::map<std::string, tuf::Targets> targets;  ///< "targets" and all that it delegates to
    /// The root before `root`, where a rotation was interrupted: what is served holds under that one only.
    std::optional<tuf::Root> served_root;
    /// Before the first publication, and where a rotation was interrupted.
    std::optional<UnlistedTargets> unlisted;

    /// What all targets roles say, `unlisted` instead of what it will replace.
    [[nodiscard]] std::map<std::string, tuf::Targets> roles() const;
};

/// One file to be written, relative to the depot.
struct DepotWrite {
    std::string path;
    std::string bytes;
};

/// The metadata that makes `release` the newest one, in the order in which it must be written: timestamp.json last.
/// Empty when there is nothing new. Roles whose content did not change keep their version, unless less than half of
/// their lifetime is left. Without a `release` only what must be renewed is renewed, and the targets keys can stay
/// at home; in a delegated depot nothing is signed after "targets" expired: Code::bad_input. Versions are above those
/// of the depot and those that `signers` have signed before. Code::bad_input names the role for which signatures are
/// missing; else what a signer says. Pure, but for what signers do.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_publication(const DepotState& state, const Release* release,
                                                               const Signers& signers, Instant now,
                                                               const Lifetimes& lifetimes);

/// Which files a targets role lists and whom it delegates to, whatever its version and expiry: 64 digits (SHA-256).
[[nodiscard]] std::string content_digest(const tuf::Targets& targets);
/// That of the role that lists what is served; empty when nothing was published.
[[nodiscard]] std::string shown_digest(const DepotState& state);
/// That of the role that would list `release`.
[[nodiscard]] std::string release_digest(const DepotState& state, const Release& release);

/// The metadata that makes `profiles` all that the role "screens" lists; the release stays. Else as plan_publication.
/// Code::bad_input in a plain depot, which has no such role, and before the first release.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_profiles(const DepotState& state,
                                                            const std::vector<ReleaseFile>& profiles,
                                                            const Signers& signers, Instant now,
                                                            const Lifetimes& lifetimes);

/// A change of one role's keys, by a new root version.
struct KeyRotation {
    std::string role;                 ///< "root", "targets", "snapshot" or "timestamp"
    std::vector<std::string> remove;  ///< keyids
    std::vector<tuf::Key> add;
    std::optional<std::int64_t> threshold;  ///< unchanged without
    /// For "targets": who speaks for it from now on. A plain depot becomes a delegated one; its release goes on, with
    /// the next number.
    std::optional<Delegates> delegates{};
};
/// The new root is signed by the old and the new root keys; whatever has other keys now is signed anew (for root
/// itself: the timestamp, if `keys` can, so that screens notice at once). When `keys` hold enough of the old keys too,
/// what is written is valid under the old and under the new root at every moment.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_rotation(const DepotState& state, const KeyRotation& rotation,
                                                            const std::vector<SigningKey>& keys, Instant now,
                                                            const Lifetimes& lifetimes);

/// The keys of several roles at once: all that a ceremony changes.
struct NewKeys {
    std::map<std::string, RoleSetup> roles;  ///< of the four; those that are not here stay
    std::optional<Delegates> delegates{};
};
/// As plan_rotation.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_new_keys(const DepotState& state, const NewKeys& changes,
                                                            const std::vector<SigningKey>& keys, Instant now,
                                                            const Lifetimes& lifetimes);

/// Root version 1, and of a delegated depot "targets" version 1. Code::bad_input when a role has fewer keys than must
/// sign, or `keys` are not enough to sign these.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_start(const NewKeys& setup, const std::vector<SigningKey>& keys,
                                                         Instant now, const Lifetimes& lifetimes);

/// The version of a role that is written; 0 when it is not.
[[nodiscard]] std::int64_t written_version(const std::vector<DepotWrite>& writes, const std::string& role);

}  // namespace content
