#include "content/depot/depot.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/tuf/encode.h"
#include "content/tuf/folder.h"
#include "content/tuf/updater.h"

namespace content {
namespace {

namespace fs = std::filesystem;

/// What a publisher trusts while it looks at its own depot.
class PassingStore final : public tuf::TrustedStore {
public:
    explicit PassingStore(std::string root) { files_["root.json"] = std::move(root); }
    [[nodiscard]] Result<std::string> load(const std::string& name) const override {
        const auto found = files_.find(name);
        if (found == files_.end()) return Error{Code::not_found, name};
        return found->second;
    }
    [[nodiscard]] Status save(const std::string& name, std::string_view bytes) override {
        files_[name] = bytes;
        return {};
    }
    [[nodiscard]] Status remove(const std::string& name) override {
        files_.erase(name);
        return {};
    }

private:
    std::map<std::string, std::string> files_;
};

/// Before everything: nothing is expired.
constexpr Instant no_time{};

fs::path root_path(const fs::path& depot, std::int64_t version) {
    return depot / "metadata" / (std::to_string(version) + ".root.json");
}

Result<std::string> read_first_root(const fs::path& depot) {
    auto first = read_file(root_path(depot, 1), limits::root_metadata);
    if (first || first.error().code != Code::not_found) return first;
    return Error{Code::not_found, depot.string() + ": no depot: metadata/1.root.json is missing"};
}

/// All roots in order, each signed by the one before it.
Result<std::vector<std::string>> read_roots(const fs::path& depot) {
    auto first = read_first_root(depot);
    if (!first) return first.error();
    auto set = tuf::TrustedSet::start(*first, no_time, tuf::verify_ed25519);
    if (!set) return set.error().in(depot.string());
    std::vector<std::string> roots = {std::move(*first)};
    for (;;) {
        auto next = read_file(root_path(depot, set->root().version + 1), limits::root_metadata);
        if (!next && next.error().code == Code::not_found) return roots;
        if (!next) return next.error();
        if (auto accepted = set->update_root(*next); !accepted) return accepted.error().in(depot.string());
        roots.push_back(std::move(*next));
    }
}

/// The targets roles of a depot that was refreshed, each under the one that delegates to it.
Result<std::map<std::string, tuf::Targets>> read_roles(const fs::path& depot, const tuf::TrustedSet& trusted) {
    std::map<std::string, tuf::Targets> roles = {{"targets", *trusted.targets()}};
    std::vector<std::string> delegators = {"targets"};
    while (!delegators.empty()) {
        const auto delegations = roles.at(delegators.back()).delegations;
        delegators.pop_back();
        if (!delegations) continue;
        for (const auto& role : role_names(*delegations)) {
            if (roles.contains(role)) continue;
            if (roles.size() > limits::listed_roles) return Error{Code::too_large, depot.string() + ": too many roles"};
            const auto* meta = trusted.meta_of(role);
            if (meta == nullptr) {
                return Error{Code::bad_input, fmt::format("{}: {} is not in the snapshot", depot.string(), role)};
            }
            const auto bytes =
                read_file(depot / "metadata" / (std::to_string(meta->version) + "." + tuf::file_name(role)),
                          limits::targets_metadata);
            if (!bytes) return bytes.error();
            // One that expired as well: nobody could sign it anew who cannot read the depot.
            auto read = trusted.read_delegated(role, *delegations, *bytes);
            if (!read) return read.error().in(depot.string());
            roles.emplace(role, std::move(*read));
            delegators.push_back(role);
        }
    }
    return roles;
}

/// The newest "targets" that only delegates, that its keys have signed, and that no snapshot lists.
std::optional<UnlistedTargets> find_unlisted(const fs::path& depot, const DepotState& state) {
    std::optional<UnlistedTargets> found;
    const auto listed = state.snapshot.meta.find("targets.json");
    for (std::int64_t version = listed == state.snapshot.meta.end() ? 1 : listed->second.version + 1;; ++version) {
        auto bytes =
            read_file(depot / "metadata" / (std::to_string(version) + ".targets.json"), limits::targets_metadata);
        if (!bytes) return found;
        auto targets = tuf::parse_targets(*bytes, "targets");
        if (!targets || targets->content.version != version || !is_delegated(targets->content)) continue;
        if (!tuf::check_signatures(targets->canonical, targets->signatures, tuf::authority_of(state.root, "targets"),
                                   tuf::verify_ed25519, "targets.json")) {
            continue;
        }
        found = UnlistedTargets{std::move(targets->content), std::move(*bytes)};
    }
}

Result<DepotState> read_with(const fs::path& depot, const std::string& root_bytes) {
    tuf::FolderSource source(depot / "metadata");
    PassingStore store(root_bytes);
    tuf::Updater updater(source, store, no_time);
    if (auto done = updater.refresh(); !done) return done.error().in(depot.string());
    const auto& trusted = updater.trusted();
    auto roles = read_roles(depot, trusted);
    if (!roles) return roles.error();
    return DepotState{trusted.root(), *trusted.timestamp(), *trusted.snapshot(), std::move(*roles), {}, {}};
}

Status make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error{Code::io, folder.string() + ": cannot create: " + error.message()};
    return {};
}

/// Of publishing that was killed: a server would serve it for ever.
void remove_all_leftovers(const fs::path& depot) {
    std::vector<fs::path> folders = {depot / "metadata", depot / "targets"};
    std::error_code error;
    for (fs::directory_iterator entry(depot / "targets", error), end; !error && entry != end; entry.increment(error)) {
        if (!entry->is_symlink() && entry->is_directory()) folders.push_back(entry->path());
    }
    for (const fs::path& folder : folders)
        remove_leftovers(folder);
}

/// Whether the file is there with these very bytes: a crash may have left anything under another name only, but a disk
/// or a person may have changed it since.
bool is_stored(const fs::path& path, const ReleaseFile& file) {
    const auto hash = hash_file(path, static_cast<std::size_t>(file.size));
    return hash && *hash == file.sha256;
}

Status write_blob(const fs::path& path, const ReleaseFile& file, const fs::path& media) {
    if (auto made = make_folder(path.parent_path()); !made) return made;
    if (file.media.empty()) return write_file(path, file.bytes);
    const auto bytes = read_file(media / file.media, limits::photo);
    if (!bytes) return bytes.error();
    if (sha256(*bytes) != file.sha256) {
        return Error{Code::bad_input, (media / file.media).string() + ": changed while publishing"};
    }
    return write_file(path, *bytes);
}

/// Those that are not there yet.
Status write_blobs(const fs::path& depot, const tuf::Root& root, const std::vector<ReleaseFile>& files,
                   const fs::path& media, Publication& publication) {
    for (const auto& file : files) {
        const auto path = depot / "targets" / tuf::target_path(root, file.path, file.target());
        if (is_stored(path, file)) continue;
        if (auto written = write_blob(path, file, media); !written) return written;
        ++publication.new_files;
        publication.new_bytes += file.size;
    }
    return {};
}

/// The number of what is served; 0 where nothing is.
std::int64_t served_release(const DepotState& state) {
    const auto top = state.targets.find("targets");
    return top == state.targets.end() ? 0 : release_number(top->second, state.snapshot);
}

/// Writes what is not there yet: blobs first, then the planned metadata. `outcome` is what that is called, if it is
/// anything.
Result<Publication> store(const fs::path& depot, const DepotState& before,
                          const Result<std::vector<DepotWrite>>& writes, const std::vector<ReleaseFile>& files,
                          const fs::path& media, Outcome outcome) {
    if (!writes) return writes.error();
    remove_all_leftovers(depot);
    Publication publication;
    if (auto written = write_blobs(depot, before.root, files, media, publication); !written) return written.error();
    if (auto written = write_in_order(depot, *writes); !written) return written.error();
    publication.new_files += writes->size();
    for (const auto& file : *writes)
        publication.new_bytes += static_cast<std::int64_t>(file.bytes.size());
    if (publication.new_files > 0) publication.outcome = outcome;
    const std::string role = content_role(before.roles()["targets"]);
    publication.release = std::max(served_release(before), written_version(*writes, role));
    return publication;
}

/// As a screen would, with every target; where they are, relative to targets/.
Result<std::vector<std::string>> walk(const fs::path& depot, tuf::MetadataSource& source,
                                      const std::optional<std::string>& trusted_root, Instant now) {
    std::string root;
    if (trusted_root) {
        root = *trusted_root;
    } else {
        auto first = read_first_root(depot);
        if (!first) return first.error();
        root = std::move(*first);
    }
    PassingStore store(root);
    tuf::Updater updater(source, store, now);
    if (auto done = updater.refresh(); !done) return done.error();
    const auto targets = updater.list_targets(limits::release_targets);
    if (!targets) return targets.error();
    std::vector<std::string> paths;
    for (const auto& [path, target] : *targets) {
        paths.push_back(tuf::target_path(updater.trusted().root(), path, target));
        const auto bytes = read_file(depot / "targets" / paths.back(), limits::photo);
        if (!bytes) return bytes.error();
        if (auto is_right = tuf::check_target(*bytes, target, path); !is_right) return is_right.error();
    }
    return paths;
}

}  // namespace

Status write_in_order(const fs::path& depot, const std::vector<DepotWrite>& writes,
                      const std::function<void()>& before_each) {
    for (const auto& file : writes) {
        if (before_each) before_each();
        if (auto made = make_folder((depot / file.path).parent_path()); !made) return made;
        if (auto written = write_file(depot / file.path, file.bytes); !written) return written;
    }
    return {};
}

Result<DepotState> read_depot(const fs::path& depot) {
    const auto roots = read_roots(depot);
    if (!roots) return roots.error();
    auto newest = tuf::parse_root(roots->back());
    if (!newest) return newest.error();
    if (!fs::exists(depot / "metadata" / "timestamp.json")) {
        DepotState empty{std::move(newest->content), {}, {}, {}, {}, {}};
        empty.snapshot.version = 0;
        empty.unlisted = find_unlisted(depot, empty);
        return empty;
    }
    auto state = read_with(depot, roots->back());
    if (state || state.error().code != Code::untrusted || roots->size() < 2) return state;
    // A rotation that was interrupted between its root and its timestamp: what is served holds under the former root.
    tuf::FolderSource served(depot / "metadata");
    class WithoutNewest final : public tuf::MetadataSource {
    public:
        WithoutNewest(tuf::MetadataSource& source, std::string hidden) : source_(source), hidden_(std::move(hidden)) {}
        [[nodiscard]] Result<std::string> get(const std::string& path, std::size_t cap) override {
            if (path == hidden_) return Error{Code::not_found, path};
            return source_.get(path, cap);
        }

    private:
        tuf::MetadataSource& source_;
        std::string hidden_;
    } former(served, std::to_string(roots->size()) + ".root.json");
    PassingStore store((*roots)[roots->size() - 2]);
    tuf::Updater updater(former, store, no_time);
    if (!updater.refresh()) return state;
    auto roles = read_roles(depot, updater.trusted());
    if (!roles) return roles.error();
    DepotState interrupted{std::move(newest->content), *updater.trusted().timestamp(), *updater.trusted().snapshot(),
                           std::move(*roles),          updater.trusted().root(),       {}};
    interrupted.unlisted = find_unlisted(depot, interrupted);
    return interrupted;
}

Status init_depot(const fs::path& depot, const std::map<std::string, RoleSetup>& roles,
                  const std::vector<SigningKey>& keys, Instant now, const Lifetimes& lifetimes,
                  const std::optional<Delegates>& delegates) {
    if (fs::exists(root_path(depot, 1))) return Error{Code::bad_input, depot.string() + ": there is a depot already"};
    const auto writes = plan_start({roles, delegates}, keys, now, lifetimes);
    if (!writes) return writes.error();
    if (auto made = make_folder(depot / "targets"); !made) return made;
    return write_in_order(depot, *writes);
}

Result<Publication> publish(const fs::path& depot, const Release& release, const fs::path& media,
                            const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    const auto state = read_depot(depot);
    if (!state) return state.error();
    const auto writes = plan_publication(*state, &release, signers, now, lifetimes);
    auto done = store(depot, *state, writes, release.files, media, Outcome::published);
    // The same release, signed anew.
    if (done && !writes->empty() && done->release == served_release(*state)) done->outcome = Outcome::renewed;
    return done;
}

Result<Publication> publish_profiles(const fs::path& depot, const std::vector<ReleaseFile>& profiles,
                                     const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    const auto state = read_depot(depot);
    if (!state) return state.error();
    return store(depot, *state, plan_profiles(*state, profiles, signers, now, lifetimes), profiles, {},
                 Outcome::published);
}

Result<Publication> renew(const fs::path& depot, const Signers& signers, Instant now, const Lifetimes& lifetimes) {
    const auto state = read_depot(depot);
    if (!state) return state.error();
    if (!state->timestamp) return Error{Code::bad_input, depot.string() + ": nothing was published yet"};
    return store(depot, *state, plan_publication(*state, nullptr, signers, now, lifetimes), {}, {}, Outcome::renewed);
}

Status rotate_key(const fs::path& depot, const KeyRotation& rotation, const std::vector<SigningKey>& keys, Instant now,
                  const Lifetimes& lifetimes) {
    const auto state = read_depot(depot);
    if (!state) return state.error();
    const auto writes = plan_rotation(*state, rotation, keys, now, lifetimes);
    if (!writes) return writes.error();
    return write_in_order(depot, *writes);
}

Result<std::size_t> verify_depot(const fs::path& depot, const std::optional<std::string>& trusted_root, Instant now) {
    tuf::FolderSource source(depot / "metadata");
    const auto paths = walk(depot, source, trusted_root, now);
    if (!paths) return paths.error();
    return paths->size();
}

Result<std::vector<std::string>> list_newest_files(const fs::path& depot, Instant now) {
    class Recording final : public tuf::MetadataSource {
    public:
        explicit Recording(fs::path folder) : source_(std::move(folder)) {}
        [[nodiscard]] Result<std::string> get(const std::string& path, std::size_t cap) override {
            auto bytes = source_.get(path, cap);
            if (bytes) found.push_back("metadata/" + path);
            return bytes;
        }
        std::vector<std::string> found = {"metadata/1.root.json"};

    private:
        tuf::FolderSource source_;
    } source(depot / "metadata");
    const auto targets = walk(depot, source, std::nullopt, now);
    if (!targets) return targets.error();
    std::vector<std::string> paths = source.found;
    for (const std::string& path : *targets)
        paths.push_back("targets/" + path);
    std::ranges::sort(paths);
    return paths;
}

}  // namespace content
