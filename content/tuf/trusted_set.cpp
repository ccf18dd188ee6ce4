#include "content/tuf/trusted_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/sha256.h"

namespace content::tuf {
namespace {

Error refuse(Code code, std::string_view where, std::string_view section, const std::string& what) {
    return Error{code, fmt::format("{}: {} (TUF {})", where, what, section)};
}

std::string versions(std::int64_t offered, std::int64_t trusted) {
    return fmt::format("version {} offered, {} is trusted", offered, trusted);
}

/// True when a key that could sign `role` before cannot any more.
bool lost_a_key(const Root& before, const Root& after, std::string_view role) {
    const Authority old_keys = authority_of(before, role);
    const Authority new_keys = authority_of(after, role);
    return std::ranges::any_of(old_keys.role->keyids, [&](const std::string& id) {
        if (std::ranges::find(new_keys.role->keyids, id) == new_keys.role->keyids.end()) return true;
        const auto old_key = old_keys.keys->find(id);
        const auto new_key = new_keys.keys->find(id);
        return old_key != old_keys.keys->end() &&
               (new_key == new_keys.keys->end() || !(new_key->second == old_key->second));
    });
}

}  // namespace

Status check_bytes(std::string_view bytes, const MetaFile& expected, std::string_view where, std::string_view section) {
    if (expected.length && static_cast<std::int64_t>(bytes.size()) != *expected.length) {
        return refuse(Code::untrusted, where, section,
                      fmt::format("mix and match: {} bytes, expected {}", bytes.size(), *expected.length));
    }
    const auto hash = expected.hashes.find("sha256");
    if (hash != expected.hashes.end() && sha256(bytes) != hash->second) {
        return refuse(Code::untrusted, where, section, "mix and match: sha256 is not " + hash->second);
    }
    const auto longer = expected.hashes.find("sha512");
    if (longer != expected.hashes.end() && sha512(bytes) != longer->second) {
        return refuse(Code::untrusted, where, section, "mix and match: sha512 is not " + longer->second);
    }
    return {};
}

Result<TrustedSet> TrustedSet::start(std::string_view root_bytes, Instant now, VerifySignature verify) {
    auto root = parse_root(root_bytes);
    if (!root) return root.error();
    TrustedSet set(std::move(*root), now, std::move(verify));
    const auto is_signed = set.check_signed(set.root_, authority_of(set.root(), "root"), "root.json (5.2)");
    if (!is_signed) return is_signed.error();
    return set;
}

Status TrustedSet::update_root(std::string_view bytes) {
    assert(!is_root_final_);
    auto offered = parse_root(bytes);
    if (!offered) return offered.error();
    // 5.3.4: an arbitrary software attack fails at the keys of the trusted root, a botched rotation at its own.
    if (auto old_keys = check_signed(*offered, authority_of(root(), "root"), "root.json, by the old keys (TUF 5.3.4)");
        !old_keys) {
        return old_keys;
    }
    if (auto own_keys =
            check_signed(*offered, authority_of(offered->content, "root"), "root.json, by its own keys (TUF 5.3.4)");
        !own_keys) {
        return own_keys;
    }
    // 5.3.5: rollback, and no version is skipped.
    if (offered->content.version != root().version + 1) {
        const auto code = offered->content.version <= root().version ? Code::outdated : Code::untrusted;
        return refuse(code, "root.json", "5.3.5", "rollback: " + versions(offered->content.version, root().version));
    }
    online_keys_rotated_ = online_keys_rotated_ || lost_a_key(root(), offered->content, "timestamp") ||
                           lost_a_key(root(), offered->content, "snapshot");
    root_ = std::move(*offered);  // 5.3.7; 5.3.6: its expiry does not matter yet
    return {};
}

Status TrustedSet::check_fresh(const Common& role, std::string_view where) const {
    if (role.expires > now_) return {};
    return Error{Code::outdated,
                 fmt::format("{}: freeze: expired {}, it is {}", where, to_iso(role.expires), to_iso(now_))};
}

Status TrustedSet::finish_root() {
    is_root_final_ = true;
    return check_fresh(root(), "root.json (TUF 5.3.10)");
}

Result<Acceptance> TrustedSet::update_timestamp(std::string_view bytes, Origin origin) {
    assert(is_root_final_ && !snapshot_);
    auto offered = parse_timestamp(bytes);
    if (!offered) return offered.error();
    const auto is_signed = check_signed(*offered, authority_of(root(), "timestamp"), "timestamp.json (TUF 5.4.2)");
    if (!is_signed) return is_signed.error();
    if (timestamp_) {
        const auto& trusted = timestamp_->content;
        const auto& next = offered->content;
        if (next.version < trusted.version) {
            return refuse(Code::outdated, "timestamp.json", "5.4.3",
                          "rollback: " + versions(next.version, trusted.version));
        }
        if (next.version == trusted.version) return Acceptance::unchanged;
        if (next.snapshot.version < trusted.snapshot.version) {
            return refuse(Code::outdated, "timestamp.json", "5.4.3",
                          "rollback of the snapshot: " + versions(next.snapshot.version, trusted.snapshot.version));
        }
    }
    if (origin == Origin::fetched) {
        if (const auto fresh = check_fresh(offered->content, "timestamp.json (TUF 5.4.4)"); !fresh) {
            return fresh.error();
        }
    }
    timestamp_ = std::move(*offered);
    now_ = std::max(now_, timestamp_->content.signed_at.value_or(now_));
    return Acceptance::replaced;
}

Status TrustedSet::finish_timestamp() const {
    assert(timestamp_);
    return check_fresh(timestamp_->content, "timestamp.json (TUF 5.4.4)");
}

Status TrustedSet::update_snapshot(std::string_view bytes, Origin origin) {
    assert(timestamp_ && !targets_);
    const auto& promised = timestamp_->content.snapshot;
    auto matches = check_bytes(bytes, promised, "snapshot.json", "5.5.2");
    if (origin == Origin::fetched && !matches) return matches;
    auto offered = parse_snapshot(bytes);
    if (!offered) return offered.error();
    if (auto is_signed = check_signed(*offered, authority_of(root(), "snapshot"), "snapshot.json (TUF 5.5.3)");
        !is_signed) {
        return is_signed;
    }
    if (origin == Origin::fetched) {
        if (offered->content.version != promised.version) {
            return refuse(
                Code::untrusted, "snapshot.json", "5.5.4",
                fmt::format("mix and match: version {}, expected {}", offered->content.version, promised.version));
        }
        // 5.5.5: no targets role may disappear or go back.
        for (const auto& [name, trusted] : snapshot_ ? snapshot_->content.meta : std::map<std::string, MetaFile>()) {
            const auto next = offered->content.meta.find(name);
            if (next == offered->content.meta.end()) {
                return refuse(Code::untrusted, "snapshot.json", "5.5.5", "rollback: " + name + " is missing");
            }
            if (next->second.version < trusted.version) {
                return refuse(Code::outdated, "snapshot.json", "5.5.5",
                              fmt::format("rollback of {}: {}", name, versions(next->second.version, trusted.version)));
            }
        }
        if (auto fresh = check_fresh(offered->content, "snapshot.json (TUF 5.5.6)"); !fresh) return fresh;
    }
    snapshot_ = std::move(*offered);
    stored_snapshot_matches_ = matches.has_value();
    return {};
}

bool TrustedSet::is_snapshot_current() const {
    return snapshot_ && stored_snapshot_matches_ &&
           snapshot_->content.version == timestamp_->content.snapshot.version && snapshot_->content.expires > now_;
}

const MetaFile* TrustedSet::meta_of(std::string_view role) const {
    assert(is_snapshot_current());
    const auto found = snapshot_->content.meta.find(std::string(role) + ".json");
    return found == snapshot_->content.meta.end() ? nullptr : &found->second;
}

Result<Envelope<Targets>> TrustedSet::read_targets(std::string_view role, const Authority& authority,
                                                   std::string_view bytes) const {
    const std::string where = file_name(role);
    const MetaFile* promised = meta_of(role);
    if (promised == nullptr) {
        return refuse(Code::untrusted, where, "5.6.1", "mix and match: not listed in snapshot.json");
    }
    if (const auto matches = check_bytes(bytes, *promised, where, "5.6.2"); !matches) return matches.error();
    auto offered = parse_targets(bytes, role);
    if (!offered) return offered.error();
    if (const auto is_signed = check_signed(*offered, authority, where + " (TUF 5.6.3)"); !is_signed) {
        return is_signed.error();
    }
    if (offered->content.version != promised->version) {
        return refuse(
            Code::untrusted, where, "5.6.4",
            fmt::format("mix and match: version {}, expected {}", offered->content.version, promised->version));
    }
    return offered;
}

Result<Envelope<Targets>> TrustedSet::accept_targets(std::string_view role, const Authority& authority,
                                                     std::string_view bytes) const {
    auto offered = read_targets(role, authority, bytes);
    if (!offered) return offered.error();
    const auto fresh = check_fresh(offered->content, file_name(role) + " (TUF 5.6.5)");
    if (!fresh) return fresh.error();
    return offered;
}

Status TrustedSet::update_targets(std::string_view bytes) {
    auto accepted = accept_targets("targets", authority_of(root(), "targets"), bytes);
    if (!accepted) return accepted.error();
    targets_ = std::make_shared<const Targets>(std::move(accepted->content));
    return {};
}

Status TrustedSet::update_delegated(std::string_view role, const Delegations& delegator, std::string_view bytes) {
    assert(targets_);
    const auto authority = authority_of(delegator, role);
    if (!authority) return authority.error();
    auto accepted = accept_targets(role, *authority, bytes);
    if (!accepted) return accepted.error();
    delegated_.insert_or_assign(std::string(role),
                                Delegated{std::make_shared<const Targets>(std::move(accepted->content)),
                                          std::move(accepted->canonical), std::move(accepted->signatures)});
    return {};
}

Result<Targets> TrustedSet::read_delegated(std::string_view role, const Delegations& delegator,
                                           std::string_view bytes) const {
    const auto authority = authority_of(delegator, role);
    if (!authority) return authority.error();
    auto read = read_targets(role, *authority, bytes);
    if (!read) return read.error();
    return std::move(read->content);
}

std::shared_ptr<const Targets> TrustedSet::delegated(std::string_view role, const Delegations& delegator) const {
    const auto found = delegated_.find(role);
    const auto authority = authority_of(delegator, role);
    if (found == delegated_.end() || !authority) return nullptr;
    const auto is_signed =
        check_signatures(found->second.canonical, found->second.signatures, *authority, verify_, file_name(role));
    return is_signed ? found->second.targets : nullptr;
}

}  // namespace content::tuf
