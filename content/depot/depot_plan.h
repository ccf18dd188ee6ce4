#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/keys.h"
#include "content/depot/release.h"
#include "content/tuf/metadata.h"

/// The pure half of a depot: which metadata is signed, with which version, in which order it is written.
namespace content {

/// How long metadata of each role is accepted after it was signed. A display goes on showing what it has after that.
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

/// What a depot says now, with signatures verified from its newest root on. Expiry is not checked, because a publisher
/// must be able to go on after a long holiday.
struct DepotState {
    tuf::Root root;
    std::optional<tuf::Timestamp> timestamp;      ///< nothing before the first publication
    tuf::SnapshotRole snapshot;                   ///< version 0 before the first publication
    std::map<std::string, tuf::Targets> targets;  ///< "targets" and its bins
    bool needs_signing = false;  ///< a rotation was interrupted: what is served is signed by the keys before it
};
/// One file to be written, relative to the depot.
struct DepotWrite {
    std::string path;
    std::string bytes;
};

/// The metadata that makes `release` the newest one, in the order in which it must be written: timestamp.json last.
/// Empty when there is nothing new. Roles whose content did not change keep their version, unless less than half of
/// their lifetime is left. Without a `release` only what must be renewed is renewed, and the targets keys can stay
/// at home. Code::bad_input names the role for which signatures are missing. Pure.
[[nodiscard]] Result<std::vector<DepotWrite>> plan_publication(const DepotState& state, const Release* release,
                                                               const std::vector<SigningKey>& keys, Instant now,
                                                               const Lifetimes& lifetimes);

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

}  // namespace content
