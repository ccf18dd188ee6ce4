#include "content/depot/depot_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "content/base/json.h"
#include "content/base/sha256.h"
#include "content/tuf/encode.h"
#include "content/tuf/signatures.h"

namespace content {
namespace {

/// Up to here photos stand in targets.json itself; beyond, in bins by their hash, so that a changed story does not
/// send the hashes of all photos again.
constexpr std::size_t photos_without_bins = 24;

/// Whose rules must be met, and whose should be met too where the keys are at hand.
struct Signing {
    const Signers& by;
    Authorities authorities;
    std::optional<Authorities> former;
};

bool lists(const tuf::RoleKeys* rules, const std::string& keyid) {
    return rules != nullptr && std::ranges::find(rules->keyids, keyid) != rules->keyids.end();
}

bool has_enough(const Signers& signers, const std::string& role, const tuf::RoleKeys* rules) {
    const auto ids = signers.keyids(role);
    return rules != nullptr &&
           std::ranges::count_if(ids, [&](const auto& id) { return lists(rules, id); }) >= rules->threshold;
}

bool can_sign(const std::string& role, const Signing& signing) {
    return has_enough(signing.by, role, signing.authorities.find(role));
}

/// The file, signed by every key at hand that the role knows.
Result<std::string> sign(const JsonValue& part, const std::string& role, const Signing& signing) {
    const auto* rules = signing.authorities.find(role);
    if (!can_sign(role, signing)) {
        return Error{Code::bad_input, fmt::format("{}: {} of its keys must sign; give them with --key or --signer",
                                                  role, rules == nullptr ? 1 : rules->threshold)};
    }
    const auto* former = signing.former ? signing.former->find(role) : nullptr;
    auto ids = signing.by.keyids(role);
    std::erase_if(ids, [&](const auto& id) { return !lists(rules, id) && !lists(former, id); });
    auto signatures = signing.by.sign(role, part, ids);
    if (!signatures) return signatures.error();
    return encode_file(part, std::move(*signatures));
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

/// The same for snapshot and timestamp, which may be signed anew sooner.
bool is_old(const tuf::Common& role, std::chrono::days lifetime, Instant now, const Lifetimes& lifetimes) {
    if (!lifetimes.refresh_after) return is_due(role, lifetime, now);
    return role.expires - now <= std::chrono::seconds(lifetime) - *lifetimes.refresh_after;
}

/// After a change of keys: bins belong to who lists the release now.
void rebind_bins(std::map<std::string, tuf::Targets>& roles, const tuf::Root& root) {
    const std::string role = content_role(roles["targets"]);
    auto& content = roles[role];
    if (content.delegations && content.delegations->succinct) content.delegations = photo_bins(role, {root, roles});
}

/// The contents of all targets roles before what is published: those that keep their words.
std::map<std::string, tuf::Targets> standing_roles(const DepotState& state) {
    auto roles = state.roles();
    if (is_delegated(roles["targets"])) {
        for (const auto name : roles_beside_releases)
            roles[std::string(name)];
    }
    return roles;
}

/// The contents of every targets role of a release; versions and expiry are not set.
std::map<std::string, tuf::Targets> roles_of(const Release& release, const DepotState& state) {
    auto roles = standing_roles(state);
    const std::string role = content_role(roles["targets"]);
    std::erase_if(roles, [](const auto& entry) { return is_photo_bin(entry.first); });
    roles[role] = {};
    const auto photos = static_cast<std::size_t>(std::ranges::count(release.files, "photo", &ReleaseFile::kind));
    if (photos > photos_without_bins) {
        roles[role].delegations = photo_bins(role, {state.root, roles});
        for (const auto& name : role_names(*roles[role].delegations))
            roles[name];
    }
    const auto delegations = roles[role].delegations;
    for (const auto& file : release.files) {
        const bool is_in_bin = delegations && file.kind == "photo";
        const std::string target_role = is_in_bin ? bin_name(*delegations->succinct, file.path) : role;
        roles.at(target_role).targets.emplace(file.path, file.target());
    }
    return roles;
}

/// The roles whose metadata must be signed even without a change: other keys count for them than for what is served.
std::set<std::string> roles_with_new_keys(const Authorities& now, const Authorities& before) {
    std::set<std::string> found;
    const auto compare = [&](const std::string& role) {
        const auto* next = now.find(role);
        const auto* former = before.find(role);
        if (next != nullptr && (former == nullptr || !(*next == *former))) found.insert(role);
    };
    for (const char* role : {"snapshot", "timestamp"})
        compare(role);
    for (const auto& [role, targets] : now.roles)
        compare(role);
    return found;
}

struct Wanted {
    std::map<std::string, tuf::Targets> roles;
    std::set<std::string> again;  ///< roles to sign even without change
};

DepotWrite metadata_write(const std::string& role, std::int64_t version, std::string bytes) {
    const std::string number = role == "timestamp" ? "" : std::to_string(version) + ".";
    return {"metadata/" + number + tuf::file_name(role), std::move(bytes)};
}

std::chrono::days lifetime_of(const std::string& role, bool is_in_delegated, const Lifetimes& lifetimes) {
    if (role == "targets" || !is_in_delegated) return lifetimes.targets;
    return role == emergency_role ? lifetimes.emergency : lifetimes.delegated;
}

/// The targets roles that change; `snapshot` learns of them.
Result<std::vector<DepotWrite>> plan_targets(const DepotState& state, const Wanted& wanted, const Signing& signing,
                                             Instant now, const Lifetimes& lifetimes, tuf::SnapshotRole& snapshot) {
    std::vector<DepotWrite> writes;
    const bool is_in_delegated = is_delegated(wanted.roles.at("targets"));
    const std::int64_t release = state.timestamp ? release_number(state.targets.at("targets"), state.snapshot) : 0;
    for (const auto& [role, content] : wanted.roles) {
        const auto* unlisted = role == "targets" && state.unlisted ? &*state.unlisted : nullptr;
        if (unlisted != nullptr && content_of(unlisted->content) == content_of(content)) {
            snapshot.meta[tuf::file_name(role)] = described(unlisted->content.version, unlisted->bytes);
            continue;
        }
        const auto current = state.targets.find(role);
        const bool is_same = current != state.targets.end() && content_of(current->second) == content_of(content);
        const bool is_wanted = !is_same || wanted.again.contains(role);
        const auto listed = snapshot.meta.find(tuf::file_name(role));
        // Depots of earlier versions listed roles by their version alone: they are signed anew with the next release.
        const bool is_bound = listed != snapshot.meta.end() && !listed->second.hashes.empty();
        const bool is_offline = is_in_delegated && role == "targets";  // its expiry is decided on, never put off here
        const auto lifetime = lifetime_of(role, is_in_delegated, lifetimes);
        if (!is_wanted && is_bound && (is_offline || !is_due(current->second, lifetime, now))) continue;
        if (!is_wanted && !can_sign(role, signing)) continue;  // there is half a lifetime to bring the keys
        tuf::Targets next = content;
        // The release of a plain depot that becomes a delegated one goes on counting.
        const std::int64_t least = role == edition_role ? release : unlisted != nullptr ? unlisted->content.version : 0;
        const std::int64_t before = listed == snapshot.meta.end() ? 0 : listed->second.version;
        next.version = std::max({before, least, signing.by.last_version(role)}) + 1;
        next.expires = now + lifetime;
        auto bytes = sign(to_json(next), role, signing);
        if (!bytes) return bytes.error();
        // Bound by its hash, not only by its version: who has stolen the targets keys alone, and a mirror, could put
        // another file of the same version in its place.
        snapshot.meta[tuf::file_name(role)] = described(next.version, *bytes);
        writes.push_back(metadata_write(role, next.version, std::move(*bytes)));
    }
    return writes;
}

Result<std::vector<DepotWrite>> plan_metadata(const DepotState& state, const Wanted& wanted, const Signing& signing,
                                              Instant now, const Lifetimes& lifetimes) {
    tuf::SnapshotRole snapshot = state.snapshot;
    auto planned = plan_targets(state, wanted, signing, now, lifetimes, snapshot);
    if (!planned) return planned.error();
    std::vector<DepotWrite> writes = std::move(*planned);
    tuf::Timestamp timestamp = state.timestamp.value_or(tuf::Timestamp());
    const bool is_snapshot_wanted = snapshot.meta != state.snapshot.meta || wanted.again.contains("snapshot");
    const bool is_snapshot_due = is_old(snapshot, lifetimes.snapshot, now, lifetimes) && can_sign("snapshot", signing);
    if (is_snapshot_wanted || is_snapshot_due) {
        snapshot.version = std::max(snapshot.version, signing.by.last_version("snapshot")) + 1;
        snapshot.expires = now + lifetimes.snapshot;
        auto bytes = sign(to_json(snapshot), "snapshot", signing);
        if (!bytes) return bytes.error();
        timestamp.snapshot = described(snapshot.version, *bytes);
        writes.push_back(metadata_write("snapshot", snapshot.version, std::move(*bytes)));
    }
    const bool is_timestamp_wanted = !writes.empty() || wanted.again.contains("timestamp");
    if (!is_timestamp_wanted && !is_old(timestamp, lifetimes.timestamp, now, lifetimes)) return writes;
    const std::int64_t former = state.timestamp ? state.timestamp->version : 0;
    timestamp.version = std::max(former, signing.by.last_version("timestamp")) + 1;
    timestamp.expires = now + lifetimes.timestamp;
    timestamp.signed_at = now;
    if (signing.by.log()) timestamp.log = signing.by.log();
    auto bytes = sign(to_json(timestamp), "timestamp", signing);
    if (!bytes) return bytes.error();
    writes.push_back(metadata_write("timestamp", timestamp.version, std::move(*bytes)));
    return writes;
}

void remove_unused_keys(tuf::Root& root) {
    std::erase_if(root.keys, [&](const auto& entry) {
        return std::ranges::none_of(root.roles, [&](const auto& role) { return lists(&role.second, entry.first); });
    });
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
        if (!lists(&role->second, id)) role->second.keyids.push_back(id);
    }
    if (rotation.threshold) role->second.threshold = *rotation.threshold;
    if (role->second.threshold < 1 || role->second.threshold > static_cast<std::int64_t>(role->second.keyids.size())) {
        return Error{Code::bad_input, fmt::format("{}: threshold {} of {} keys", rotation.role, role->second.threshold,
                                                  role->second.keyids.size())};
    }
    remove_unused_keys(root);
    return {};
}

tuf::Root next_root(const DepotState& state, Instant now, const Lifetimes& lifetimes) {
    tuf::Root root = state.root;
    ++root.version;
    root.expires = now + lifetimes.root;
    return root;
}

/// The whole of a role's keys. Code::bad_input when they are fewer than must sign.
Status set_keys(tuf::Root& root, const std::string& role, const RoleSetup& setup) {
    tuf::RoleKeys rules;
    rules.threshold = setup.threshold;
    for (const auto& key : setup.keys) {
        root.keys[keyid(key)] = key;
        if (!lists(&rules, keyid(key))) rules.keyids.push_back(keyid(key));
    }
    if (rules.threshold < 1 || rules.threshold > static_cast<std::int64_t>(rules.keyids.size())) {
        return Error{Code::bad_input, role + ": fewer keys than must sign"};
    }
    root.roles[role] = std::move(rules);
    return {};
}

/// What is served, with other words about who may speak.
std::map<std::string, tuf::Targets> roles_under(const DepotState& state, const tuf::Root& root,
                                                const std::optional<Delegates>& delegates) {
    auto roles = standing_roles(state);
    if (delegates) {
        auto& top = roles["targets"];
        if (!is_delegated(top)) roles[std::string(edition_role)] = std::exchange(top, {});
        top.delegations = delegations_to(*delegates);
        for (const auto name : roles_beside_releases)
            roles[std::string(name)];
    }
    rebind_bins(roles, root);
    return roles;
}

/// "targets" that only delegates, where nothing was published yet.
Result<DepotWrite> plan_delegation(const Delegates& delegates, std::int64_t version, const Signing& signing,
                                   Instant now, const Lifetimes& lifetimes) {
    for (const auto* setup : {&delegates.emergency, &delegates.screens, &delegates.edition}) {
        if (setup->threshold < 1 || setup->threshold > static_cast<std::int64_t>(setup->keys.size())) {
            return Error{Code::bad_input, "a delegated role has fewer keys than must sign"};
        }
    }
    tuf::Targets top;
    top.version = version;
    top.expires = now + lifetimes.targets;
    top.delegations = delegations_to(delegates);
    auto bytes = sign(to_json(top), "targets", signing);
    if (!bytes) return bytes.error();
    return metadata_write("targets", version, std::move(*bytes));
}

Result<std::vector<DepotWrite>> plan_roles(const DepotState& state, std::map<std::string, tuf::Targets> roles,
                                           const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    Wanted wanted{std::move(roles), {}};
    // What expired says for nobody any more who may publish. A timestamp that is signed later would also be the last
    // one that this depot can be read with.
    const auto& top = wanted.roles.at("targets");
    if (is_delegated(top) && top.expires <= now) {
        return Error{
            Code::bad_input,
            fmt::format("targets.json expired {}: its keys must say again who may publish, by kiosk-pack ceremony "
                        "or rotate-key --role targets --online",
                        to_iso(top.expires))};
    }
    if (state.served_root) {
        rebind_bins(wanted.roles, state.root);
        wanted.again = roles_with_new_keys({state.root, wanted.roles}, {*state.served_root, state.targets});
    }
    return plan_metadata(state, wanted, {signers, {state.root, wanted.roles}, {}}, now, lifetimes);
}

/// All that a new root brings with it.
Result<std::vector<DepotWrite>> plan_root(const DepotState& state, const tuf::Root& root,
                                          const std::optional<Delegates>& delegates, const Signers& keys, Instant now,
                                          const Lifetimes& lifetimes) {
    if (!has_enough(keys, "root", &state.root.roles.at("root"))) {
        return Error{Code::bad_input, "root: the keys before the rotation must sign too; give them with --key"};
    }
    const Authorities before{state.served_root ? *state.served_root : state.root, state.targets};
    const Authorities former{state.root, state.targets};
    const std::map<std::string, tuf::Targets> nothing;
    auto bytes = sign(to_json(root), "root", {keys, {root, nothing}, former});
    if (!bytes) return bytes.error();
    DepotWrite root_write = metadata_write("root", root.version, std::move(*bytes));
    std::vector<DepotWrite> writes;
    if (!state.timestamp) {
        const auto* top = state.unlisted ? &state.unlisted->content : nullptr;
        const bool is_signed_anew = !(root.roles.at("targets") == state.root.roles.at("targets"));
        if (delegates || (top != nullptr && is_signed_anew)) {
            if (!delegates) return Error{Code::bad_input, "targets: say again whom it delegates to, with --delegate"};
            const std::int64_t version = top != nullptr ? top->version + 1 : 1;
            auto planned = plan_delegation(*delegates, version, {keys, {root, nothing}, former}, now, lifetimes);
            if (!planned) return planned.error();
            writes.push_back(std::move(*planned));
        }
        writes.push_back(std::move(root_write));
        return writes;
    }

    Wanted wanted{roles_under(state, root, delegates), {}};
    wanted.again = roles_with_new_keys({root, wanted.roles}, before);
    if (delegates) wanted.again.insert("targets");  // its expiry is put off by saying again whom it delegates to
    const bool is_root_alone = wanted.again.empty();
    // Where the timestamp's keys are at home, screens find a new root by itself when they next walk through all roles.
    if (is_root_alone && !has_enough(keys, "timestamp", &root.roles.at("timestamp"))) {
        writes.push_back(std::move(root_write));
        return writes;
    }
    if (is_root_alone) wanted.again.insert("timestamp");
    auto planned = plan_metadata(state, wanted, {keys, {root, wanted.roles}, former}, now, lifetimes);
    if (!planned) return planned.error();
    writes = std::move(*planned);
    // With the old keys at hand the new files hold under both roots, and the root comes last. Without them nothing
    // can hold under the old root, and the root comes just before the timestamp that needs it, as it does where that
    // is only signed anew to make screens look.
    const bool holds_under_both = std::ranges::all_of(std::array{"targets", "snapshot", "timestamp"}, [&](auto role) {
        return !wanted.again.contains(role) || has_enough(keys, role, &state.root.roles.at(role));
    });
    const bool is_last = !is_root_alone && holds_under_both;
    writes.insert(is_last ? writes.end() : writes.end() - 1, std::move(root_write));
    return writes;
}

}  // namespace

std::map<std::string, tuf::Targets> DepotState::roles() const {
    auto roles = targets;
    if (unlisted) roles["targets"] = unlisted->content;
    return roles;
}

std::string content_digest(const tuf::Targets& targets) {
    return sha256(content_of(targets));
}

std::string shown_digest(const DepotState& state) {
    const auto top = state.targets.find("targets");
    if (top == state.targets.end()) return {};
    const auto shown = state.targets.find(content_role(top->second));
    return shown == state.targets.end() ? std::string() : content_digest(shown->second);
}

std::string release_digest(const DepotState& state, const Release& release) {
    const auto roles = roles_of(release, state);
    return content_digest(roles.at(content_role(roles.at("targets"))));
}

Result<std::vector<DepotWrite>> plan_publication(const DepotState& state, const Release* release,
                                                 const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    return plan_roles(state, release != nullptr ? roles_of(*release, state) : standing_roles(state), signers, now,
                      lifetimes);
}

Result<std::vector<DepotWrite>> plan_profiles(const DepotState& state, const std::vector<ReleaseFile>& profiles,
                                              const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    auto roles = standing_roles(state);
    if (!is_delegated(roles["targets"])) {
        return Error{
            Code::bad_input,
            "profiles need a depot that delegates to the role \"screens\"; give it that by rotate-key --online"};
    }
    if (!state.timestamp) return Error{Code::bad_input, "nothing was published yet; profiles come after a release"};
    tuf::Targets& role = roles[std::string(screens_role)];
    role.targets.clear();
    for (const auto& file : profiles)
        role.targets.emplace(file.path, file.target());
    return plan_roles(state, std::move(roles), signers, now, lifetimes);
}

Result<std::vector<DepotWrite>> plan_rotation(const DepotState& state, const KeyRotation& rotation,
                                              const std::vector<SigningKey>& keys, Instant now,
                                              const Lifetimes& lifetimes) {
    tuf::Root root = next_root(state, now, lifetimes);
    if (auto applied = apply(rotation, root); !applied) return applied.error();
    return plan_root(state, root, rotation.delegates, keys, now, lifetimes);
}

Result<std::vector<DepotWrite>> plan_new_keys(const DepotState& state, const NewKeys& changes,
                                              const std::vector<SigningKey>& keys, Instant now,
                                              const Lifetimes& lifetimes) {
    tuf::Root root = next_root(state, now, lifetimes);
    for (const auto& [role, setup] : changes.roles) {
        if (!root.roles.contains(role)) return Error{Code::bad_input, role + ": no such role"};
        if (auto set = set_keys(root, role, setup); !set) return set.error();
    }
    remove_unused_keys(root);
    return plan_root(state, root, changes.delegates, keys, now, lifetimes);
}

Result<std::vector<DepotWrite>> plan_start(const NewKeys& setup, const std::vector<SigningKey>& keys, Instant now,
                                           const Lifetimes& lifetimes) {
    tuf::Root root;
    root.expires = now + lifetimes.root;
    for (const std::string role : {"root", "targets", "snapshot", "timestamp"}) {
        const auto found = setup.roles.find(role);
        if (auto set = set_keys(root, role, found == setup.roles.end() ? RoleSetup() : found->second); !set) {
            return set.error();
        }
    }
    const std::map<std::string, tuf::Targets> nothing;
    const Signers by(keys);
    const Signing signing{by, {root, nothing}, {}};
    auto bytes = sign(to_json(root), "root", signing);
    if (!bytes) return bytes.error();
    std::vector<DepotWrite> writes;
    if (setup.delegates) {
        auto top = plan_delegation(*setup.delegates, 1, signing, now, lifetimes);
        if (!top) return top.error();
        writes.push_back(std::move(*top));
    }
    writes.push_back(metadata_write("root", 1, std::move(*bytes)));  // last: it is what makes a folder a depot
    return writes;
}

std::int64_t written_version(const std::vector<DepotWrite>& writes, const std::string& role) {
    const std::string end = "." + tuf::file_name(role);
    for (const auto& file : writes) {
        const auto digits = file.path.substr(std::min(std::string("metadata/").size(), file.path.size()));
        std::int64_t version = 0;
        const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
        if (error == std::errc() && std::string_view(rest) == end) return version;
    }
    return 0;
}

}  // namespace content
