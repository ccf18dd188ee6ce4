#include "sync/agent/update.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_repair.h"
#include "sync/agent/depot_source.h"
#include "sync/agent/install.h"
#include "sync/agent/state.h"
#include "sync/agent/write_back_store.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
namespace tuf = content::tuf;
using content::Cache;

/// A source that answers "unchanged" is believed this long before all roles are asked for again: a new root alone does
/// not change the timestamp.
constexpr auto max_unchanged = std::chrono::hours(1);

/// Damaged, or of another version of this program: the blobs are what they are called, and a new cache is made of them.
/// So no version has to know how the others kept theirs.
bool can_be_rebuilt(const Error& error) {
    return error.code == Code::bad_input || error.code == Code::unsupported;
}

/// The trusted metadata as a source, under the names that the updater asks for.
class StoredSource final : public tuf::MetadataSource {
public:
    explicit StoredSource(const tuf::TrustedStore& store) : store_(store) {}

    [[nodiscard]] Result<std::string> get(const std::string& path, std::size_t cap) override {
        const auto digits = path.find_first_not_of("0123456789");
        const std::string name = digits > 0 && path[digits] == '.' ? path.substr(digits + 1) : path;
        if (name == "root.json") return Error{Code::not_found, path};  // there is no newer one
        auto bytes = store_.load(name);
        if (bytes && bytes->size() > cap) return Error{Code::too_large, path};
        return bytes;
    }

private:
    const tuf::TrustedStore& store_;
};

class Update {
public:
    Update(const UpdateOptions& options, Environment& environment, SyncStatus& status)
        : options_(options),
          environment_(environment),
          status_(status),
          state_(options.state),
          store_(state_.metadata()) {}

    Result<UpdateReport> run(const std::vector<Transport*>& mirrors) {
        if (auto ready = prepare(); !ready) return ready.error();
        if (!active_) rebuild();
        auto report = ask(mirrors);
        // What was accepted before a failure counts too.
        if (auto kept = keep_trust(); !kept && report) return kept.error();
        return report;
    }

private:
    /// What a mirror has to say.
    struct Verified {
        bool is_unchanged = false;
        std::string etag{};
        AcceptedRelease release{};
    };

    Result<UpdateReport> ask(const std::vector<Transport*>& mirrors) {
        Error first{Code::unavailable, "no source was given"};
        for (std::size_t i = 0; i < mirrors.size(); ++i) {
            auto verified = verify(*mirrors[i]);
            if (verified) return install(mirrors, i, *verified);
            if (i == 0 || first.code == Code::unavailable) first = verified.error();
            if (verified.error().code == Code::io || environment_.is_stopping()) break;  // no mirror mends that
        }
        return first;
    }

    Status prepare();
    Status open_cache();
    Status repair_cache(const Error& damage);
    void rebuild();
    Result<Verified> verify(Transport& transport);
    Status accept_versions(const tuf::TrustedSet& trusted);
    Status keep_trust();
    Result<AcceptedRelease> list(tuf::Updater& updater) const;
    Result<UpdateReport> install(const std::vector<Transport*>& mirrors, std::size_t first, const Verified& verified);
    void judge_clock();
    [[nodiscard]] std::string known_etag(const std::string& base) const;
    [[nodiscard]] Instant start_time() const;

    const UpdateOptions& options_;
    Environment& environment_;
    SyncStatus& status_;
    StateFolder state_;
    WriteBackStore store_;
    std::optional<content::Descriptor> lock_{};
    std::optional<VersionFloor> floor_{};
    bool is_floor_new_ = false;
    std::optional<Cache> cache_{};
    std::optional<std::int64_t> active_{};
    bool is_repaired_ = false;
};

/// The folders, the trust and a cache that is whole.
Status Update::prepare() {
    if (auto made = state_.prepare(); !made) return made;
    auto lock = state_.lock(environment_);
    if (!lock) return lock.error();
    lock_.emplace(std::move(*lock));
    floor_ = state_.floor();
    judge_clock();
    if (const auto root = store_.load("root.json"); !root) {
        if (root.error().code != Code::not_found) return root.error();
        return Error{Code::untrusted, state_.metadata().string() + "/root.json: nothing is trusted yet; give --trust"};
    }
    std::error_code error;
    fs::create_directories(download_folder(options_.cache), error);
    if (error) return Error{Code::io, download_folder(options_.cache).string() + ": cannot create: " + error.message()};
    if (auto opened = open_cache(); !opened) return opened;
    const auto active = cache_->active_release();
    if (!active) return active.error();
    active_ = *active;
    status_.release = active_;
    return {};
}

Status Update::open_cache() {
    auto whole = options_.checks_cache ? content::examine_cache(options_.cache) : Status();
    if (!whole && !can_be_rebuilt(whole.error())) return whole;
    if (!whole) {
        if (auto repaired = repair_cache(whole.error()); !repaired) return repaired;
    }
    if (options_.checks_blobs) {
        const auto dropped =
            content::drop_damaged_blobs(options_.cache, [this] { return !environment_.is_stopping(); });
        if (dropped && *dropped > 0) {
            is_repaired_ = true;
            status_.repair = content::to_iso(environment_.now()) + ": " + std::to_string(*dropped) +
                             " damaged blobs were dropped, to be fetched anew";
        }
    }
    auto cache = Cache::open(options_.cache);
    if (!cache && can_be_rebuilt(cache.error())) {
        if (auto repaired = repair_cache(cache.error()); !repaired) return repaired;
        cache = Cache::open(options_.cache);
    }
    if (!cache) return cache.error();
    cache_.emplace(std::move(*cache));
    return {};
}

Status Update::repair_cache(const Error& damage) {
    const auto salvage = content::rebuild_cache(options_.cache, [this] { return !environment_.is_stopping(); });
    if (!salvage) return salvage.error();
    is_repaired_ = true;
    status_.repair = content::to_iso(environment_.now()) + ": " + damage.message + "; set aside as " +
                     salvage->set_aside.filename().string() + ", " + std::to_string(salvage->blobs) +
                     " blobs were whole";
    return {};
}

void Update::judge_clock() {
    if (!floor_ || floor_->signed_at == Instant{}) return;
    status_.clock = environment_.now() < floor_->signed_at ? ClockState::behind : ClockState::plausible;
}

Instant Update::start_time() const {
    if (options_.accepts_expired) return Instant{};  // the time of the metadata itself
    return std::max(environment_.now(), floor_ ? floor_->signed_at : Instant{});
}

/// What to ask "still the same?" with; empty when the whole question has to be asked.
std::string Update::known_etag(const std::string& base) const {
    const auto record = state_.source();
    const auto stored = store_.load("timestamp.json");
    if (is_repaired_ || !record || !stored || record->base != base || record->release != active_) return {};
    if (content::sha256(*stored) != record->timestamp_sha256) return {};
    const auto timestamp = tuf::parse_timestamp(*stored);
    const Instant now = start_time();
    if (!timestamp || timestamp->content.expires <= now) return {};
    if (now < record->checked || now >= record->checked + max_unchanged) return {};
    return record->etag;
}

/// Section 5.3 to 5.6 of TUF with this mirror.
Result<Update::Verified> Update::verify(Transport& transport) {
    DepotSource source(transport, store_);
    const std::string etag = known_etag(transport.base());
    if (auto opened = source.open(etag, options_.is_announced); !opened) return opened.error();
    if (!etag.empty() && source.is_unchanged()) return Verified{true, etag, {}};
    tuf::Updater updater(source, store_, start_time());
    if (auto done = updater.refresh(); !done) return done.error().in(transport.base());
    if (auto accepted = accept_versions(updater.trusted()); !accepted) return accepted.error().in(transport.base());
    auto release = list(updater);
    if (!release) return release.error().in(transport.base());
    return Verified{false, source.etag(), std::move(*release)};
}

Result<AcceptedRelease> Update::list(tuf::Updater& updater) const {
    const tuf::TrustedSet& trusted = updater.trusted();
    const auto listed = updater.list_targets(content::limits::release_targets);
    if (!listed) return listed.error();
    auto targets = list_release(trusted.root(), *listed, options_.release_cap);
    if (!targets) return targets.error();
    return AcceptedRelease{trusted.targets()->version, trusted.timestamp()->signed_at.value_or(trusted.now()),
                           std::move(*targets)};
}

/// The floor counts even where the stored metadata was lost.
Status Update::accept_versions(const tuf::TrustedSet& trusted) {
    VersionFloor accepted = floor_of(trusted);
    status_.signed_at = accepted.signed_at;
    status_.expires = trusted.timestamp()->expires;
    if (floor_) {
        if (auto checked = check_floor(*floor_, accepted); !checked) return checked;
        // A timestamp without a signed time must not take back the one that was seen.
        if (accepted.keys == floor_->keys) accepted.signed_at = std::max(accepted.signed_at, floor_->signed_at);
    }
    if (floor_ == accepted) return {};
    floor_ = accepted;
    is_floor_new_ = true;
    judge_clock();
    return {};
}

/// Writes down what was accepted, at the latest before anything of it becomes active. The floor comes after the
/// metadata: without a network the cache is made again only of metadata that reaches it.
Status Update::keep_trust() {
    if (auto kept = store_.keep(); !kept) return kept;
    if (is_floor_new_) {
        if (auto saved = state_.save(*floor_); !saved) return saved;
    }
    is_floor_new_ = false;
    return {};
}

Result<UpdateReport> Update::install(const std::vector<Transport*>& mirrors, std::size_t first,
                                     const Verified& verified) {
    const std::string& base = mirrors[first]->base();
    if (verified.is_unchanged) {
        UpdateReport report;
        report.release = active_.value_or(0);
        report.source = base;
        return report;
    }
    Installation installation(*cache_, options_, environment_, status_, [this] { return keep_trust(); });
    auto report = installation.run(verified.release, mirrors, first);
    if (!report) return report;
    report->source = base;
    const auto stored = store_.load("timestamp.json");
    if (!stored) return stored.error();
    const SourceRecord record{base, verified.etag, content::sha256(*stored), report->release, start_time()};
    if (auto saved = state_.save(record); !saved) return saved.error();
    return report;
}

/// The release of the trusted metadata, if all of it is still here: after a damage the display need not wait for a
/// network.
void Update::rebuild() {
    StoredSource source(store_);
    tuf::Updater updater(source, store_, Instant{});  // it was accepted once, and shown things do not expire
    if (!updater.refresh() || (floor_ && !check_floor(*floor_, floor_of(updater.trusted())))) return;
    const auto release = list(updater);
    if (!release) return;
    Installation installation(*cache_, options_, environment_, status_, [] { return Status(); });
    const auto report = installation.run(*release, {}, 0);
    if (!report) return;
    active_ = report->release;
    status_.repair += "; release " + std::to_string(report->release) + " is active again from what was whole";
}

/// What both kinds of run tell the status.
Result<UpdateReport> finish(Result<UpdateReport> report, SyncStatus& status, Environment& environment) {
    if (!report) {
        status.failure = report.error().message;
        status.failure_code = report.error().code;
        return report;
    }
    status.failure.clear();
    status.failure_code.reset();
    status.last_success = environment.now();
    status.queue_files = 0;
    status.queue_bytes = 0;
    if (!report->source.empty()) status.source = report->source;
    return report;
}

}  // namespace

Status install_trust(const fs::path& state, const std::string& root) {
    const auto offered = tuf::TrustedSet::start(root, Instant{}, tuf::verify_ed25519);
    if (!offered) return offered.error().in("trust");
    const StateFolder folder(state);
    if (auto made = folder.prepare(); !made) return made;
    tuf::FolderStore store(folder.metadata());
    if (const auto stored = store.load("root.json")) {
        const auto known = tuf::TrustedSet::start(*stored, Instant{}, tuf::verify_ed25519);
        if (known && known->root().version >= offered->root().version) return {};
    }
    return store.save("root.json", root);
}

Result<UpdateReport> sync_once(const std::vector<Transport*>& mirrors, const UpdateOptions& options,
                               Environment& environment, SyncStatus& status) {
    const auto total = [&] {
        std::int64_t bytes = 0;
        for (const Transport* mirror : mirrors)
            bytes += mirror->bytes_down();
        return bytes;
    };
    const std::int64_t before = total();
    status.last_try = environment.now();
    auto report = finish(Update(options, environment, status).run(mirrors), status, environment);
    status.bytes_down = total() - before;
    status.bytes_down_in_all += status.bytes_down;
    if (report) report->bytes_down = status.bytes_down;
    return report;
}

}  // namespace syncing
