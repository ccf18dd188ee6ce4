#include "content/tuf/metadata.h"

#include <algorithm>
#include <set>

#include "content/base/internet_address.h"
#include "content/base/json_fields.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"

namespace content::tuf {
namespace {

Key read_key(JsonFields& fields) {
    Key key{fields.string("keytype"), fields.string("scheme"), {}};
    fields.object("keyval", Need::required, [&](JsonFields& value) { key.public_value = value.string("public"); });
    return key;
}

Keys read_keys(JsonFields& fields) {
    Keys keys;
    fields.each_member("keys", Need::required,
                       [&](const std::string& id, JsonFields& key) { keys.emplace(id, read_key(key)); });
    return keys;
}

void read_role_keys(JsonFields& fields, RoleKeys& role) {
    std::set<std::string> seen;
    // A keyid listed twice is one key: section 4.2 counts unique keys.
    for (auto& id : fields.strings("keyids")) {
        if (seen.insert(id).second) role.keyids.push_back(std::move(id));
    }
    role.threshold = fields.integer("threshold", 1);
}

void read_hashes(JsonFields& fields, std::map<std::string, std::string>& hashes) {
    fields.each_string("hashes",
                       [&](const std::string& name, const std::string& value) { hashes.emplace(name, value); });
    if (!hashes.contains("sha256") && !hashes.contains("sha512")) fields.refuse("hashes", "a sha256 or a sha512");
    if (const auto sha = hashes.find("sha256"); sha != hashes.end() && !is_sha256(sha->second)) {
        fields.refuse("hashes", "64 lower-case hexadecimal digits for sha256");
    }
    if (const auto sha = hashes.find("sha512"); sha != hashes.end() && !is_sha512(sha->second)) {
        fields.refuse("hashes", "128 lower-case hexadecimal digits for sha512");
    }
}

MetaFile read_meta_file(JsonFields& fields) {
    MetaFile file;
    file.version = fields.integer("version", 1);
    if (fields.has("length")) file.length = fields.integer("length", 1);
    if (fields.has("hashes")) read_hashes(fields, file.hashes);
    return file;
}

TargetFile read_target(JsonFields& fields) {
    TargetFile file;
    file.length = fields.integer("length", 0);
    read_hashes(fields, file.hashes);
    if (const auto* custom = fields.find("custom", Need::optional)) file.custom = *custom;
    return file;
}

void check_name(JsonFields& fields, std::string_view field, std::string_view name) {
    if (name.empty() || name.size() > limits::role_name || is_top_level(name)) {
        fields.refuse(field, "1 to 80 bytes, and not the name of a top-level role");
    }
}

DelegatedRole read_delegated_role(JsonFields& fields) {
    DelegatedRole role;
    read_role_keys(fields, role);
    role.name = fields.string("name");
    check_name(fields, "name", role.name);
    role.terminating = fields.boolean("terminating");
    if (fields.has("paths") == fields.has("path_hash_prefixes")) {
        fields.refuse("paths", "either this or path_hash_prefixes");
    } else if (fields.has("paths")) {
        role.paths = fields.strings("paths");
    } else {
        role.path_hash_prefixes = fields.strings("path_hash_prefixes");
    }
    return role;
}

SuccinctRoles read_succinct(JsonFields& fields) {
    SuccinctRoles roles;
    read_role_keys(fields, roles);
    const std::int64_t bits = fields.integer("bit_length", 1);
    if (bits > 32) fields.refuse("bit_length", "1 to 32");
    roles.bit_length = static_cast<int>(std::clamp<std::int64_t>(bits, 1, 32));
    roles.name_prefix = fields.string("name_prefix");
    check_name(fields, "name_prefix", roles.name_prefix);
    return roles;
}

Delegations read_delegations(JsonFields& fields) {
    Delegations delegations;
    delegations.keys = read_keys(fields);
    if (fields.has("roles") == fields.has("succinct_roles")) {
        fields.refuse("roles", "either this or succinct_roles");
    } else if (fields.has("succinct_roles")) {
        fields.object("succinct_roles", Need::required,
                      [&](JsonFields& value) { delegations.succinct = read_succinct(value); });
    } else {
        std::set<std::string> names;
        fields.each_element("roles", Need::required, [&](JsonFields& value) {
            auto role = read_delegated_role(value);
            if (!names.insert(role.name).second) value.refuse("name", "a role once");
            delegations.roles.push_back(std::move(role));
        });
    }
    return delegations;
}

void read(JsonFields& fields, Root& root) {
    root.consistent_snapshot = fields.has("consistent_snapshot") && fields.boolean("consistent_snapshot");
    root.keys = read_keys(fields);
    fields.each_member("roles", Need::required, [&](const std::string& name, JsonFields& value) {
        RoleKeys role;
        read_role_keys(value, role);
        root.roles.emplace(name, std::move(role));
    });
    for (const std::string_view name : {"root", "timestamp", "snapshot", "targets"}) {
        if (!root.roles.contains(std::string(name))) fields.refuse("roles", "a role " + std::string(name));
    }
}

void read(JsonFields& fields, Timestamp& timestamp) {
    if (fields.has("x-rotunda-signed-at")) timestamp.signed_at = fields.instant("x-rotunda-signed-at", Need::required);
    if (fields.has("x-rotunda-log")) {
        fields.object("x-rotunda-log", Need::required, [&](JsonFields& field) {
            LogAnchor log{field.integer("entries", 1), field.string("newest")};
            if (!is_sha256(log.newest)) field.refuse("newest", "64 hexadecimal digits");
            timestamp.log = std::move(log);
        });
    }
    fields.object("meta", Need::required, [&](JsonFields& meta) {
        meta.object("snapshot.json", Need::required,
                    [&](JsonFields& file) { timestamp.snapshot = read_meta_file(file); });
    });
}

void read(JsonFields& fields, SnapshotRole& snapshot) {
    fields.each_member("meta", Need::required, [&](const std::string& name, JsonFields& file) {
        snapshot.meta.emplace(name, read_meta_file(file));
    });
}

void read(JsonFields& fields, Targets& targets) {
    fields.each_member("targets", Need::required, [&](const std::string& path, JsonFields& file) {
        targets.targets.emplace(path, read_target(file));
    });
    if (fields.has("delegations")) {
        fields.object("delegations", Need::required,
                      [&](JsonFields& value) { targets.delegations = read_delegations(value); });
    }
}

std::vector<Signature> read_signatures(JsonFields& file) {
    std::vector<Signature> signatures;
    std::set<std::string> seen;
    file.each_element("signatures", Need::required, [&](JsonFields& value) {
        Signature signature{value.string("keyid"), value.string("sig")};
        // Section 4.2: the keyid must be unique in the array.
        if (!seen.insert(signature.keyid).second) value.refuse("keyid", "one signature of a key");
        if (signatures.size() == limits::signatures) value.refuse("keyid", "no further signature");
        signatures.push_back(std::move(signature));
    });
    return signatures;
}

template <class T>
Result<Envelope<T>> parse(std::string_view bytes, std::string_view type, const std::string& where) {
    auto json = parse_strict_json(bytes, where);
    if (!json) return json.error();
    bool is_supported = true;
    auto envelope = read_object(*json, where, [&](JsonFields& file) {
        Envelope<T> offered;
        offered.signatures = read_signatures(file);
        file.object("signed", Need::required, [&](JsonFields& fields) {
            // Section 4.2.1: the type is inside what is signed, so that no file can pass for another.
            if (fields.string("_type") != type) fields.refuse("_type", "\"" + std::string(type) + "\"");
            is_supported = fields.string("spec_version").starts_with("1.");
            offered.content.version = fields.integer("version", 1);
            offered.content.expires = fields.instant("expires", Need::required).value_or(Instant());
            read(fields, offered.content);
        });
        return offered;
    });
    if (envelope && !is_supported) {
        return Error{Code::unsupported, where + ": spec_version, expected 1.x (The Update Framework)"};
    }
    if (envelope) envelope->canonical = to_canonical_json(*json->find("signed"));
    return envelope;
}

}  // namespace

Result<Envelope<Root>> parse_root(std::string_view bytes) {
    return parse<Root>(bytes, "root", "root.json");
}
Result<Envelope<Timestamp>> parse_timestamp(std::string_view bytes) {
    return parse<Timestamp>(bytes, "timestamp", "timestamp.json");
}
Result<Envelope<SnapshotRole>> parse_snapshot(std::string_view bytes) {
    return parse<SnapshotRole>(bytes, "snapshot", "snapshot.json");
}
Result<Envelope<Targets>> parse_targets(std::string_view bytes, std::string_view role) {
    return parse<Targets>(bytes, "targets", file_name(role));
}

bool is_top_level(std::string_view role) {
    return role == "root" || role == "timestamp" || role == "snapshot" || role == "targets";
}

std::string file_name(std::string_view role) {
    return percent_encoded(role) + ".json";
}

}  // namespace content::tuf
