#include "content/depot/delegates.h"

#include <algorithm>
#include <utility>

#include "content/tuf/encode.h"
#include "content/tuf/signatures.h"

namespace content {
namespace {

constexpr std::string_view bins_prefix = "photos";

void add(tuf::Delegations& delegations, std::string_view name, const RoleSetup& setup, std::vector<std::string> paths) {
    tuf::DelegatedRole role;
    role.name = name;
    role.terminating = true;
    role.paths = std::move(paths);
    role.threshold = setup.threshold;
    for (const auto& key : setup.keys) {
        const std::string id = tuf::keyid(key);
        delegations.keys.emplace(id, key);
        if (std::ranges::find(role.keyids, id) == role.keyids.end()) role.keyids.push_back(id);
    }
    delegations.roles.push_back(std::move(role));
}

}  // namespace

Delegates all_by(const tuf::Key& online) {
    const RoleSetup one{{online}, 1};
    return {one, one, one};
}

tuf::Delegations delegations_to(const Delegates& delegates) {
    tuf::Delegations delegations;
    add(delegations, emergency_role, delegates.emergency, {"emergency/*"});
    add(delegations, screens_role, delegates.screens, {"screens/*"});
    add(delegations, edition_role, delegates.edition, {"index.json.zst", "items/*", "photos/*"});
    return delegations;
}

bool is_delegated(const tuf::Targets& top) {
    return top.delegations && std::ranges::find(top.delegations->roles, edition_role, &tuf::DelegatedRole::name) !=
                                  top.delegations->roles.end();
}

std::string content_role(const tuf::Targets& top) {
    return is_delegated(top) ? std::string(edition_role) : "targets";
}

std::int64_t release_number(const tuf::Targets& top, const tuf::SnapshotRole& snapshot) {
    const auto listed = snapshot.meta.find(tuf::file_name(content_role(top)));
    return listed == snapshot.meta.end() ? 0 : listed->second.version;
}

std::int64_t release_number(const tuf::TrustedSet& trusted) {
    if (!trusted.targets() || trusted.snapshot() == nullptr) return 0;
    return release_number(*trusted.targets(), *trusted.snapshot());
}

const tuf::RoleKeys* Authorities::find(const std::string& role) const {
    const auto top = root.roles.find(role);
    if (top != root.roles.end()) return &top->second;
    for (const auto& [name, targets] : roles) {
        if (!targets.delegations) continue;
        const auto authority = tuf::authority_of(*targets.delegations, role);
        if (authority) return authority->role;
    }
    return nullptr;
}

bool is_photo_bin(std::string_view role) {
    return role.starts_with(bins_prefix) && role.substr(bins_prefix.size()).starts_with('-');
}

tuf::Delegations photo_bins(const std::string& role, const Authorities& authorities) {
    constexpr int bits = 4;
    tuf::Delegations delegations;
    tuf::SuccinctRoles bins;
    static_cast<tuf::RoleKeys&>(bins) = *authorities.find(role);
    bins.bit_length = bits;
    bins.name_prefix = bins_prefix;
    const auto& keys = role == "targets" ? authorities.root.keys : authorities.roles.at("targets").delegations->keys;
    for (const auto& id : bins.keyids)
        delegations.keys.emplace(id, keys.at(id));
    delegations.succinct = std::move(bins);
    return delegations;
}

}  // namespace content
