// What whoever may connect can say to kiosk-signer, what a signer can answer, and its policy.
#include <chrono>

#include "content/depot/signer_words.h"
#include "content/tuf/encode.h"
#include "sync/signer/signer_policy.h"
#include "sync/signer/signing_rules.h"
#include "tests/fuzz/fuzz.h"

namespace {

constexpr content::Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 30);

/// A delegated depot before its first publication.
content::DepotState depot_of(const content::tuf::Key& key) {
    content::DepotState depot;
    const std::string id = content::tuf::keyid(key);
    depot.root.keys.emplace(id, key);
    for (const char* role : {"root", "targets", "snapshot", "timestamp"})
        depot.root.roles[role] = {{id}, 1};
    depot.snapshot.version = 0;
    content::tuf::Targets top;
    top.delegations = content::delegations_to(content::all_by(key));
    depot.unlisted = content::UnlistedTargets{std::move(top), "{}"};
    return depot;
}

/// Whatever is asked, only the next version of a role of its own is permitted, in its own words.
void judge(const content::SigningRequest& request) {
    static const auto depot = depot_of({"ed25519", "ed25519", std::string(64, 'a')});
    static const auto policy = signer::read_policy("users = [\"0\"]\n", "signer.toml");
    fuzz::require(policy.has_value(), "the policy");
    const auto verdict = signer::judge(request, {*policy, {}, depot, now});
    const auto* permission = std::get_if<signer::Permission>(&verdict);
    if (permission == nullptr) {
        fuzz::require(!std::get<content::SignerRefusal>(verdict).message.empty(), "a refusal without words");
        return;
    }
    fuzz::require(permission->version == 1, "another version");
    fuzz::require(request.role != "root" && request.role != "targets", "a role of people");
    fuzz::require(content::to_canonical_json(permission->part) == content::to_canonical_json(request.part),
                  "something else than was asked for");
    const auto* targets = permission->part.find("targets");
    if (targets == nullptr || targets->object() == nullptr) return;
    for (const auto& [path, file] : *targets->object()) {
        const bool is_edition = request.role == "edition" || request.role.starts_with("photos-");
        fuzz::require(is_edition != path.starts_with(request.role + "/"), "a path of another role", path);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    switch (input.choose(3)) {
        case 0: {
            const auto request = content::read_request(input.rest());
            if (!request) break;
            const auto again = content::read_request(content::to_line(*request));
            fuzz::require(again.has_value(), "a request that is written cannot be read");
            if (const auto* signing = std::get_if<content::SigningRequest>(&*request)) judge(*signing);
            break;
        }
        case 1: {
            const auto answer = content::read_answer(input.rest());
            fuzz::require(!answer || content::read_answer(content::to_line(*answer)).has_value(),
                          "an answer that is written cannot be read");
            break;
        }
        default: {
            const auto policy = signer::read_policy(input.rest(), "signer.toml");
            fuzz::require(!policy || (!policy->roles.contains("root") && !policy->roles.contains("targets")),
                          "a role of people");
        }
    }
    return 0;
}
