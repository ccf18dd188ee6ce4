#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "content/tuf/metadata.h"

/// Who must sign a file, and whether enough of them did.
namespace content::tuf {

/// True when `signature` (the raw bytes) of `message` was made by `key`. This function decides which kinds
/// of keys count: it answers false for an unknown kind.
using VerifySignature = std::function<bool(const Key& key, std::string_view message, std::string_view signature)>;

/// The policy of every program that goes to a venue: ed25519 with hexadecimal keys (RFC 8032), nothing else.
[[nodiscard]] bool verify_ed25519(const Key& key, std::string_view message, std::string_view signature);

/// The keys that may sign one role, as the delegator says. Points into the delegator's metadata.
struct Authority {
    const Keys* keys = nullptr;
    const RoleKeys* role = nullptr;
};
[[nodiscard]] Authority authority_of(const Root& root, std::string_view role);
/// Code::untrusted when `delegations` does not name the role.
[[nodiscard]] Result<Authority> authority_of(const Delegations& delegations, std::string_view role);

/// Section 5.3.4 and its like ("check for an arbitrary software attack"): valid signatures of at least threshold
/// different keys. Two keyids of one key count once; a keyid need not be the key's hash; signatures that are
/// invalid, or made by strangers, are ignored. Code::untrusted.
[[nodiscard]] Status check_signatures(std::string_view canonical, const std::vector<Signature>& signatures,
                                      const Authority& authority, const VerifySignature& verify,
                                      std::string_view where);

/// Name of the bin that `path` belongs to: "<prefix>-<hexadecimal>" (TAP 15).
[[nodiscard]] std::string bin_name(const SuccinctRoles& roles, std::string_view path);

/// Every role that `delegations` names; of bins, all of them.
[[nodiscard]] std::vector<std::string> role_names(const Delegations& delegations);

/// Section 4.5 PATHPATTERN: '*' stands for any run of characters and '?' for one, neither for '/'. Case counts.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view path);

/// The delegated roles that are asked for `path`, in order; ends after the first terminating one.
struct NextRole {
    std::string name;
    bool terminating = false;
};
[[nodiscard]] std::vector<NextRole> roles_for(const Delegations& delegations, std::string_view path);

}  // namespace content::tuf
