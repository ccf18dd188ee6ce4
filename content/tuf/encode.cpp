#include "content/tuf/encode.h"

#include <algorithm>

#include "content/base/sha256.h"

namespace content::tuf {
namespace {

JsonValue to_array(const std::vector<std::string>& texts) {
    return JsonValue::Array(texts.begin(), texts.end());
}

JsonValue to_object(const std::map<std::string, std::string>& texts) {
    JsonValue::Object object;
    for (const auto& [name, text] : texts)
        object.emplace(name, text);
    return object;
}

JsonValue::Object common(const Common& role, std::string_view type) {
    return {{"_type", type}, {"spec_version", "1.0.34"}, {"version", role.version}, {"expires", to_iso(role.expires)}};
}

JsonValue keys_object(const Keys& keys) {
    JsonValue::Object object;
    for (const auto& [id, key] : keys)
        object.emplace(id, to_json(key));
    return object;
}

JsonValue::Object role_object(const RoleKeys& role) {
    return {{"keyids", to_array(role.keyids)}, {"threshold", role.threshold}};
}

JsonValue meta_object(const MetaFile& file) {
    JsonValue::Object object{{"version", file.version}};
    if (file.length) object.emplace("length", *file.length);
    if (!file.hashes.empty()) object.emplace("hashes", to_object(file.hashes));
    return object;
}

JsonValue delegations_object(const Delegations& delegations) {
    JsonValue::Object object{{"keys", keys_object(delegations.keys)}};
    if (const auto& bins = delegations.succinct) {
        auto role = role_object(*bins);
        role.emplace("bit_length", bins->bit_length);
        role.emplace("name_prefix", bins->name_prefix);
        object.emplace("succinct_roles", std::move(role));
        return object;
    }
    JsonValue::Array roles;
    for (const auto& delegated : delegations.roles) {
        auto role = role_object(delegated);
        role.emplace("name", delegated.name);
        role.emplace("terminating", delegated.terminating);
        const bool by_hash = !delegated.path_hash_prefixes.empty();
        role.emplace(by_hash ? "path_hash_prefixes" : "paths",
                     to_array(by_hash ? delegated.path_hash_prefixes : delegated.paths));
        roles.emplace_back(std::move(role));
    }
    object.emplace("roles", std::move(roles));
    return object;
}

}  // namespace

JsonValue to_json(const Key& key) {
    return JsonValue::Object{
        {"keytype", key.keytype}, {"scheme", key.scheme}, {"keyval", JsonValue::Object{{"public", key.public_value}}}};
}

std::string keyid(const Key& key) {
    return sha256(to_canonical_json(to_json(key)));
}

JsonValue to_json(const Root& root) {
    auto object = common(root, "root");
    object.emplace("consistent_snapshot", root.consistent_snapshot);
    object.emplace("keys", keys_object(root.keys));
    JsonValue::Object roles;
    for (const auto& [name, role] : root.roles)
        roles.emplace(name, role_object(role));
    object.emplace("roles", std::move(roles));
    return object;
}

JsonValue to_json(const Timestamp& timestamp) {
    auto object = common(timestamp, "timestamp");
    if (timestamp.signed_at) object.emplace("x-rotunda-signed-at", to_iso(*timestamp.signed_at));
    if (timestamp.log) {
        object.emplace("x-rotunda-log",
                       JsonValue::Object{{"entries", timestamp.log->entries}, {"newest", timestamp.log->newest}});
    }
    object.emplace("meta", JsonValue::Object{{"snapshot.json", meta_object(timestamp.snapshot)}});
    return object;
}

JsonValue to_json(const SnapshotRole& snapshot) {
    auto object = common(snapshot, "snapshot");
    JsonValue::Object meta;
    for (const auto& [name, file] : snapshot.meta)
        meta.emplace(name, meta_object(file));
    object.emplace("meta", std::move(meta));
    return object;
}

JsonValue to_json(const Targets& targets) {
    auto object = common(targets, "targets");
    JsonValue::Object files;
    for (const auto& [path, target] : targets.targets) {
        JsonValue::Object file{{"length", target.length}, {"hashes", to_object(target.hashes)}};
        if (target.custom) file.emplace("custom", *target.custom);
        files.emplace(path, std::move(file));
    }
    object.emplace("targets", std::move(files));
    if (targets.delegations) object.emplace("delegations", delegations_object(*targets.delegations));
    return object;
}

std::string encode_file(const JsonValue& signed_part, std::vector<Signature> signatures) {
    std::ranges::sort(signatures, {}, &Signature::keyid);
    JsonValue::Array list;
    for (auto& signature : signatures) {
        list.emplace_back(
            JsonValue::Object{{"keyid", std::move(signature.keyid)}, {"sig", std::move(signature.value)}});
    }
    return to_compact_json(JsonValue::Object{{"signatures", std::move(list)}, {"signed", signed_part}});
}

}  // namespace content::tuf
