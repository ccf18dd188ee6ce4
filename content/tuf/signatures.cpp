#include "content/tuf/signatures.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <set>

#include "content/base/hex.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/base/text.h"

namespace content::tuf {
namespace {

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// "<prefix>-0f": in as many hexadecimal digits as the last bin needs.
std::string numbered_bin(const SuccinctRoles& roles, std::uint64_t bin) {
    std::string digits(static_cast<std::size_t>((roles.bit_length + 3) / 4), '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, bin >>= 4U)
        *digit = "0123456789abcdef"[bin & 15U];
    return roles.name_prefix + "-" + digits;
}

}  // namespace

bool verify_ed25519(const Key& key, std::string_view message, std::string_view signature) {
    if (key.keytype != "ed25519" || key.scheme != "ed25519") return false;
    const auto public_key = from_hex(key.public_value);
    if (!public_key || public_key->size() != crypto_sign_PUBLICKEYBYTES) return false;
    if (signature.size() != crypto_sign_BYTES) return false;
    return crypto_sign_verify_detached(data_of(signature), data_of(message), message.size(), data_of(*public_key)) == 0;
}

Authority authority_of(const Root& root, std::string_view role) {
    const auto found = root.roles.find(std::string(role));
    assert(found != root.roles.end());
    return {&root.keys, &found->second};
}

Result<Authority> authority_of(const Delegations& delegations, std::string_view role) {
    if (const auto& bins = delegations.succinct) {
        const std::string prefix = bins->name_prefix + "-";
        if (role.starts_with(prefix)) return Authority{&delegations.keys, &*bins};
    }
    const auto found = std::ranges::find(delegations.roles, role, &DelegatedRole::name);
    if (found == delegations.roles.end()) {
        return Error{Code::untrusted, file_name(role) + ": nobody delegates to this role"};
    }
    return Authority{&delegations.keys, &*found};
}

Status check_signatures(std::string_view canonical, const std::vector<Signature>& signatures,
                        const Authority& authority, const VerifySignature& verify, std::string_view where) {
    std::set<std::string> signers;
    for (const auto& signature : signatures) {
        const auto is_listed = std::ranges::find(authority.role->keyids, signature.keyid);
        const auto key = authority.keys->find(signature.keyid);
        if (is_listed == authority.role->keyids.end() || key == authority.keys->end()) continue;
        const auto bytes = from_hex(signature.value);
        if (bytes && verify(key->second, canonical, *bytes)) signers.insert(key->second.public_value);
    }
    if (static_cast<std::int64_t>(signers.size()) >= authority.role->threshold) return {};
    return Error{Code::untrusted, fmt::format("{}: signed by {} trusted keys, expected {}", where, signers.size(),
                                              authority.role->threshold)};
}

std::string bin_name(const SuccinctRoles& roles, std::string_view path) {
    const std::uint64_t beginning = std::stoull(sha256(path).substr(0, 8), nullptr, 16);
    return numbered_bin(roles, beginning >> (32U - static_cast<unsigned>(roles.bit_length)));
}

std::vector<std::string> role_names(const Delegations& delegations) {
    std::vector<std::string> names;
    for (const auto& role : delegations.roles)
        names.push_back(role.name);
    if (const auto& bins = delegations.succinct) {
        // One more than may be listed is enough for the caller to refuse.
        const std::uint64_t count =
            std::min<std::uint64_t>(1ULL << static_cast<unsigned>(bins->bit_length), limits::listed_roles + 1);
        for (std::uint64_t bin = 0; bin < count; ++bin)
            names.push_back(numbered_bin(*bins, bin));
    }
    return names;
}

// Greedy with one point of return: at most the product of the two lengths.
bool matches_pattern(std::string_view pattern, std::string_view path) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < path.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && pattern[p] == '?' && path[t] != '/') {
            ++p;
            t = next_character(path, t);
        } else if (p < pattern.size() && pattern[p] != '?' && pattern[p] == path[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos && path[resume] != '/') {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::vector<NextRole> roles_for(const Delegations& delegations, std::string_view path) {
    if (const auto& bins = delegations.succinct) return {{bin_name(*bins, path), true}};
    std::vector<NextRole> next;
    const std::string path_hash = sha256(path);
    for (const auto& role : delegations.roles) {
        const bool applies =
            std::ranges::any_of(role.paths, [&](const auto& pattern) { return matches_pattern(pattern, path); }) ||
            std::ranges::any_of(role.path_hash_prefixes,
                                [&](const auto& prefix) { return path_hash.starts_with(prefix); });
        if (!applies) continue;
        next.push_back({role.name, role.terminating});
        if (role.terminating) break;
    }
    return next;
}

}  // namespace content::tuf
