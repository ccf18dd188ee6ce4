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

}  // namespace

void Memory::take(const JsonValue& entry) {
    const std::string did = entry.text_at("did");
    if (did == did_start || did == did_accept) root = entry.text_at("root");
    if (did == did_accept) timestamp = entry.number_at("depot");
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

JsonValue::Object accepted_entry(content::Instant now, const std::string& root, std::int64_t depot_timestamp) {
    auto accepted = entry(now, did_accept);
    accepted["root"] = root;
    accepted["depot"] = depot_timestamp;
    return accepted;
}

content::Result<std::string> first_root_hash(const std::filesystem::path& depot) {
    return content::hash_file(depot / "metadata" / "1.root.json", content::limits::root_metadata);
}

content::Status check_depot(const Memory& memory, const content::DepotState& depot) {
    for (const std::string& role : online_roles()) {
        const auto listed = depot.snapshot.meta.find(content::tuf::file_name(role));
        std::int64_t served = listed == depot.snapshot.meta.end() ? 0 : listed->second.version;
        if (role == "snapshot") served = depot.snapshot.version;
        if (role == "timestamp") served = depot.timestamp ? depot.timestamp->version : 0;
        const auto found = memory.last.find(role);
        const std::int64_t known = found == memory.last.end() ? 0 : found->second.version;
        if (served > known) {
            return Error{Code::untrusted,
                         fmt::format("{}: the depot serves version {}, and the log ends at {}", role, served, known)};
        }
        const auto* meta = role == "snapshot" && depot.timestamp ? &depot.timestamp->snapshot
                           : listed == depot.snapshot.meta.end() ? nullptr
                                                                 : &listed->second;
        const bool is_newest = meta != nullptr && served == known && role != "timestamp";
        const auto hash = is_newest ? meta->hashes.find("sha256") : decltype(meta->hashes.end())();
        if (is_newest && hash != meta->hashes.end() && hash->second != found->second.file) {
            return Error{Code::untrusted,
                         fmt::format("{}: version {} of the depot is not what was signed", role, served)};
        }
    }
    return {};
}

}  // namespace signer
