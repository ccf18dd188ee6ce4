#include "content/tuf/updater.h"

#include <fmt/format.h>

#include <algorithm>

#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace content::tuf {
namespace {

std::size_t cap_for(const MetaFile& file, std::size_t cap) {
    if (!file.length) return cap;
    return std::min(cap, static_cast<std::size_t>(*file.length));
}

}  // namespace

Updater::Updater(MetadataSource& source, TrustedStore& store, Instant now, VerifySignature verify)
    : source_(source), store_(store), now_(now), verify_(std::move(verify)) {}

Status Updater::refresh() {
    trusted_.reset();
    if (auto done = load_root(); !done) return done;
    if (auto done = load_timestamp(); !done) return done;
    if (auto done = load_snapshot(); !done) return done;
    return load_targets();
}

Result<bool> Updater::try_stored(const std::string& name, const std::function<Status(std::string_view)>& accept) {
    const auto bytes = store_.load(name);
    if (bytes) return accept(*bytes).has_value();
    if (bytes.error().code == Code::not_found) return false;
    return bytes.error();  // a disk that fails must not look like a client that knows nothing
}

Status Updater::fetch(const std::string& path, std::size_t cap, const std::string& name,
                      const std::function<Status(std::string_view)>& accept) {
    const auto bytes = source_.get(path, cap);
    if (!bytes) return bytes.error().in(path);
    if (bytes->size() > cap) return Error{Code::too_large, fmt::format("{}: more than {} bytes", path, cap)};
    if (auto accepted = accept(*bytes); !accepted) return accepted;
    return store_.save(name, *bytes);
}

std::string Updater::versioned(std::string_view role, std::int64_t version) const {
    if (!trusted_->root().consistent_snapshot) return file_name(role);
    return std::to_string(version) + "." + file_name(role);
}

Status Updater::load_root() {
    const auto bytes = store_.load("root.json");
    if (!bytes) return bytes.error();
    auto set = TrustedSet::start(*bytes, now_, verify_);
    if (!set) return set.error();
    trusted_ = std::move(*set);
    // 5.3.2, 5.3.3: one version after the other until the source has no further one. The limit ends a run, not the
    // chain: the next run goes on from what was stored.
    for (int i = 0; i < limits::root_updates; ++i) {
        const std::string path = std::to_string(trusted_->root().version + 1) + ".root.json";
        auto done = fetch(path, limits::root_metadata, "root.json",
                          [&](std::string_view offered) { return trusted_->update_root(offered); });
        if (!done && done.error().code == Code::not_found) break;
        if (!done) return done;
    }
    // 5.3.11, after the new root is stored: if we die in between, the old files fail against the new keys anyway.
    if (trusted_->were_online_keys_rotated()) {
        if (auto done = store_.remove("timestamp.json"); !done) return done;
        if (auto done = store_.remove("snapshot.json"); !done) return done;
    }
    return trusted_->finish_root();
}

Status Updater::load_timestamp() {
    auto acceptance = Acceptance::replaced;
    const auto take = [&](std::string_view bytes, Origin origin) -> Status {
        const auto accepted = trusted_->update_timestamp(bytes, origin);
        if (!accepted) return accepted.error();
        acceptance = *accepted;
        return {};
    };
    const auto stored = try_stored("timestamp.json", [&](auto bytes) { return take(bytes, Origin::stored); });
    if (!stored) return stored.error();
    const auto bytes = source_.get("timestamp.json", limits::timestamp_metadata);  // 5.4.1
    if (!bytes) return bytes.error().in("timestamp.json");
    if (bytes->size() > limits::timestamp_metadata) {
        return Error{Code::too_large, "timestamp.json: endless data (TUF 5.4.1)"};
    }
    if (auto taken = take(*bytes, Origin::fetched); !taken) return taken;
    if (acceptance == Acceptance::replaced) {
        if (auto saved = store_.save("timestamp.json", *bytes); !saved) return saved;  // 5.4.5
    }
    return trusted_->finish_timestamp();
}

Status Updater::load_snapshot() {
    const auto stored = try_stored(
        "snapshot.json", [&](std::string_view bytes) { return trusted_->update_snapshot(bytes, Origin::stored); });
    if (!stored) return stored.error();
    if (trusted_->is_snapshot_current()) return {};
    const auto& meta = trusted_->timestamp()->snapshot;
    return fetch(versioned("snapshot", meta.version), cap_for(meta, limits::snapshot_metadata), "snapshot.json",
                 [&](std::string_view bytes) { return trusted_->update_snapshot(bytes, Origin::fetched); });
}

Status Updater::load_targets() {
    const auto accept = [&](std::string_view bytes) { return trusted_->update_targets(bytes); };
    const MetaFile* meta = trusted_->meta_of("targets");
    if (meta == nullptr) return Error{Code::untrusted, "snapshot.json: lists no targets.json (TUF 5.6.1)"};
    const auto stored = try_stored("targets.json", accept);
    if (!stored) return stored.error();
    if (*stored) return {};
    return fetch(versioned("targets", meta->version), cap_for(*meta, limits::targets_metadata), "targets.json", accept);
}

Result<std::shared_ptr<const Targets>> Updater::load_delegated(const std::string& role, const Delegations& delegator) {
    if (auto known = trusted_->delegated(role, delegator)) return known;
    const MetaFile* meta = trusted_->meta_of(role);
    if (meta == nullptr) {
        return Error{Code::untrusted, file_name(role) + ": not listed in snapshot.json (TUF 5.6.1)"};
    }
    const auto accept = [&](std::string_view bytes) { return trusted_->update_delegated(role, delegator, bytes); };
    const auto stored = try_stored(file_name(role), accept);
    if (!stored) return stored.error();
    if (!*stored) {
        const auto fetched =
            fetch(versioned(role, meta->version), cap_for(*meta, limits::targets_metadata), file_name(role), accept);
        if (!fetched) return fetched.error();
    }
    return trusted_->delegated(role, delegator);
}

Result<TargetFile> Updater::find_target(std::string_view path) {
    assert(trusted_ && trusted_->targets());
    struct Visit {
        std::string role;
        std::shared_ptr<const Targets> delegator;  ///< null for the top-level role
    };
    // 5.6.7: pre-order depth-first. The last element is the next to visit.
    std::vector<Visit> open = {{"targets", nullptr}};
    std::set<std::string> visited;
    while (!open.empty()) {
        const Visit visit = std::move(open.back());
        open.pop_back();
        if (!visited.insert(visit.role).second) continue;  // 5.6.7.1: cycles end here
        if (visited.size() > static_cast<std::size_t>(limits::delegated_roles) + 1) {
            return Error{Code::too_large,
                         fmt::format("{}: more than {} delegated roles (TUF 5.6.7.1)", path, limits::delegated_roles)};
        }
        std::shared_ptr<const Targets> targets = trusted_->targets();
        if (visit.delegator) {
            auto loaded = load_delegated(visit.role, *visit.delegator->delegations);
            if (!loaded) return loaded.error();
            targets = std::move(*loaded);
        }
        const auto found = targets->targets.find(std::string(path));
        if (found != targets->targets.end()) return found->second;
        if (!targets->delegations) continue;
        auto next = roles_for(*targets->delegations, path);
        // 5.6.7.2.1: after a terminating delegation nothing that was waiting is visited any more.
        if (!next.empty() && next.back().terminating) open.clear();
        std::ranges::reverse(next);
        for (auto& role : next)
            open.push_back({std::move(role.name), targets});
    }
    return Error{Code::not_found, std::string(path) + ": no such target"};
}

Result<std::map<std::string, TargetFile>> Updater::list_targets(std::size_t cap, const std::set<std::string>& without) {
    assert(trusted_ && trusted_->targets());
    auto found = trusted_->targets()->targets;
    std::set<std::string> elsewhere;  // paths that other roles speak of
    std::vector<std::pair<std::string, std::shared_ptr<const Targets>>> open = {{"targets", nullptr}};
    std::set<std::string> visited;
    while (!open.empty()) {
        const auto [role, delegator] = std::move(open.back());
        open.pop_back();
        if (without.contains(role) || !visited.insert(role).second) continue;
        auto targets = trusted_->targets();
        if (delegator) {
            auto loaded = load_delegated(role, *delegator->delegations);
            if (!loaded) return loaded.error();
            targets = std::move(*loaded);
        }
        const bool is_bin = delegator && delegator->delegations->succinct;
        for (const auto& [path, target] : targets->targets) {
            // A bin is asked for the paths of its hash and for no other; that needs no search.
            if (!is_bin) {
                elsewhere.insert(path);
            } else if (bin_name(*delegator->delegations->succinct, path) == role) {
                found.emplace(path, target);
            }
        }
        if (!targets->delegations) continue;
        for (auto& name : role_names(*targets->delegations))
            open.emplace_back(std::move(name), targets);
        if (visited.size() + open.size() > limits::listed_roles || found.size() + elsewhere.size() > cap) {
            return Error{Code::too_large,
                         fmt::format("targets.json: more than {} targets or {} roles", cap, limits::listed_roles)};
        }
    }
    const auto& top = trusted_->targets()->delegations;
    const auto is_left_out = [&](const std::string& path) {
        const auto next = top ? roles_for(*top, path) : std::vector<NextRole>();
        return std::ranges::any_of(next, [&](const NextRole& role) { return without.contains(role.name); });
    };
    for (const auto& path : elsewhere) {
        if (found.contains(path) || is_left_out(path)) continue;
        auto target = find_target(path);
        if (target)
            found.emplace(path, std::move(*target));
        else if (target.error().code != Code::not_found)
            return target.error();
    }
    return found;
}

std::string target_path(const Root& root, std::string_view path, const TargetFile& target) {
    const auto slash = path.rfind('/');
    const auto name_begin = slash == std::string_view::npos ? 0 : slash + 1;
    std::string out;
    for (const char c : path.substr(0, name_begin))
        out += c == '/' ? "/" : percent_encoded(std::string_view(&c, 1));
    if (root.consistent_snapshot) out += target.hashes.at(target.hashes.contains("sha256") ? "sha256" : "sha512") + ".";
    return out + percent_encoded(path.substr(name_begin));
}

Status check_target(std::string_view bytes, const TargetFile& target, std::string_view path) {
    return check_bytes(bytes, MetaFile{1, target.length, target.hashes}, path, "5.7.3");
}

}  // namespace content::tuf
