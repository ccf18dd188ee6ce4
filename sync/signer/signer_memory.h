#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/base/json.h"
#include "content/base/result.h"
#include "content/base/time.h"
#include "content/depot/depot_plan.h"

/// What a signer knows of what it has done. It is read from its log, which so is its state as well: there are no two
/// files that could differ.
namespace signer {

/// The newest version of a role that was signed.
struct Signed {
    std::int64_t version = 0;
    std::string file;         ///< SHA-256 of the metadata file with our signatures alone
    std::int64_t length = 0;  ///< of that file
    std::string content;      ///< content_digest of a targets role; empty: none, or another depot was accepted since
};

struct Memory {
    std::map<std::string, Signed> last;  ///< by role
    std::string root;                    ///< SHA-256 of the depot's first root; empty before the first start
    std::int64_t timestamp = 0;          ///< the highest version of timestamp.json that the depot was seen with
    /// By role, what the depot had when this log began, or when somebody said that it counts: others had signed that.
    std::map<std::string, std::int64_t> begun_with;

    /// Takes an entry of the log up.
    void take(const content::JsonValue& entry);
};

/// The entries of the log, without who asked.
[[nodiscard]] content::JsonValue::Object started_entry(content::Instant now, const std::string& root,
                                                       const std::vector<std::string>& keyids);
/// The first one of a log: as started_entry().
[[nodiscard]] content::JsonValue::Object begun_entry(content::Instant now, const std::string& root,
                                                     const std::vector<std::string>& keyids,
                                                     const content::DepotState& depot);
[[nodiscard]] content::JsonValue::Object signed_entry(content::Instant now, const std::string& role, const Signed& what,
                                                      std::int64_t depot_timestamp);
/// A depot that went back, or is another one, counts from now on: somebody at the machine said so.
[[nodiscard]] content::JsonValue::Object accepted_entry(content::Instant now, const std::string& root,
                                                        const content::DepotState& depot);

/// The version of a role that the depot serves; 0 when it serves none.
[[nodiscard]] std::int64_t served_version(const content::DepotState& depot, const std::string& role);

/// SHA-256 of the depot's first root: which depot it is.
[[nodiscard]] content::Result<std::string> first_root_hash(const std::filesystem::path& depot);

/// Whether all that the depot serves of the signer's roles is in its log: no version higher than the newest one, and
/// that one with the bytes that were signed (where nobody else must sign too). Code::untrusted when not: the log lost
/// its end, or somebody else has the key.
[[nodiscard]] content::Status check_depot(const Memory& memory, const content::DepotState& depot);

}  // namespace signer
