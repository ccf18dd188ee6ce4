#include "content/depot/approval.h"

#include <algorithm>
#include <utility>

#include "content/base/files.h"
#include "content/base/hex.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/tuf/encode.h"
#include "content/tuf/signatures.h"

namespace content {
namespace {

constexpr std::string_view approval_kind = "rotunda approval of a release";

/// What is signed. The kind keeps it apart from all metadata.
std::string statement(const std::string& digest, const std::string& replaces) {
    return to_canonical_json(JsonValue::Object{{"kind", approval_kind}, {"digest", digest}, {"replaces", replaces}});
}

}  // namespace

Approval approve(std::string digest, std::string replaces, const SigningKey& key) {
    auto signature = key.sign(statement(digest, replaces));
    return {std::move(digest), std::move(replaces), std::move(signature)};
}

std::size_t count_approvals(const std::vector<Approval>& approvals, const std::string& digest,
                            const std::string& replaces, const std::vector<tuf::Key>& approvers) {
    const auto has_approved = [&](const tuf::Key& key) {
        return std::ranges::any_of(approvals, [&](const Approval& one) {
            const auto bytes = from_hex(one.signature.value);
            return one.digest == digest && one.replaces == replaces && one.signature.keyid == tuf::keyid(key) &&
                   bytes && tuf::verify_ed25519(key, statement(digest, replaces), *bytes);
        });
    };
    std::vector<std::string> counted;
    for (const auto& key : approvers) {
        const bool is_new = std::ranges::find(counted, key.public_value) == counted.end();
        if (is_new && has_approved(key)) counted.push_back(key.public_value);
    }
    return counted.size();
}

JsonValue to_json(const Approval& approval) {
    return JsonValue::Object{{"kind", approval_kind},
                             {"digest", approval.digest},
                             {"replaces", approval.replaces},
                             {"keyid", approval.signature.keyid},
                             {"sig", approval.signature.value}};
}

Approval read_approval(JsonFields& fields) {
    if (fields.string("kind") != approval_kind) fields.refuse("kind", approval_kind);
    Approval approval{
        fields.string("digest"), fields.string("replaces"), {fields.string("keyid"), fields.string("sig")}};
    if (!is_sha256(approval.digest)) fields.refuse("digest", "64 hexadecimal digits");
    if (!approval.replaces.empty() && !is_sha256(approval.replaces)) fields.refuse("replaces", "64 hexadecimal digits");
    return approval;
}

Status save_approval(const std::filesystem::path& path, const Approval& approval) {
    return write_file(path, to_compact_json(to_json(approval)) + "\n");
}

Result<Approval> load_approval(const std::filesystem::path& path) {
    return load_document(path, limits::approval, read_approval);
}

}  // namespace content
