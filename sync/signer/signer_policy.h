#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "content/base/result.h"
#include "content/depot/depot_plan.h"
#include "content/tuf/metadata.h"

namespace signer {

/// Who asks: what the kernel says of the other end of a socket.
struct Peer {
    uid_t user = 0;
    std::set<gid_t> groups{};
    pid_t process = 0;
};

/// What a signer may do: signer.toml.
///
///   users = ["root"]                  who may ask, by name or number; nobody else may, root neither
///   groups = ["rotunda-publish"]      members of any of these too
///   per_minute = 60                   signatures; more are refused
///   roles = ["edition", "screens", "emergency", "snapshot", "timestamp"]
///   approvals = 0                     how many of the approvers must have approved what an edition shows
///   approvers = ["<64 digits>"]       their public keys: "public" in their key files
///
///   [days]                            the longest that is signed
///   emergency = 30
///   delegated = 90                    edition (with its bins) and screens
///   snapshot = 7
///   timestamp = 3
struct Policy {
    std::set<uid_t> users{};
    std::set<gid_t> groups{};
    int per_minute = 60;
    std::set<std::string> roles{};
    std::size_t approvals = 0;
    std::vector<content::tuf::Key> approvers{};
    content::Lifetimes lifetimes{};

    [[nodiscard]] bool allows(const Peer& peer) const;
};

/// Code::bad_input with "signer.toml:3: ..." for what is wrong in it, unknown keys and names of nobody too.
[[nodiscard]] content::Result<Policy> read_policy(std::string_view text, const std::string& file);
[[nodiscard]] content::Result<Policy> load_policy(const std::filesystem::path& file);

/// The roles that a signer can sign at all: those of an online key in a delegated depot. Never root and targets.
[[nodiscard]] const std::set<std::string>& online_roles();

}  // namespace signer
