#include "sync/agent/update.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/cache/cache_quarantine.h"
#include "content/cache/cache_repair.h"
#include "content/depot/delegates.h"
#include "sync/agent/install.h"
#include "sync/agent/mirror_round.h"
#include "sync/agent/news_watch.h"
#include "sync/agent/profile.h"
#include "sync/agent/trust_folder.h"
#include "sync/agent/write_back_store.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
namespace tuf = content::tuf;
using content::Cache;

/// A mirror that answers "unchanged" is believed this long before all roles are asked for again: a new root alone does
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
    Update(const UpdateOptions& options, Environment& environment, SyncState& state)
        : options_(options),
          environment_(environment),
          state_(state),
          trust_(options.trust_folder),
          store_(trust_.metadata()) {}

    Result<UpdateReport> run(const std::vector<Transport*>& mirrors) {
        if (auto ready = prepare(); !ready) return ready.error();
        if (!active_ || options_.checks_cache) rebuild();
        auto report = ask(mirrors);
        // What was accepted before a failure counts too.
        if (auto kept = flush_trust(); !kept && report) return kept.error();
        return report;
    }

private:
    /// What a mirror has to say.
    struct Verified {
        bool is_unchanged = false;
        AcceptedRelease release{};
        ListedProfile profile{};
    };

    Status prepare();
    void remove_all_leftovers() const;
    Status open_cache();
    Status repair_cache(const Error& damage);
    Status check_quarantine();
    void rebuild();
    Result<UpdateReport> ask(const std::vector<Transport*>& mirrors);
    Result<Verified> verify(MirrorSource& source, const std::string& base);
    Status accept_versions(const tuf::TrustedSet& trusted);
    Status flush_trust();
    Result<AcceptedRelease> list(tuf::Updater& updater) const;
    Result<UpdateReport> install(const std::vector<Transport*>& mirrors, const Verified& verified,
                                 const std::string& etag);
    void judge_clock();
    [[nodiscard]] std::optional<MirrorRecord> current_record() const;
    [[nodiscard]] Instant earliest_time() const;
    [[nodiscard]] Instant start_time() const;

    const UpdateOptions& options_;
    Environment& environment_;
    SyncState& state_;
    TrustFolder trust_;
    WriteBackStore store_;
    std::optional<content::Descriptor> lock_{};
    std::optional<VersionFloor> floor_{};
    bool is_floor_new_ = false;
    std::optional<Cache> cache_{};
    std::optional<std::int64_t> active_{};
    bool is_repaired_ = false;
    std::optional<MirrorRecord> record_{};
};

/// The folders, the trust and a cache that is whole.
Status Update::prepare() {
    if (auto made = trust_.prepare(); !made) return made;
    auto lock = trust_.lock(environment_);
    if (!lock) return lock.error();
    lock_.emplace(std::move(*lock));
    if (options_.checks_cache) remove_all_leftovers();
    floor_ = trust_.floor();
    judge_clock();
    if (const auto root = store_.load("root.json"); !root) {
        if (root.error().code != Code::not_found) return root.error();
        return Error{Code::untrusted, trust_.metadata().string() + "/root.json: nothing is trusted yet; give --trust"};
    }
    std::error_code error;
    fs::create_directories(download_folder(options_.cache), error);
    if (error)
        return Error{Code::io,
                     fmt::format("{}: cannot create: {}", download_folder(options_.cache).string(), error.message())};
    if (auto opened = open_cache(); !opened) return opened;
    const auto active = cache_->active_release();
    if (!active) return active.error();
    active_ = *active;
    state_.release = active_;
    return {};
}

/// Of runs that were killed: half written files, and what a stick was unpacked into. Nobody else is at work here.
void Update::remove_all_leftovers() const {
    for (const fs::path& folder : {options_.trust_folder, trust_.metadata(), options_.cache.parent_path(),
                                   state_file(options_.cache).parent_path()})
        content::remove_leftovers(folder);
    trust_.remove_unpacked();
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
        if (!dropped && can_be_rebuilt(dropped.error())) {
            if (auto repaired = repair_cache(dropped.error()); !repaired) return repaired;
        }
        if (dropped && *dropped > 0) {
            is_repaired_ = true;
            state_.repair = fmt::format("{}: {} damaged blobs were dropped, to be fetched anew",
                                        content::to_iso(environment_.now()), *dropped);
        }
    }
    auto cache = Cache::open(options_.cache);
    if (!cache && can_be_rebuilt(cache.error())) {
        if (auto repaired = repair_cache(cache.error()); !repaired) return repaired;
        cache = Cache::open(options_.cache);
    }
    if (!cache) return cache.error();
    cache_.emplace(std::move(*cache));
    return options_.checks_cache ? check_quarantine() : Status();
}

/// Releases are kept away by what this program wrote down, not by rows that somebody else put into the cache.
Status Update::check_quarantine() {
    const auto rows = content::quarantine_rows(options_.cache);
    if (!rows) return rows.error();
    const auto known = trust_.quarantine();
    if (!known) return trust_.save(*rows);
    if (*known == *rows) return {};
    is_repaired_ = true;
    state_.repair = fmt::format("{}: the cache had other releases in quarantine", content::to_iso(environment_.now()));
    return content::set_quarantine_rows(options_.cache, *known);
}

Status Update::repair_cache(const Error& damage) {
    const auto salvage = content::rebuild_cache(options_.cache, [this] { return !environment_.is_stopping(); });
    if (!salvage) return salvage.error();
    is_repaired_ = true;
    state_.repair = fmt::format("{}: {}; set aside as {}, {} blobs were whole", content::to_iso(environment_.now()),
                                damage.message, salvage->set_aside.filename().string(), salvage->blobs);
    return {};
}

void Update::judge_clock() {
    state_.earliest = earliest_time();
    const Instant now = environment_.now();
    if (options_.judge_clock) {
        state_.clock = options_.judge_clock(now, *state_.earliest);
        return;
    }
    content::ClockFacts facts;
    facts.now = now;
    facts.earliest = *state_.earliest;
    facts.is_synchronised = true;
    state_.clock = content::judge_clock(facts);
}

/// It is this late at least.
Instant Update::earliest_time() const {
    return std::max(options_.not_before, floor_ ? floor_->signed_at : Instant{});
}

/// What metadata expires by. A clock that nobody vouches for may be years ahead: with it every release would be
/// refused.
Instant Update::start_time() const {
    if (options_.accepts_expired) return Instant{};  // the time of the metadata itself
    return content::is_vouched(state_.clock) ? std::max(environment_.now(), earliest_time()) : earliest_time();
}

/// What "still the same" may refer to; nothing when all of it has to be asked.
std::optional<MirrorRecord> Update::current_record() const {
    auto record = trust_.mirror();
    const auto stored = store_.load("timestamp.json");
    if (is_repaired_ || !record || !stored || record->release != active_) return std::nullopt;
    if (content::sha256(*stored) != record->timestamp_sha256) return std::nullopt;
    const auto timestamp = tuf::parse_timestamp(*stored);
    if (!timestamp || timestamp->content.expires <= start_time()) return std::nullopt;
    const Instant now = environment_.now();  // right or wrong, it goes on
    if (now < record->checked || now >= record->checked + max_unchanged) return std::nullopt;
    return record;
}

Result<UpdateReport> Update::ask(const std::vector<Transport*>& mirrors) {
    record_ = current_record();
    const auto known_etag = [this](const std::string& base) {
        const auto found = record_ ? record_->etags.find(base) : std::map<std::string, std::string>::const_iterator();
        return record_ && found != record_->etags.end() ? found->second : std::string();
    };
    MirrorRound round(mirrors, state_.mirrors, store_, known_etag, options_.is_announced, environment_);
    MirrorRound::Question* winner = nullptr;
    std::optional<Verified> verified;
    const auto try_one = [&](MirrorRound::Question& question) {
        auto done = verify(*question.source, question.state.base);
        if (done) {
            winner = &question;
            verified = std::move(*done);
        } else {
            round.fail(question, done.error());
        }
    };
    for (MirrorRound::Question* question : round.answers()) {
        try_one(*question);
        if (winner != nullptr || round.failure().code == Code::io || environment_.is_stopping()) break;
    }
    if (winner == nullptr) {
        if (auto* patient = round.patient()) try_one(*patient);
    }
    if (winner != nullptr) round.accept(*winner);
    state_.mirrors = round.states();
    if (winner == nullptr) return round.failure();
    return install(round.ranked(*winner), *verified, winner->source->etag());
}

/// Section 5.3 to 5.6 of TUF with this mirror.
Result<Update::Verified> Update::verify(MirrorSource& source, const std::string& base) {
    if (record_ && source.is_unchanged()) return Verified{true, {}, {}};
    tuf::Updater updater(source, store_, start_time());
    if (auto done = updater.refresh(); !done) return done.error().in(base);
    if (auto accepted = accept_versions(updater.trusted()); !accepted) return accepted.error().in(base);
    auto release = list(updater);
    if (!release) return release.error().in(base);
    return Verified{false, std::move(*release),
                    options_.screen.empty() ? ListedProfile() : find_profile(updater, options_.screen)};
}

Result<AcceptedRelease> Update::list(tuf::Updater& updater) const {
    const tuf::TrustedSet& trusted = updater.trusted();
    const auto& others = content::roles_beside_releases;
    const auto listed = updater.list_targets(content::limits::release_targets, {others.begin(), others.end()});
    if (!listed) return listed.error();
    auto targets = list_release(trusted.root(), *listed, options_.release_cap);
    if (!targets) return targets.error();
    return AcceptedRelease{content::release_number(trusted), trusted.timestamp()->signed_at.value_or(trusted.now()),
                           std::move(*targets)};
}

/// The floor counts even where the stored metadata was lost.
Status Update::accept_versions(const tuf::TrustedSet& trusted) {
    VersionFloor accepted = floor_of(trusted);
    state_.signed_at = accepted.signed_at;
    state_.expires = trusted.timestamp()->expires;
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
Status Update::flush_trust() {
    if (auto kept = store_.flush(); !kept) return kept;
    if (is_floor_new_) {
        if (auto saved = trust_.save(*floor_); !saved) return saved;
    }
    is_floor_new_ = false;
    return {};
}

/// `mirrors`: the one that was accepted first; `etag` of its timestamp.
Result<UpdateReport> Update::install(const std::vector<Transport*>& mirrors, const Verified& verified,
                                     const std::string& etag) {
    const std::string& base = mirrors.front()->base();
    if (verified.is_unchanged) {
        UpdateReport report;
        report.release = active_.value_or(0);
        report.mirror = base;
        if (!etag.empty() && !record_->etags.contains(base)) {
            record_->etags.emplace(base, etag);
            if (auto saved = trust_.save(*record_); !saved) return saved.error();
        }
        return report;
    }
    if (options_.verified && verified.release.number != active_) options_.verified(verified.release.number);
    NewsWatch watch(mirrors, store_, options_.is_look_due);
    Installation installation(
        *cache_, options_, environment_, state_, [this] { return flush_trust(); }, &watch);
    auto report = installation.run(verified.release, mirrors, 0);
    if (!report) return report;
    report->mirror = base;
    if (report->outcome == UpdateOutcome::superseded) return report;
    if (auto brought = bring_profile(verified.profile, *mirrors.front(), options_.cache); !brought) {
        // Without a record everything is asked for again, with the next look.
        report->trouble = brought.error().message;
        return report;
    }
    const auto stored = store_.load("timestamp.json");
    if (!stored) return stored.error();
    MirrorRecord record{{}, content::sha256(*stored), report->release, environment_.now()};
    if (!etag.empty()) record.etags.emplace(base, etag);
    if (auto saved = trust_.save(record); !saved) return saved.error();
    return report;
}

/// The release of the trusted metadata, if all its words are still here: after a damage the display need not wait for a
/// network, and rows that somebody else wrote do not stay.
void Update::rebuild() {
    StoredSource source(store_);
    tuf::Updater updater(source, store_, Instant{});  // it was accepted once, and shown things do not expire
    if (!updater.refresh() || (floor_ && !check_floor(*floor_, floor_of(updater.trusted())))) return;
    const auto release = list(updater);
    if (!release) return;
    Installation installation(
        *cache_, options_, environment_, state_, [] { return Status(); }, nullptr);
    const auto report = installation.run(*release, {}, 0);
    if (installation.has_activated()) {
        const std::string what = is_repaired_ ? state_.repair
                                              : fmt::format("{}: the cache did not hold the release that was accepted",
                                                            content::to_iso(environment_.now()));
        active_ = release->number;
        state_.release = active_;
        state_.repair = fmt::format("{}; release {} is active again from what was whole", what, release->number);
    }
    // A mirror that says "unchanged" does not speak of what is missing here.
    if (!report || installation.has_activated()) is_repaired_ = true;
}

/// What both kinds of run put into the state.
Result<UpdateReport> finish(Result<UpdateReport> report, SyncState& state, Environment& environment) {
    if (!report) {
        state.failure = report.error().message;
        state.failure_code = report.error().code;
        return report;
    }
    state.failure.clear();
    state.failure_code.reset();
    state.last_success = environment.now();
    state.is_success_vouched = content::is_vouched(state.clock);
    state.queue_files = 0;
    state.queue_bytes = 0;
    if (!report->mirror.empty()) state.mirror = report->mirror;
    return report;
}

}  // namespace

Result<UpdateReport> sync_once(const std::vector<Transport*>& mirrors, const UpdateOptions& options,
                               Environment& environment, SyncState& state) {
    const auto total = [&] {
        std::int64_t bytes = 0;
        for (const Transport* mirror : mirrors)
            bytes += mirror->bytes_down();
        return bytes;
    };
    const std::int64_t before = total();
    state.last_try = environment.now();
    auto report = finish(Update(options, environment, state).run(mirrors), state, environment);
    state.bytes_down = total() - before;
    state.bytes_down_in_all += state.bytes_down;
    if (report) report->bytes_down = state.bytes_down;
    return report;
}

}  // namespace syncing
