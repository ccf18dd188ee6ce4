#pragma once

#include <string>
#include <vector>

#include "content/base/json.h"
#include "content/tuf/metadata.h"

/// Writes our own metadata. Fields that the specification calls optional are left out when empty.
namespace content::tuf {

/// The "signed" part of one of our files.
[[nodiscard]] JsonValue to_json(const Root& root);
[[nodiscard]] JsonValue to_json(const Timestamp& timestamp);
[[nodiscard]] JsonValue to_json(const SnapshotRole& snapshot);
[[nodiscard]] JsonValue to_json(const Targets& targets);
[[nodiscard]] JsonValue to_json(const Key& key);

/// Section 4.2: sha256 of the key's canonical JSON.
[[nodiscard]] std::string keyid(const Key& key);

/// The file: "signed" and the signatures, sorted by keyid, so that the same content has the same bytes.
[[nodiscard]] std::string encode_file(const JsonValue& signed_part, std::vector<Signature> signatures);

}  // namespace content::tuf
