#include "sync/signer/signer_memory.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/delegates.h"
#include "content/tuf/metadata.h"
#include "sync/signer/signer_policy.h"

namespace signer {
namespace {

using content::Code;
using content::Error;
using content::JsonValue;

constexpr std::string_view did_start = "started";
constexpr std::string_view did_sign = "signed";
constexpr std::string_view did_accept = "accepted-depot";

JsonValue::Object entry(content::Instant now, std::string_view did) {
    return {{"at", content::to_iso(now)}, {"did", did}};
}

JsonValue versions_of(const content::DepotState& depot) {
    JsonValue::Object versions;
    for (const std::string& role : online_roles())
        versions[role] = served_version(depot, role);
    return versions;
}

/// What the depot says of a role's file; null for the timestamp, and before the first publication.
const content::tuf::MetaFile* served_file(const content::DepotState& depot, const std::string& role) {
    if (!depot.timestamp) return nullptr;
    if (role == "snapshot") return &depot.timestamp->snapshot;
    const auto listed = depot.snapshot.meta.find(content::tuf::file_name(role));
    return listed == depot.snapshot.meta.end() ? nullptr : &listed->second;
}

}  // namespace

std::int64_t served_version(const content::DepotState& depot, const std::string& role) {
    if (role == "timestamp") return depot.timestamp ? depot.timestamp->version : 0;
    const auto* file = served_file(depot, role);
    return file == nullptr ? 0 : file->version;
}

void Memory::take(const JsonValue& entry) {
    const std::string did = entry.text_at("did");
    if (did == did_start || did == did_accept) root = entry.text_at("root");
    // Approvals are then in place of what that depot shows, whatever was signed last.
    if (did == did_accept) {
        for (auto& [role, made] : last)
            made.content.clear();
    }
    const auto* served = entry.find("served");
    if (served != nullptr && served->object() != nullptr) {
        begun_with.clear();
        for (const auto& [role, version] : *served->object())
            begun_with[role] = served->number_at(role);
        timestamp = begun_with["timestamp"];
    }
    if (did != did_sign) return;
    last[entry.text_at("role")] = {entry.number_at("version"), entry.text_at("file"), entry.number_at("length"),
                                   entry.text_at("content")};
    timestamp = std::max(timestamp, entry.number_at("depot"));
}

JsonValue::Object started_entry(content::Instant now, const std::string& root, const std::vector<std::string>& keyids) {
    auto started = entry(now, did_start);
    started["root"] = root;
    started["keys"] = JsonValue::Array(keyids.begin(), keyids.end());
    return started;
}

JsonValue::Object begun_entry(content::Instant now, const std::string& root, const std::vector<std::string>& keyids,
                              const content::DepotState& depot) {
    auto begun = started_entry(now, root, keyids);
    begun["served"] = versions_of(depot);
    return begun;
}

JsonValue::Object signed_entry(content::Instant now, const std::string& role, const Signed& what,
                               std::int64_t depot_timestamp) {
    auto made = entry(now, did_sign);
    made["role"] = role;
    made["version"] = what.version;
    made["file"] = what.file;
    made["length"] = what.length;
    if (!what.content.empty()) made["content"] = what.content;
    made["depot"] = depot_timestamp;
    return made;
}

JsonValue::Object accepted_entry(content::Instant now, const std::string& root, const content::DepotState& depot) {
    auto accepted = entry(now, did_accept);
    accepted["root"] = root;
    accepted["served"] = versions_of(depot);
    return accepted;
}

content::Result<std::string> first_root_hash(const std::filesystem::path& depot) {
    return content::hash_file(depot / "metadata" / "1.root.json", content::limits::root_metadata);
}

content::Status check_depot(const Memory& memory, const content::DepotState& depot) {
    const content::Authorities authorities{depot.root, depot.targets};
    for (const std::string& role : online_roles()) {
        const std::int64_t served = served_version(depot, role);
        const auto last = memory.last.find(role);
        const auto begun = memory.begun_with.find(role);
        const std::int64_t newest = std::max(last == memory.last.end() ? 0 : last->second.version,
                                             begun == memory.begun_with.end() ? 0 : begun->second);
        if (served > newest) {
            return Error{Code::untrusted,
                         fmt::format("{}: the depot serves version {}, and the log ends at {}", role, served, newest)};
        }
        const auto* file = served_file(depot, role);
        const auto* keys = authorities.find(role);
        if (file == nullptr || last == memory.last.end() || last->second.version != served) continue;
        const auto hash = file->hashes.find("sha256");
        if (keys != nullptr && keys->threshold > 1) continue;  // others' signatures are in the file too
        if (hash != file->hashes.end() && hash->second != last->second.file) {
            return Error{Code::untrusted,
                         fmt::format("{}: version {} of the depot is not what was signed", role, served)};
        }
    }
    return {};
}

}  // namespace signer
