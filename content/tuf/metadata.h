#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/json.h"
#include "content/base/result.h"
#include "content/base/time.h"

/// The metadata of The Update Framework, specification 1.0.x, section 4, as plain values. Parsing checks the form of
/// one file; TrustedSet decides whether to trust it. Signatures also cover fields that the specification does
/// not know, so Envelope keeps them.
namespace content::tuf {

/// Section 4.2 KEY. Production uses keytype and scheme "ed25519" with 64 hexadecimal digits.
struct Key {
    std::string keytype;
    std::string scheme;
    std::string public_value;  ///< hexadecimal, or PEM for the other key types

    bool operator==(const Key&) const = default;
};
using Keys = std::map<std::string, Key>;  ///< by keyid

/// Which keys must sign, and how many different ones of them.
struct RoleKeys {
    std::vector<std::string> keyids;  ///< without duplicates
    std::int64_t threshold = 1;       ///< at least 1

    bool operator==(const RoleKeys&) const = default;
};

/// What every role's metadata has.
struct Common {
    std::int64_t version = 1;  ///< at least 1
    Instant expires{};
};

struct Root : Common {
    bool consistent_snapshot = true;
    Keys keys;
    std::map<std::string, RoleKeys> roles;  ///< "root", "timestamp", "snapshot" and "targets" are always there
};

/// What a file must be: its version, and its length and hashes if given.
struct MetaFile {
    std::int64_t version = 1;
    std::optional<std::int64_t> length;
    std::map<std::string, std::string> hashes;  ///< algorithm to lower-case hexadecimal; may be empty

    bool operator==(const MetaFile&) const = default;
};

/// How far somebody else's log, which is only added to, had come: who keeps this proves later that nothing before it
/// was changed or cut off.
struct LogAnchor {
    std::int64_t entries = 0;
    std::string newest;  ///< hash of the newest one, 64 hexadecimal digits

    bool operator==(const LogAnchor&) const = default;
};

struct Timestamp : Common {
    MetaFile snapshot;
    /// When the timestamp was signed, in our own field "x-rotunda-signed-at". It tells even a screen whose clock is
    /// wrong the earliest time that it can be now.
    std::optional<Instant> signed_at;
    /// Of the log of the hub that publishes, in our own field "x-rotunda-log". Screens keep it and do not look at it.
    std::optional<LogAnchor> log;
};

struct SnapshotRole : Common {
    std::map<std::string, MetaFile> meta;  ///< "targets.json", "<role>.json"
};

struct TargetFile {
    std::int64_t length = 0;
    std::map<std::string, std::string> hashes;  ///< a sha256, a sha512 or both; others are kept and not read
    std::optional<JsonValue> custom;            ///< opaque to the specification
};

struct DelegatedRole : RoleKeys {
    std::string name;
    bool terminating = false;
    std::vector<std::string> paths;               ///< patterns; or else:
    std::vector<std::string> path_hash_prefixes;  ///< hexadecimal beginnings of sha256(target path)
};

/// Hashed bins (TAP 15): 2^bit_length roles with the same keys. The beginning of the hash of a target's path names
/// its bin.
struct SuccinctRoles : RoleKeys {
    int bit_length = 1;  ///< 1 to 32
    std::string name_prefix;
};

struct Delegations {
    Keys keys;
    std::vector<DelegatedRole> roles;  ///< most trusted first
    std::optional<SuccinctRoles> succinct;
};

struct Targets : Common {
    std::map<std::string, TargetFile> targets;
    std::optional<Delegations> delegations;
};

struct Signature {
    std::string keyid;
    std::string value;  ///< as received; only hexadecimal can ever verify
};

/// One file: its typed content, the bytes its signatures are over, and the signatures.
template <class T>
struct Envelope {
    T content;
    std::string canonical;              ///< canonical JSON of "signed", with every unknown field
    std::vector<Signature> signatures;  ///< no keyid twice
};

/// Section 4.2 to 4.6. Code::bad_input with the field and what was expected, Code::unsupported for another major
/// version of the specification. Whoever receives `bytes` checks their size.
[[nodiscard]] Result<Envelope<Root>> parse_root(std::string_view bytes);
[[nodiscard]] Result<Envelope<Timestamp>> parse_timestamp(std::string_view bytes);
[[nodiscard]] Result<Envelope<SnapshotRole>> parse_snapshot(std::string_view bytes);
/// `role` only names the file in messages.
[[nodiscard]] Result<Envelope<Targets>> parse_targets(std::string_view bytes, std::string_view role);

/// The name under which a role is asked for and stored, without version: percent_encoded(), and ".json". A role called
/// "../x" stays one file name.
[[nodiscard]] std::string file_name(std::string_view role);

/// "root", "timestamp", "snapshot", "targets": names no delegated role may have.
[[nodiscard]] bool is_top_level(std::string_view role);

}  // namespace content::tuf
