#include "sync/signer/signer_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "content/base/sha256.h"
#include "content/depot/depot.h"
#include "content/tuf/encode.h"
#include "sync/signer/signing_rules.h"

namespace signer {
namespace {

using content::Code;
using content::Error;
using content::JsonValue;
using content::Refusal;
using content::Result;
using content::SignerRefusal;

constexpr int noted_refusals_per_minute = 60;
constexpr double milliseconds_per_minute = 60'000;
constexpr std::size_t noted_words = 500;  ///< of a message in the log: it may hold words of whoever asks

JsonValue words_of(const Peer& peer) {
    return JsonValue::Object{{"user", std::int64_t{peer.user}}, {"process", std::int64_t{peer.process}}};
}

/// Whether at least one of the keys counts for anything in this depot.
bool is_known(const content::DepotState& depot, const std::vector<content::SigningKey>& keys) {
    const auto roles = depot.roles();
    const content::Authorities authorities{depot.root, roles};
    return std::ranges::any_of(online_roles(), [&](const std::string& role) {
        const auto* rules = authorities.find(role);
        return rules != nullptr && std::ranges::any_of(keys, [&](const auto& key) {
                   return std::ranges::find(rules->keyids, key.keyid()) != rules->keyids.end();
               });
    });
}

}  // namespace

bool Allowance::take(content::Steady now) {
    const double minutes = static_cast<double>((now - at_).count()) / milliseconds_per_minute;
    at_ = now;
    left_ = std::min(per_minute_, left_ + minutes * per_minute_);
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
}

SignerService::SignerService(Parts parts, SigningLog log, Memory memory)
    : parts_(std::move(parts)),
      log_(std::move(log)),
      memory_(std::move(memory)),
      signatures_(parts_.policy.per_minute),
      noted_refusals_(noted_refusals_per_minute) {}

Result<std::unique_ptr<SignerService>> SignerService::open(Parts parts, content::Instant now) {
    const auto depot = content::read_depot(parts.depot);
    if (!depot) return depot.error();
    const auto root = first_root_hash(parts.depot);
    if (!root) return root.error();
    if (!is_known(*depot, parts.keys)) {
        return Error{Code::bad_input, parts.depot.string() + ": none of these keys speaks for a role of this depot"};
    }
    Memory memory;
    auto log = SigningLog::open(parts.log, [&](const JsonValue& entry) { memory.take(entry); });
    if (!log) return log.error();
    if (!memory.root.empty() && memory.root != *root) {
        return Error{Code::untrusted,
                     fmt::format("{}: not the depot that {} speaks of (on purpose: kiosk-signer accept-depot)",
                                 parts.depot.string(), parts.log.string())};
    }
    const bool is_first = memory.root.empty();
    std::unique_ptr<SignerService> service(new SignerService(std::move(parts), std::move(*log), std::move(memory)));
    const auto entry =
        is_first ? begun_entry(now, *root, service->keyids(), *depot) : started_entry(now, *root, service->keyids());
    if (auto noted = service->log_.append(entry); !noted) return noted.error();
    service->memory_.take(JsonValue(entry));
    return service;
}

std::vector<std::string> SignerService::keyids() const {
    std::vector<std::string> ids;
    for (const auto& key : parts_.keys)
        ids.push_back(key.keyid());
    return ids;
}

bool SignerService::admits(const Peer& peer, content::Instant now, content::Steady steady) {
    if (parts_.policy.allows(peer)) return true;
    static_cast<void>(refuse(peer, {Refusal::not_allowed, fmt::format("user {} may not ask", peer.user)}, now, steady));
    return false;
}

std::string SignerService::refuse(const Peer& peer, SignerRefusal refusal, content::Instant now,
                                  content::Steady steady) {
    std::string line = content::to_line(content::SignerAnswer(refusal));
    // A log that refusals fill as fast as somebody can ask would be the end of signing.
    if (!noted_refusals_.take(steady)) {
        ++unnoted_;
        return line;
    }
    JsonValue::Object entry{{"at", content::to_iso(now)},
                            {"did", "refused"},
                            {"by", words_of(peer)},
                            {"code", name_of(content::refusal_names, refusal.code)},
                            {"words", refusal.message.substr(0, noted_words)}};
    if (unnoted_ > 0) entry["unnoted"] = unnoted_;
    if (log_.append(entry)) unnoted_ = 0;
    return line;
}

content::SignerStatus SignerService::status() const {
    content::SignerStatus status;
    const auto ids = keyids();
    status.keyids = {ids.begin(), ids.end()};
    status.roles = parts_.policy.roles;
    for (const auto& [role, last] : memory_.last)
        status.last[role] = last.version;
    status.lifetimes = parts_.policy.lifetimes;
    return status;
}

content::SignerAnswer SignerService::sign(const Peer& peer, const content::SigningRequest& request,
                                          content::Instant now) {
    const auto depot = content::read_depot(parts_.depot);
    if (!depot) return SignerRefusal{Refusal::wrong_depot, depot.error().message};
    const auto root = first_root_hash(parts_.depot);
    if (!root || *root != memory_.root) return SignerRefusal{Refusal::wrong_depot, "the depot is another one now"};
    auto verdict = judge(request, {parts_.policy, memory_, *depot, now});
    if (auto* refusal = std::get_if<SignerRefusal>(&verdict)) return std::move(*refusal);
    const auto& permission = std::get<Permission>(verdict);

    const std::string canonical = content::to_canonical_json(permission.part);
    std::vector<content::tuf::Signature> signatures;
    for (const auto& key : parts_.keys) {
        const auto& ids = permission.by.keyids;
        if (std::ranges::find(ids, key.keyid()) != ids.end()) signatures.push_back(key.sign(canonical));
    }
    if (signatures.empty()) {
        return SignerRefusal{Refusal::wrong_role, fmt::format("no key here speaks for {}", request.role)};
    }
    const std::string file = content::tuf::encode_file(permission.part, signatures);
    const Signed made{permission.version, content::sha256(file), static_cast<std::int64_t>(file.size()),
                      permission.content};
    const std::int64_t seen = depot->timestamp ? depot->timestamp->version : 0;
    auto entry = signed_entry(now, request.role, made, seen);
    entry["by"] = words_of(peer);
    // First the log, then the answer: what is not in the log was signed by nobody.
    if (auto noted = log_.append(entry); !noted) return SignerRefusal{Refusal::cannot_write_log, noted.error().message};
    memory_.take(JsonValue(entry));
    return signatures;
}

std::string SignerService::answer(const Peer& peer, std::string_view line, content::Instant now,
                                  content::Steady steady) {
    const auto request = content::read_request(line);
    if (!request) return refuse(peer, {Refusal::bad_request, request.error().message}, now, steady);
    const auto* signing = std::get_if<content::SigningRequest>(&*request);
    if (signing == nullptr) return content::to_line(content::SignerAnswer(status()));
    if (!signatures_.take(steady)) {
        return refuse(peer,
                      {Refusal::too_many, fmt::format("more than {} signatures a minute", parts_.policy.per_minute)},
                      now, steady);
    }
    auto answer = sign(peer, *signing, now);
    if (auto* refusal = std::get_if<SignerRefusal>(&answer)) return refuse(peer, std::move(*refusal), now, steady);
    return content::to_line(answer);
}

}  // namespace signer
