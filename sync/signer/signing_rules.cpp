#include "sync/signer/signing_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/delegates.h"
#include "content/tuf/encode.h"
#include "content/tuf/signatures.h"

namespace signer {
namespace {

namespace tuf = content::tuf;
using content::JsonValue;
using content::Refusal;
using content::SignerRefusal;
using Judgement = std::optional<SignerRefusal>;

/// Between the publisher's look at the clock and ours.
constexpr std::chrono::minutes late_signing{5};
constexpr std::size_t longest_custom = 1024;

SignerRefusal refuse(Refusal code, std::string message) {
    return {code, std::move(message)};
}

/// All that several rules ask for.
struct Case {
    const content::SigningRequest& request;
    const Situation& situation;
    const std::string& listed_role;  ///< the role itself, or the edition for one of its bins
    const tuf::RoleKeys& keys;
    const tuf::RoleKeys& edition_keys;
    const tuf::Delegations& bins;    ///< of the edition
    std::vector<std::string> paths;  ///< patterns: what `listed_role` may speak of

    [[nodiscard]] const std::string& role() const { return request.role; }
    [[nodiscard]] bool is_bin() const { return listed_role != role(); }
};

std::vector<std::string> paths_of(const std::string& role) {
    const auto delegations = content::delegations_to({});
    const auto found = std::ranges::find(delegations.roles, role, &tuf::DelegatedRole::name);
    return found == delegations.roles.end() ? std::vector<std::string>() : found->paths;
}

const Signed* last_signed(const Memory& memory, const std::string& role) {
    const auto found = memory.last.find(role);
    return found == memory.last.end() ? nullptr : &found->second;
}

/// What every role has.
Judgement judge_common(const Case& one, const tuf::Common& common, std::chrono::days lifetime) {
    const Situation& now = one.situation;
    const auto* last = last_signed(now.memory, one.role());
    const std::int64_t signed_before = last == nullptr ? 0 : last->version;
    const std::int64_t served = served_version(now.depot, one.role());
    if (common.version != std::max(signed_before, served) + 1) {
        return refuse(Refusal::wrong_version,
                      fmt::format("{} {}: signed last was {}, the depot has {}; the next is one above", one.role(),
                                  common.version, signed_before, served));
    }
    if (common.expires <= now.now) {
        return refuse(Refusal::wrong_expiry, fmt::format("{}: it would be over already", one.role()));
    }
    if (common.expires > now.now + lifetime) {
        return refuse(Refusal::wrong_expiry, fmt::format("{}: until {}, and {} days are allowed", one.role(),
                                                         content::to_iso(common.expires), lifetime.count()));
    }
    return {};
}

std::string_view kind_of(std::string_view path) {
    return path.starts_with("photos/") ? "photo" : path.starts_with("items/") ? "items" : "index";
}

bool is_path_of(const Case& one, const std::string& path) {
    const bool is_own =
        std::ranges::any_of(one.paths, [&](const auto& pattern) { return tuf::matches_pattern(pattern, path); });
    if (!one.is_bin()) return is_own;
    return is_own && path.starts_with("photos/") && tuf::bin_name(*one.bins.succinct, path) == one.role();
}

Judgement judge_target(const Case& one, const std::string& path, const tuf::TargetFile& target) {
    if (!is_path_of(one, path)) {
        return refuse(Refusal::wrong_path, fmt::format("{}: \"{}\" is none of its paths", one.role(), path));
    }
    const auto hash = target.hashes.find("sha256");
    if (hash == target.hashes.end()) {
        return refuse(Refusal::wrong_content, fmt::format("{}: {} has no sha256", one.role(), path));
    }
    if (path.starts_with("photos/") && path != "photos/" + hash->second) {
        return refuse(Refusal::wrong_content, fmt::format("{}: {} is not called by its hash", one.role(), path));
    }
    const std::string custom = target.custom ? content::to_canonical_json(*target.custom) : std::string();
    const bool is_release = one.listed_role == content::edition_role;
    const auto kind = content::to_canonical_json(JsonValue::Object{{"kind", kind_of(path)}});
    if (is_release ? custom != kind : custom.size() > longest_custom) {
        return refuse(Refusal::wrong_content, fmt::format("{}: \"custom\" of {} is not ours", one.role(), path));
    }
    return {};
}

/// An edition may spread its photos over bins with its own keys. All else would hand its word on.
Judgement judge_delegations(const Case& one, const tuf::Targets& targets) {
    if (!targets.delegations) return {};
    if (one.role() == content::edition_role) {
        tuf::Targets allowed = targets;
        allowed.delegations = one.bins;
        if (content::content_digest(allowed) == content::content_digest(targets)) return {};
    }
    return refuse(Refusal::wrong_content, fmt::format("{}: it may delegate to nobody", one.role()));
}

Judgement judge_approval(const Case& one, const tuf::Targets& targets) {
    const Policy& policy = one.situation.policy;
    if (one.role() != content::edition_role || policy.approvals == 0) return {};
    const std::string digest = content::content_digest(targets);
    const auto* last = last_signed(one.situation.memory, one.role());
    const bool is_known = last != nullptr && !last->content.empty();
    const std::string shown = is_known ? last->content : content::shown_digest(one.situation.depot);
    if (digest == shown) return {};
    const auto count = content::count_approvals(one.request.approvals, digest, shown, policy.approvers);
    if (count >= policy.approvals) return {};
    return refuse(Refusal::not_approved,
                  fmt::format("{} of {} approvals of {} in place of {}", count, policy.approvals, digest.substr(0, 12),
                              shown.empty() ? "nothing" : shown.substr(0, 12)));
}

Judgement judge_targets(const Case& one, const tuf::Targets& targets) {
    if (targets.targets.size() > content::limits::release_targets) {
        return refuse(Refusal::wrong_content, fmt::format("{}: too many targets", one.role()));
    }
    for (const auto& [path, target] : targets.targets) {
        if (auto refused = judge_target(one, path, target)) return refused;
    }
    if (auto refused = judge_delegations(one, targets)) return refused;
    return judge_approval(one, targets);
}

/// Whether a file is the one that was signed last. Where others must sign too, only its version is known.
bool is_last_signed(const Signed* last, const tuf::MetaFile& file, std::int64_t threshold) {
    if (last == nullptr || file.version != last->version) return false;
    const auto hash = file.hashes.find("sha256");
    if (hash == file.hashes.end()) return false;
    return threshold > 1 || (hash->second == last->file && file.length == last->length);
}

bool is_listed_right(const Case& one, const std::string& name, const tuf::MetaFile& file) {
    const auto& depot = one.situation.depot;
    const auto before = depot.snapshot.meta.find(name);
    if (before != depot.snapshot.meta.end() && before->second == file) return true;
    if (depot.unlisted && name == tuf::file_name("targets")) {
        return file.version == depot.unlisted->content.version &&
               file.length == static_cast<std::int64_t>(depot.unlisted->bytes.size()) &&
               file.hashes == decltype(file.hashes){{"sha256", content::sha256(depot.unlisted->bytes)}};
    }
    for (const auto& [role, last] : one.situation.memory.last) {
        if (tuf::file_name(role) != name) continue;
        const bool is_of_edition = role == content::edition_role || content::is_photo_bin(role);
        return is_last_signed(&last, file, is_of_edition ? one.edition_keys.threshold : 1);
    }
    return false;
}

Judgement judge_snapshot(const Case& one, const tuf::SnapshotRole& snapshot) {
    for (const auto& [name, file] : one.situation.depot.snapshot.meta) {
        if (!snapshot.meta.contains(name)) {
            return refuse(Refusal::wrong_content, fmt::format("snapshot: {} was left out", name));
        }
    }
    for (const auto& [name, file] : snapshot.meta) {
        if (!is_listed_right(one, name, file)) {
            return refuse(
                Refusal::wrong_content,
                fmt::format("snapshot: {} {} is neither in the depot nor what was signed last", name, file.version));
        }
    }
    return {};
}

Judgement judge_timestamp(const Case& one, const tuf::Timestamp& timestamp) {
    const auto now = one.situation.now;
    if (!timestamp.signed_at || *timestamp.signed_at > now || *timestamp.signed_at < now - late_signing) {
        return refuse(Refusal::wrong_content,
                      fmt::format("timestamp: it must say that it is signed now, at {}", content::to_iso(now)));
    }
    const auto& depot = one.situation.depot;
    if (depot.timestamp && depot.timestamp->snapshot == timestamp.snapshot) return {};
    if (is_last_signed(last_signed(one.situation.memory, "snapshot"), timestamp.snapshot, 1)) return {};
    return refuse(Refusal::wrong_content, fmt::format("timestamp: snapshot {} is neither in the depot nor what was "
                                                      "signed last",
                                                      timestamp.snapshot.version));
}

std::chrono::days lifetime_of(const Case& one) {
    const auto& lifetimes = one.situation.policy.lifetimes;
    if (one.role() == "snapshot") return lifetimes.snapshot;
    if (one.role() == "timestamp") return lifetimes.timestamp;
    return one.role() == content::emergency_role ? lifetimes.emergency : lifetimes.delegated;
}

using Verdict = std::variant<Permission, SignerRefusal>;

/// Reads the metadata, holds it to what all roles have and to `judge_content`, and makes sure that we would have
/// written the same.
template <class T, class Judge>
Verdict judge_form(const Case& one, const content::Result<tuf::Envelope<T>>& read, Judge judge_content) {
    if (!read) return refuse(Refusal::bad_request, read.error().message);
    JsonValue ours = tuf::to_json(read->content);
    if (content::to_canonical_json(ours) != read->canonical) {
        return refuse(Refusal::bad_request, fmt::format("{}: it has words that are not ours", one.role()));
    }
    if (auto refused = judge_common(one, read->content, lifetime_of(one))) return *refused;
    if (auto refused = judge_content(one, read->content)) return *refused;
    Permission permission{std::move(ours), read->content.version, {}, one.keys};
    if constexpr (std::is_same_v<T, tuf::Targets>) permission.content = content::content_digest(read->content);
    return permission;
}

}  // namespace

Verdict judge(const content::SigningRequest& request, const Situation& situation) {
    const content::DepotState& depot = situation.depot;
    const auto roles = depot.roles();
    const auto top = roles.find("targets");
    if (top == roles.end() || !content::is_delegated(top->second)) {
        return refuse(Refusal::wrong_depot,
                      "the depot is a plain one: its targets belong to people (kiosk-pack ceremony)");
    }
    const std::int64_t served = depot.timestamp ? depot.timestamp->version : 0;
    if (served < situation.memory.timestamp) {
        return refuse(Refusal::wrong_depot,
                      fmt::format("the depot went back: its timestamp is {}, and was {} (after a restore: kiosk-signer "
                                  "accept-depot)",
                                  served, situation.memory.timestamp));
    }
    const content::Authorities authorities{depot.root, roles};
    const std::string edition(content::edition_role);
    const auto bins = content::photo_bins(edition, authorities);
    const auto names = tuf::role_names(bins);
    const bool is_bin = std::ranges::find(names, request.role) != names.end();
    const std::string& listed = is_bin ? edition : request.role;
    const auto* keys = authorities.find(listed);
    if (!situation.policy.roles.contains(listed) || keys == nullptr) {
        return refuse(Refusal::wrong_role, fmt::format("\"{}\" is no role of this signer", request.role));
    }
    const Case one{request, situation, listed, *keys, *authorities.find(edition), bins, paths_of(listed)};
    const std::string file = tuf::encode_file(request.part, {});
    if (request.role == "snapshot") return judge_form(one, tuf::parse_snapshot(file), judge_snapshot);
    if (request.role == "timestamp") return judge_form(one, tuf::parse_timestamp(file), judge_timestamp);
    return judge_form(one, tuf::parse_targets(file, request.role), judge_targets);
}

}  // namespace signer
