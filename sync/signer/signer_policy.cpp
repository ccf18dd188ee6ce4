#include "sync/signer/signer_policy.h"

#include <grp.h>
#include <pwd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "content/base/files.h"
#include "content/base/hex.h"
#include "content/base/limits.h"
#include "content/depot/delegates.h"
#include "content/depot/signer_words.h"
#include "content/pack/toml_fields.h"

namespace signer {
namespace {

using content::Code;
using content::Error;
using content::Presence;
using content::Result;

constexpr int most_per_minute = 6000;
constexpr int longest_days = 365;
constexpr int shortest_days = 1;
constexpr std::size_t key_bytes = 32;

template <class Id>
std::optional<Id> number_of(const std::string& name) {
    Id number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    if (name.empty() || read.ec != std::errc() || read.ptr != name.data() + name.size()) return std::nullopt;
    return number;
}

std::optional<uid_t> user_of(const std::string& name) {
    if (const auto number = number_of<uid_t>(name)) return number;
    const passwd* found = ::getpwnam(name.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
    if (found == nullptr) return std::nullopt;
    return found->pw_uid;
}

std::optional<gid_t> group_of(const std::string& name) {
    if (const auto number = number_of<gid_t>(name)) return number;
    const group* found = ::getgrnam(name.c_str());  // NOLINT(concurrency-mt-unsafe): one thread
    if (found == nullptr) return std::nullopt;
    return found->gr_gid;
}

template <class Id, class Find>
std::set<Id> read_ids(content::TomlFields& fields, std::string_view key, Find find) {
    std::set<Id> ids;
    for (const std::string& name : fields.texts(key)) {
        const auto id = find(name);
        if (id) ids.insert(*id);
        if (!id) fields.findings().error(fields.line(key), fields.quoted(key) + " names nobody here: " + name);
    }
    return ids;
}

void read_roles(content::TomlFields& fields, Policy& policy) {
    policy.roles = online_roles();
    if (!fields.has("roles")) return;
    policy.roles.clear();
    for (auto& role : fields.texts("roles")) {
        if (!online_roles().contains(role)) {
            fields.findings().error(fields.line("roles"),
                                    "\"" + role +
                                        "\" is signed by no signer: edition, screens, emergency, snapshot, "
                                        "timestamp; root and targets stay with people");
        }
        policy.roles.insert(std::move(role));
    }
}

void read_approvers(content::TomlFields& fields, Policy& policy) {
    for (const std::string& digits : fields.texts("approvers")) {
        const auto bytes = content::from_hex(digits);
        if (!bytes || bytes->size() != key_bytes) {
            fields.findings().error(fields.line("approvers"), "no public key: 64 hexadecimal digits were expected");
            continue;
        }
        // In the digits of keyids: a key that is written in two ways is still one person.
        const content::tuf::Key key{"ed25519", "ed25519", content::to_hex(*bytes)};
        if (std::ranges::find(policy.approvers, key) != policy.approvers.end()) {
            fields.findings().error(fields.line("approvers"), "the same key twice: one person is one approval");
        }
        policy.approvers.push_back(key);
    }
    policy.approvals =
        static_cast<std::size_t>(fields.integer("approvals", 0, 0, static_cast<int>(content::limits::approvals)));
    if (policy.approvals > policy.approvers.size()) {
        fields.findings().error(fields.line("approvals"), "more approvals than there are approvers");
    }
}

void read_days(content::TomlFields& fields, content::Lifetimes& lifetimes) {
    const auto* table = fields.take("days", Presence::optional);
    if (table == nullptr) return;
    if (table->kind != content::TomlNode::Kind::table) {
        fields.findings().error(table->line, "\"days\" is no table");
        return;
    }
    content::TomlFields days(*table, fields.findings());
    for (const auto& [key, member] : content::signer_lifetimes) {
        auto& value = lifetimes.*member;
        value = std::chrono::days(days.integer(key, static_cast<int>(value.count()), shortest_days, longest_days));
    }
    days.finish();
}

/// What a thief of the hub can hold back, and for how long, is short where a machine signs each six hours.
content::Lifetimes usual_lifetimes() {
    content::Lifetimes lifetimes;
    lifetimes.snapshot = std::chrono::days(7);
    lifetimes.timestamp = std::chrono::days(3);
    return lifetimes;
}

}  // namespace

const std::set<std::string>& online_roles() {
    static const std::set<std::string> roles = {std::string(content::emergency_role),
                                                std::string(content::screens_role), std::string(content::edition_role),
                                                "snapshot", "timestamp"};
    return roles;
}

bool Policy::allows(const Peer& peer) const {
    return users.contains(peer.user) ||
           std::ranges::any_of(peer.groups, [&](gid_t group) { return groups.contains(group); });
}

Result<Policy> read_policy(std::string_view text, const std::string& file) {
    auto policy = content::read_settings(text, file, [](content::TomlFields& fields) {
        Policy said;
        said.lifetimes = usual_lifetimes();
        said.users = read_ids<uid_t>(fields, "users", user_of);
        said.groups = read_ids<gid_t>(fields, "groups", group_of);
        said.per_minute = fields.integer("per_minute", said.per_minute, 1, most_per_minute);
        read_roles(fields, said);
        read_approvers(fields, said);
        read_days(fields, said.lifetimes);
        return said;
    });
    if (policy && policy->users.empty() && policy->groups.empty()) {
        const content::Finding nobody{content::Severity::error, file, 1,
                                      "nobody may ask: name \"users\" or \"groups\""};
        return Error{Code::bad_input, to_string(nobody)};
    }
    return policy;
}

Result<Policy> load_policy(const std::filesystem::path& file) {
    const auto text = content::read_file(file, content::limits::source_file);
    if (!text) return text.error();
    return read_policy(*text, file.string());
}

}  // namespace signer
