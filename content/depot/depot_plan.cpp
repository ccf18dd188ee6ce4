#include "content/depot/depot_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/base/json.h"
#include "content/base/sha256.h"
#include "content/tuf/encode.h"
#include "content/tuf/signatures.h"

namespace content {
namespace {

/// Up to here photos stand in targets.json itself; beyond, in bins by their hash, so that a changed story does not
/// send the hashes of all photos again.
constexpr std::size_t photos_without_bins = 24;
constexpr int bin_bits = 4;

struct Signers {
    const std::vector<SigningKey>& keys;
    const tuf::Root& root;            ///< whose rules must be met
    const tuf::Root* also = nullptr;  ///< whose rules should be met too, or null
};

const tuf::RoleKeys& rules_of(const tuf::Root& root, const std::string& role) {
    const auto found = root.roles.find(role);
    return found != root.roles.end() ? found->second : root.roles.at("targets");  // bins belong to the targets keys
}

bool lists(const tuf::RoleKeys& rules, const std::string& keyid) {
    return std::ranges::find(rules.keyids, keyid) != rules.keyids.end();
}

bool has_enough(const std::vector<SigningKey>& keys, const tuf::RoleKeys& rules) {
    std::set<std::string> ids;
    for (const auto& key : keys) {
        if (lists(rules, key.keyid())) ids.insert(key.keyid());
    }
    return static_cast<std::int64_t>(ids.size()) >= rules.threshold;
}

/// The file, signed by every key at hand that the role knows.
Result<std::string> sign(const JsonValue& part, const std::string& role, const Signers& signers) {
    const auto& rules = rules_of(signers.root, role);
    if (!has_enough(signers.keys, rules)) {
        return Error{Code::bad_input,
                     fmt::format("{}: {} of its keys must sign; give them with --key", role, rules.threshold)};
    }
    const std::string canonical = to_canonical_json(part);
    std::map<std::string, tuf::Signature> signatures;
    for (const auto& key : signers.keys) {
        const bool is_known =
            lists(rules, key.keyid()) || (signers.also != nullptr && lists(rules_of(*signers.also, role), key.keyid()));
        if (is_known) signatures.emplace(key.keyid(), key.sign(canonical));
    }
    std::vector<tuf::Signature> list;
    list.reserve(signatures.size());
    for (auto& [id, signature] : signatures)
        list.push_back(std::move(signature));
    return encode_file(part, std::move(list));
}

tuf::MetaFile described(std::int64_t version, std::string_view bytes) {
    return {version, static_cast<std::int64_t>(bytes.size()), {{"sha256", sha256(bytes)}}};
}

std::string content_of(tuf::Targets targets) {
    targets.version = 1;
    targets.expires = {};
    return to_canonical_json(to_json(targets));
}

bool is_due(const tuf::Common& role, std::chrono::days lifetime, Instant now) {
    return role.expires - now < std::chrono::seconds(lifetime) / 2;
}

std::optional<tuf::Delegations> bins(const tuf::Root& root) {
    tuf::Delegations delegations;
    tuf::SuccinctRoles roles;
    static_cast<tuf::RoleKeys&>(roles) = root.roles.at("targets");
    roles.bit_length = bin_bits;
    roles.name_prefix = "photos";
    for (const auto& id : roles.keyids)
        delegations.keys.emplace(id, root.keys.at(id));
    delegations.succinct = std::move(roles);
    return delegations;
}

/// The contents of every targets role of a release; versions and expiry are not set.
std::map<std::string, tuf::Targets> roles_of(const Release& release, const tuf::Root& root) {
    std::map<std::string, tuf::Targets> roles;
    auto& top = roles["targets"];
    const auto photos = static_cast<std::size_t>(std::ranges::count(release.files, "photo", &ReleaseFile::kind));
    if (photos > photos_without_bins) {
        top.delegations = bins(root);
        for (const auto& name : role_names(*top.delegations))
            roles[name];
    }
    for (const auto& file : release.files) {
        const bool is_in_bin = top.delegations && file.kind == "photo";
        const std::string role = is_in_bin ? bin_name(*top.delegations->succinct, file.path) : "targets";
        roles.at(role).targets.emplace(file.path, file.target());
    }
    return roles;
}

struct Wanted {
    std::map<std::string, tuf::Targets> roles;
    std::set<std::string> again;  ///< roles to sign even without change: "targets" (with its bins), "snapshot", ...
};

DepotWrite metadata_write(const std::string& role, std::int64_t version, std::string bytes) {
    const std::string number = role == "timestamp" ? "" : std::to_string(version) + ".";
    return {"metadata/" + number + tuf::file_name(role), std::move(bytes)};
}

Result<std::vector<DepotWrite>> plan_metadata(const DepotState& state, const Wanted& wanted, const Signers& signers,
                                              Instant now, const Lifetimes& lifetimes) {
    std::vector<DepotWrite> writes;
    tuf::SnapshotRole snapshot = state.snapshot;
    for (const auto& [role, content] : wanted.roles) {
        const auto current = state.targets.find(role);
        const bool is_same = current != state.targets.end() && content_of(current->second) == content_of(content);
        const bool is_wanted = !is_same || wanted.again.contains("targets");
        const auto listed = snapshot.meta.find(role + ".json");
        // Depots of earlier versions listed roles by their version alone: they are signed anew with the next release.
        const bool is_bound = listed != snapshot.meta.end() && !listed->second.hashes.empty();
        if (!is_wanted && is_bound && !is_due(current->second, lifetimes.targets, now)) continue;
        tuf::Targets next = content;
        next.version = (listed == snapshot.meta.end() ? 0 : listed->second.version) + 1;
        next.expires = now + lifetimes.targets;
        auto bytes = sign(to_json(next), role, signers);
        if (!bytes && !is_wanted) continue;  // the keys are at home; there is half a lifetime to bring them
        if (!bytes) return bytes.error();
        // Bound by its hash, not only by its version: who has stolen the targets keys alone, and a mirror, could put
        // another file of the same version in its place.
        snapshot.meta[role + ".json"] = described(next.version, *bytes);
        writes.push_back(metadata_write(role, next.version, std::move(*bytes)));
    }
    tuf::Timestamp timestamp = state.timestamp.value_or(tuf::Timestamp());
    const bool is_snapshot_wanted = !writes.empty() || wanted.again.contains("snapshot");
    if (is_snapshot_wanted || is_due(snapshot, lifetimes.snapshot, now)) {
        ++snapshot.version;
        snapshot.expires = now + lifetimes.snapshot;
        auto bytes = sign(to_json(snapshot), "snapshot", signers);
        if (!bytes && is_snapshot_wanted) return bytes.error();
        if (bytes) {
            timestamp.snapshot = described(snapshot.version, *bytes);
            writes.push_back(metadata_write("snapshot", snapshot.version, std::move(*bytes)));
        }
    }
    const bool is_timestamp_wanted = !writes.empty() || wanted.again.contains("timestamp");
    if (!is_timestamp_wanted && !is_due(timestamp, lifetimes.timestamp, now)) return writes;
    timestamp.version = state.timestamp ? state.timestamp->version + 1 : 1;
    timestamp.expires = now + lifetimes.timestamp;
    timestamp.signed_at = now;
    auto bytes = sign(to_json(timestamp), "timestamp", signers);
    if (!bytes) return bytes.error();
    writes.push_back(metadata_write("timestamp", timestamp.version, std::move(*bytes)));
    return writes;
}

std::set<std::string> interrupted(const DepotState& state) {
    if (!state.needs_signing) return {};
    return {"targets", "snapshot", "timestamp"};
}

Status apply(const KeyRotation& rotation, tuf::Root& root) {
    const auto role = root.roles.find(rotation.role);
    if (role == root.roles.end()) return Error{Code::bad_input, rotation.role + ": no such role"};
    for (const auto& id : rotation.remove) {
        if (std::erase(role->second.keyids, id) == 0) {
            return Error{Code::bad_input, fmt::format("{}: key {} is none of its keys", rotation.role, id)};
        }
    }
    for (const auto& key : rotation.add) {
        const std::string id = keyid(key);
        root.keys[id] = key;
        if (!lists(role->second, id)) role->second.keyids.push_back(id);
    }
    if (rotation.threshold) role->second.threshold = *rotation.threshold;
    if (role->second.threshold < 1 || role->second.threshold > static_cast<std::int64_t>(role->second.keyids.size())) {
        return Error{Code::bad_input, fmt::format("{}: threshold {} of {} keys", rotation.role, role->second.threshold,
                                                  role->second.keyids.size())};
    }
    std::erase_if(root.keys, [&](const auto& entry) {
        return std::ranges::none_of(root.roles, [&](const auto& other) { return lists(other.second, entry.first); });
    });
    return {};
}

}  // namespace

Result<std::vector<DepotWrite>> plan_publication(const DepotState& state, const Release* release,
                                                 const std::vector<SigningKey>& keys, Instant now,
                                                 const Lifetimes& lifetimes) {
    Wanted wanted{release != nullptr ? roles_of(*release, state.root) : state.targets, interrupted(state)};
    if (state.needs_signing && wanted.roles.contains("targets") && wanted.roles["targets"].delegations) {
        wanted.roles["targets"].delegations = bins(state.root);
    }
    return plan_metadata(state, wanted, {keys, state.root}, now, lifetimes);
}

Result<std::vector<DepotWrite>> plan_rotation(const DepotState& state, const KeyRotation& rotation,
                                              const std::vector<SigningKey>& keys, Instant now,
                                              const Lifetimes& lifetimes) {
    tuf::Root root = state.root;
    ++root.version;
    root.expires = now + lifetimes.root;
    if (auto applied = apply(rotation, root); !applied) return applied.error();
    if (!has_enough(keys, state.root.roles.at("root"))) {
        return Error{Code::bad_input, "root: the keys before the rotation must sign too; give them with --key"};
    }
    auto bytes = sign(to_json(root), "root", {keys, root, &state.root});
    if (!bytes) return bytes.error();
    DepotWrite root_write = metadata_write("root", root.version, std::move(*bytes));
    const bool is_root = rotation.role == "root";
    // Where the timestamp's keys are at home, screens find a new root by itself when they next walk through all roles.
    const bool is_told =
        state.timestamp && (!is_root || (!state.needs_signing && has_enough(keys, root.roles.at("timestamp"))));
    if (!is_told) return std::vector<DepotWrite>{std::move(root_write)};

    Wanted wanted{state.targets, interrupted(state)};
    wanted.again.insert(is_root ? "timestamp" : rotation.role);
    if (rotation.role == "targets" && wanted.roles["targets"].delegations) {
        wanted.roles["targets"].delegations = bins(root);
    }
    auto writes = plan_metadata(state, wanted, {keys, root, &state.root}, now, lifetimes);
    if (!writes) return writes.error();
    // With the old keys at hand the new files hold under both roots, and the root comes last. Without them nothing
    // can hold under the old root, and the root comes just before the timestamp that needs it, as it does where that
    // is only signed anew to make screens look.
    const bool is_last = !is_root && has_enough(keys, state.root.roles.at(rotation.role));
    writes->insert(is_last ? writes->end() : writes->end() - 1, std::move(root_write));
    return writes;
}

}  // namespace content
