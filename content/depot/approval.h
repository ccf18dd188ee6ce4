#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "content/base/json_fields.h"
#include "content/base/result.h"
#include "content/depot/keys.h"
#include "content/tuf/metadata.h"

/// A second person's yes to a release: a signature over what would be shown in place of what is shown. An edit voids
/// it, and so does another release in between; that the release is signed anew before it expires does not.
namespace content {

struct Approval {
    std::string digest;    ///< content_digest of what is approved
    std::string replaces;  ///< content_digest of what is shown until then; empty before the first release
    tuf::Signature signature;
};

[[nodiscard]] Approval approve(std::string digest, std::string replaces, const SigningKey& key);

/// How many of `approvers` have approved `digest` after `replaces`; each counts once.
[[nodiscard]] std::size_t count_approvals(const std::vector<Approval>& approvals, const std::string& digest,
                                          const std::string& replaces, const std::vector<tuf::Key>& approvers);

/// As a file: one JSON object. Code::not_found, io; bad_input for what is none.
[[nodiscard]] Status save_approval(const std::filesystem::path& path, const Approval& approval);
[[nodiscard]] Result<Approval> load_approval(const std::filesystem::path& path);

/// As a member of other JSON.
[[nodiscard]] JsonValue to_json(const Approval& approval);
[[nodiscard]] Approval read_approval(JsonFields& fields);

}  // namespace content
