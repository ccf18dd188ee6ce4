#include "sync/agent/screen_voice.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "content/cache/probation.h"
#include "sync/agent/agent_metrics.h"
#include "sync/agent/trust_folder.h"
#include "sync/report/device_key.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;

constexpr milliseconds look_interval{500};
constexpr milliseconds keen_interval{50};        // while a new release is about to be on the glass
constexpr milliseconds frame_patience{1'000};    // the hash of a large picture takes as long
constexpr milliseconds plays_interval{300'000};  // so much of what was played may a power cut take back
constexpr milliseconds metrics_interval{15'000};
constexpr milliseconds network_interval{5'000};
constexpr milliseconds key_interval{600'000};  // where the disk has no room for a key

/// Changes when another picture is told.
std::string identity_of_file(const fs::path& path) {
    struct stat facts {};
    if (::lstat(path.c_str(), &facts) != 0) return {};
    return fmt::format("{} {} {}.{:09}", facts.st_ino, facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
}

report::ClockWorth worth_of(content::ClockState clock) {
    if (clock == content::ClockState::synchronised) return report::ClockWorth::synchronised;
    return content::is_vouched(clock) ? report::ClockWorth::plausible : report::ClockWorth::unknown;
}

/// What a hub should hear of at once.
bool differ(const SyncState& one, const SyncState& other) {
    return one.release != other.release || one.failure.empty() != other.failure.empty() ||
           one.quarantine != other.quarantine || one.repair != other.repair || one.machine != other.machine;
}

}  // namespace

report::ScreenReport report_of(const SyncState& state, const VoiceOptions& options, Environment& environment,
                               const std::optional<content::Glass>& glass) {
    const MachineFacts machine = options.machine ? options.machine() : MachineFacts();
    report::ScreenReport report;
    report.boot = options.boot;
    report.at = environment.now();
    report.clock = worth_of(state.clock);
    report.uptime_s = machine.uptime_s;
    report.version = options.version;
    report.model = machine.model;
    report.release = state.release.value_or(0);
    report.glass = glass;
    report.failure = state.failure;
    report.quarantine = state.quarantine;
    report.repair = state.repair;
    report.machine = state.machine;
    report.queue_bytes = state.queue_bytes;
    const auto free = environment.free_space(options.cache.parent_path());
    report.disk_free = free ? *free : 0;
    report.memory = machine.memory;
    return report;
}

std::optional<content::Glass> glass_of_display(const fs::path& folder) {
    if (folder.empty() || !content::is_display_running(folder)) return std::nullopt;
    auto glass = content::load_glass(folder);
    return glass ? std::optional(std::move(*glass)) : std::nullopt;
}

fs::path play_file(const fs::path& trust_folder) {
    return trust_folder / "played.json";
}

ScreenVoice::ScreenVoice(VoiceOptions options, Environment& environment, Log log)
    : options_(std::move(options)),
      environment_(environment),
      log_(std::move(log)),
      plays_(PlayBook::load(play_file(options_.trust_folder))),
      sequence_(options_.trust_folder) {
    // What a hub said that is told nothing any more would be shown for ever.
    std::error_code error;
    if (options_.hub == nullptr) fs::remove(content::enrolment_file(options_.cache), error);
}

void ScreenVoice::verified(std::int64_t release) {
    clock_.verified(release, environment_.steady_now());
    if (reporter_) reporter_->wish();
}

void ScreenVoice::go_on(const SyncState& state) {
    note_changes(state);
    look_at_glass();
    speak();
    const Steady now = environment_.steady_now();
    if (!plays_saved_) plays_saved_ = now;
    if (now - *plays_saved_ >= plays_interval) save_plays();
    if (!options_.metrics.empty() && now >= next_metrics_) write_metrics();
}

void ScreenVoice::note_changes(const SyncState& state) {
    if (state.release && state.release != state_.release) clock_.active(*state.release, environment_.steady_now());
    const bool is_news = differ(state, state_);
    state_ = state;
    if (is_news && reporter_) reporter_->wish();
}

void ScreenVoice::look_at_glass() {
    const Steady now = environment_.steady_now();
    if (options_.display.empty() || now < next_look_) return;
    next_look_ = now + (clock_.awaits_glass(now) ? keen_interval : look_interval);
    const bool is_running = content::is_display_running(options_.display);
    const std::string seen = is_running ? identity_of_file(content::glass_file(options_.display)) : std::string();
    if (seen != glass_seen_) {
        glass_seen_ = seen;
        take_glass(glass_of_display(options_.display));
    }
    if (frame_until_ && now >= *frame_until_) {
        frame_until_.reset();
        if (reporter_) reporter_->wish();
    }
    plays_.see(glass_ ? &*glass_ : nullptr, environment_.now(), now);
}

/// A change of scene is told when the hash of its picture is there, so that one report says both; all else at once.
void ScreenVoice::take_glass(std::optional<content::Glass> glass) {
    const Steady now = environment_.steady_now();
    const bool is_urgent = !glass || !glass_ || glass->release != glass_->release ||
                           glass->has_visit != glass_->has_visit || glass->panel != glass_->panel ||
                           glass->scene.starts_with("emergency");
    glass_ = std::move(glass);
    if (glass_) clock_.on_glass(glass_->release, now);
    const bool awaits_frame = glass_ && glass_->frame.empty() && !glass_->scene.empty();
    frame_until_ = awaits_frame ? std::optional(now + frame_patience) : std::nullopt;
    if (reporter_ && (is_urgent || !awaits_frame)) reporter_->wish();
}

void ScreenVoice::speak() {
    if (options_.hub == nullptr) return;
    if (!reporter_) begin_to_speak();
    if (!reporter_) return;
    reporter_->go_on();
    for (const std::string& line : reporter_->take_news())
        log_(Priority::notice, line);
    if (errand_) {
        errand_->go_on(reporter_->picture_wish());
        for (const std::string& line : errand_->take_news())
            log_(Priority::notice, line);
    }
    tell_display();
}

/// Once there is a key.
void ScreenVoice::begin_to_speak() {
    const Steady now = environment_.steady_now();
    if (now < next_key_) return;
    next_key_ = now + key_interval;
    const auto ready = TrustFolder(options_.trust_folder).prepare();
    auto key = ready ? report::device_key(options_.trust_folder) : ready.error();
    if (!key) return log_(Priority::warning, key.error().in("no reports").message);
    key_.emplace(std::move(*key));
    auto known = content::load_enrolment(options_.cache);
    const auto facts = [this] {
        if (!options_.display.empty()) touches_.look(options_.display);
        report::ScreenReport report = report_of(state_, options_, environment_, glass_);
        if (clock_.release() != report.release) return report;
        report.verified_ms = clock_.verified_ms();
        report.active_ms = clock_.active_ms();
        report.glass_ms = clock_.glass_ms();
        return report;
    };
    reporter_.emplace(
        ReporterParts{*options_.hub, *key_, sequence_, plays_, touches_, environment_, facts, options_.ticket},
        known ? std::move(*known) : content::Enrolment());
    if (options_.pictures == nullptr || options_.display.empty()) return;
    errand_.emplace(PictureErrand::Parts{*options_.pictures, *key_, environment_, options_.cache, options_.display});
}

/// Where the screen stands, and by which address: the technician in front of it may have to find out.
void ScreenVoice::tell_display() {
    const Steady now = environment_.steady_now();
    if (options_.address && now >= next_network_) {
        next_network_ = now + network_interval;
        network_ = options_.address();
    }
    content::Enrolment enrolment = reporter_->enrolment();
    enrolment.network = network_;
    if (saved_ == enrolment) return;
    saved_ = std::move(enrolment);
    const auto saved = content::save_enrolment(options_.cache, *saved_);
    if (!saved) log_(Priority::warning, saved.error().in("enrolment").message);
}

milliseconds ScreenVoice::time_to_next() const {
    const Steady now = environment_.steady_now();
    milliseconds wait = reporter_ ? reporter_->time_to_next() : look_interval;
    if (!options_.display.empty()) wait = std::min(wait, std::max(next_look_ - now, milliseconds(0)));
    if (errand_) wait = std::min(wait, errand_->time_to_next());
    return wait;
}

void ScreenVoice::save_plays() {
    plays_saved_ = environment_.steady_now();
    if (!plays_.has_changed()) return;
    const auto saved = plays_.save(play_file(options_.trust_folder));
    if (!saved) return log_(Priority::warning, saved.error().in("what was played").message);
    plays_.saved();
}

void ScreenVoice::write_metrics() {
    next_metrics_ = environment_.steady_now() + metrics_interval;
    VoiceCounts counts;
    if (reporter_) counts = {reporter_->received(), reporter_->failed()};
    const auto free = environment_.free_space(options_.cache.parent_path());
    const auto written = save_metrics(options_.metrics, metrics_text(state_, glass_, counts, free ? *free : 0));
    if (!written) log_(Priority::warning, written.error().in("--metrics").message);
}

void ScreenVoice::finish() {
    save_plays();
    if (!options_.metrics.empty()) write_metrics();
}

}  // namespace syncing
