#include "content/depot/signers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace content {

std::set<std::string> LocalKeys::keyids(const std::string& role) const {
    static_cast<void>(role);
    std::set<std::string> ids;
    for (const auto& key : keys_)
        ids.insert(key.keyid());
    return ids;
}

std::int64_t LocalKeys::last_version(const std::string& role) const {
    static_cast<void>(role);
    return 0;
}

Result<std::vector<tuf::Signature>> LocalKeys::sign(const std::string& role, const JsonValue& part,
                                                    const std::set<std::string>& keyids) const {
    static_cast<void>(role);
    const std::string canonical = to_canonical_json(part);
    std::vector<tuf::Signature> signatures;
    for (const auto& key : keys_) {
        if (keyids.contains(key.keyid())) signatures.push_back(key.sign(canonical));
    }
    return signatures;
}

Signers::Signers(std::vector<SigningKey> keys) : signers_{std::make_shared<LocalKeys>(std::move(keys))} {}
Signers::Signers(std::initializer_list<SigningKey> keys) : Signers(std::vector<SigningKey>(keys)) {}
Signers::Signers(std::shared_ptr<const Signer> signer) : signers_{std::move(signer)} {}

std::set<std::string> Signers::keyids(const std::string& role) const {
    std::set<std::string> ids;
    for (const auto& signer : signers_)
        ids.merge(signer->keyids(role));
    return ids;
}

std::int64_t Signers::last_version(const std::string& role) const {
    std::int64_t last = 0;
    for (const auto& signer : signers_)
        last = std::max(last, signer->last_version(role));
    return last;
}

Result<std::vector<tuf::Signature>> Signers::sign(const std::string& role, const JsonValue& part,
                                                  const std::set<std::string>& keyids) const {
    std::map<std::string, tuf::Signature> by_key;
    for (const auto& signer : signers_) {
        std::set<std::string> wanted;
        std::ranges::set_intersection(signer->keyids(role), keyids, std::inserter(wanted, wanted.end()));
        if (wanted.empty()) continue;
        auto made = signer->sign(role, part, wanted);
        if (!made) return made.error();
        for (auto& signature : *made)
            by_key.emplace(signature.keyid, std::move(signature));
    }
    std::vector<tuf::Signature> signatures;
    signatures.reserve(by_key.size());
    for (auto& [id, signature] : by_key)
        signatures.push_back(std::move(signature));
    return signatures;
}

}  // namespace content
