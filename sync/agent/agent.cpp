#include "sync/agent/agent.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "content/cache/cache_reader.h"

namespace syncing {
namespace {

constexpr milliseconds shortest_reconnection{500};
constexpr milliseconds max_reconnection{30'000};
constexpr milliseconds max_listen{500};     // so that stopping and the watchdog are never late
constexpr milliseconds second_look{1'500};  // after an event that came before what it speaks of
constexpr milliseconds event_look_interval{1'000};
constexpr milliseconds progress_interval{5'000};
constexpr milliseconds suspect_interval{60'000};
constexpr milliseconds display_interval{1'000};
constexpr milliseconds check_interval = std::chrono::hours(24);
constexpr milliseconds changed_interval{2'000};  // between two looks at a cache that somebody else writes

/// Changes when somebody writes to the cache, or puts another file in its place. (Reading does not change it.)
std::string state_of_files(const std::filesystem::path& cache) {
    std::string state;
    for (const char* suffix : {"", "-wal", "-journal"}) {
        struct stat facts {};
        if (::lstat((cache.string() + suffix).c_str(), &facts) != 0) continue;
        state += fmt::format("{}:{} {} {}.{:09};", suffix, facts.st_ino, facts.st_size, facts.st_ctim.tv_sec,
                             facts.st_ctim.tv_nsec);
    }
    struct stat blobs {};
    const std::string folder = (cache.parent_path() / "blobs").string();
    if (::lstat(folder.c_str(), &blobs) == 0) state += fmt::format("{:o}", blobs.st_mode);
    return state;
}

}  // namespace

Agent::Agent(std::vector<Transport*> mirrors, AgentOptions options, Environment& environment, OpenEvents open_events,
             Log log)
    : mirrors_(std::move(mirrors)),
      options_(std::move(options)),
      environment_(environment),
      open_events_(std::move(open_events)),
      log_(std::move(log)),
      writer_(options_.update.cache),
      backoff_(shortest_reconnection, max_reconnection) {
    if (!options_.display.empty())
        display_.emplace(options_.update.cache, options_.display, TrustFolder(options_.update.trust_folder));
    if (options_.voice) voice_.emplace(*options_.voice, environment_, log_);
}

void Agent::run() {
    if (auto known = load_state(options_.update.cache)) state_ = std::move(*known);
    state_.has_events = false;
    next_look_ = environment_.steady_now();
    next_connection_ = next_look_;
    while (!environment_.is_stopping()) {
        look_at_display();
        speak();
        if (is_announced_ && environment_.steady_now() >= next_event_look_) look(Reason::event);
        if (environment_.steady_now() >= next_look_) look(Reason::interval);
        if (is_cache_changed() || std::exchange(is_lifted_, false)) look(Reason::changed_cache);
        if (!stream_ && environment_.steady_now() >= next_connection_) connect();
        const milliseconds now = environment_.steady_now();
        milliseconds next = stream_ ? next_look_ : std::min(next_look_, next_connection_);
        if (is_announced_) next = std::min(next, next_event_look_);
        if (voice_) next = std::min(next, now + voice_->time_to_next());
        listen(std::clamp(next - now, milliseconds(0), max_listen));
    }
    stream_.reset();
    state_.has_events = false;
    if (voice_) voice_->finish();
    if (const auto saved = writer_.finish(state_); !saved) log_(Priority::warning, saved.error().in("status").message);
}

void Agent::look(Reason reason) {
    if (mirrors_.empty()) {  // the agent only speaks
        next_look_ = environment_.steady_now() + options_.interval;
        last_cache_check_ = environment_.steady_now();
        return;
    }
    UpdateOptions options = options_.update;
    options.is_announced = reason == Reason::event;
    is_announced_ = false;
    const milliseconds start = environment_.steady_now();
    next_event_look_ = start + event_look_interval;
    const auto is_due = [&](const std::optional<milliseconds>& last, milliseconds interval) {
        return !last || start - *last >= interval;
    };
    const bool is_check_due = is_due(last_check_, check_interval);
    const bool is_changed = reason == Reason::changed_cache;
    options.checks_blobs = is_check_due || is_changed;
    // A mirror's nonsense looks like a damage of ours; it must not make us read the whole cache each second.
    const bool is_suspect = state_.failure_code == Code::bad_input || state_.failure_code == Code::io;
    options.checks_cache = is_check_due || is_changed || (is_suspect && is_due(last_cache_check_, suspect_interval));
    if (options.checks_cache) last_cache_check_ = start;
    const auto jitter = static_cast<double>(options_.interval.count()) * (0.75 + environment_.random() / 2);
    const auto interval = milliseconds(static_cast<milliseconds::rep>(jitter));
    next_look_ = start + interval;
    options.is_look_due = [this] { return is_look_due(); };
    options.verified = [this](std::int64_t verified) {
        if (voice_) voice_->verified(verified);
    };
    milliseconds saved_at = start;
    options.progress = [this, &saved_at, release = state_.release]() mutable {
        look_at_display();
        speak();
        if (state_.release == release && environment_.steady_now() - saved_at < progress_interval) return;
        saved_at = environment_.steady_now();
        release = state_.release;
        save();
    };
    const auto done = sync_once(mirrors_, options, environment_, state_);
    if (is_check_due && (done || done.error().code != Code::io)) last_check_ = start;
    next_look_ = environment_.steady_now() + interval;
    if (reason == Reason::event && done && done->outcome == UpdateOutcome::nothing_new) {
        next_look_ = std::min(next_look_, environment_.steady_now() + second_look);
    }
    if (done && done->outcome == UpdateOutcome::superseded) is_announced_ = true;
    report(done);
    save();
}

/// While files are on their way: an event, or the time of the next look, is a reason to ask whether there is something
/// newer still.
bool Agent::is_look_due() {
    look_at_display();
    speak();
    const milliseconds now = environment_.steady_now();
    if (!stream_ && now >= next_connection_) connect();
    if (stream_) listen(milliseconds(0));
    const bool is_event = is_announced_ && now >= next_event_look_;
    if (!is_event && now < next_look_) return false;
    is_announced_ = false;
    next_event_look_ = now + event_look_interval;
    next_look_ = now + options_.interval;
    return true;
}

/// Between two updates: what displays died of is taken away.
void Agent::look_at_display() {
    const milliseconds now = environment_.steady_now();
    if (!display_ || now < next_display_) return;
    next_display_ = now + display_interval;
    const bool is_ours = state_of_files(options_.update.cache) == cache_seen_;
    const auto news = display_->look();
    if (is_ours) cache_seen_ = state_of_files(options_.update.cache);  // with what was just written down in it
    if (!news) return log_(Priority::warning, news.error().in("display").message);
    if (news->is_machine_cleared && !state_.machine.empty()) {
        state_.machine.clear();
        save();
    }
    if (news->is_empty()) return;
    const std::string today = content::to_iso(environment_.now());
    for (const std::string& words : news->taken) {
        log_(Priority::warning, words);
        state_.quarantine = fmt::format("{}: {}", today, words);
    }
    for (const std::string& words : news->machine) {
        log_(Priority::warning, words);
        state_.machine = fmt::format("{}: {}", today, words);
    }
    is_lifted_ = is_lifted_ || news->is_lifted;
    if (const auto reader = content::CacheReader::open(options_.update.cache)) {
        if (const auto active = reader->active_release()) state_.release = *active;
    }
    save();
}

/// Also while files are on their way. Nothing here waits for a hub.
void Agent::speak() {
    if (voice_) voice_->go_on(state_);
}

void Agent::report(const Result<UpdateReport>& report) {
    if (!report) {
        if (!environment_.is_stopping()) log_(Priority::warning, report.error().message);
        return;
    }
    if (!report->trouble.empty()) log_(Priority::warning, report->trouble);
    if (!state_.repair.empty() && report->outcome == UpdateOutcome::activated) log_(Priority::notice, state_.repair);
    if (report->outcome != UpdateOutcome::activated) return;
    log_(Priority::info, fmt::format("release {} is active: {} files, {} bytes from {}", report->release, report->files,
                                     report->bytes_down, report->mirror));
}

void Agent::save() {
    const auto saved = writer_.write(state_, environment_.steady_now());
    if (!saved) log_(Priority::warning, saved.error().in("status").message);
    cache_seen_ = state_of_files(options_.update.cache);
}

/// By somebody else: whoever it was, what is shown is what was accepted.
bool Agent::is_cache_changed() const {
    const bool is_early = last_cache_check_ && environment_.steady_now() < *last_cache_check_ + changed_interval;
    return !is_early && state_of_files(options_.update.cache) != cache_seen_;
}

void Agent::connect() {
    stream_ = open_events_();
    heard_ = environment_.steady_now();
    if (!stream_) next_connection_ = heard_ + options_.no_events;
}

void Agent::listen(milliseconds limit) {
    if (!stream_) return environment_.sleep(limit);
    const StreamNews news = stream_->listen(limit);
    const milliseconds now = environment_.steady_now();
    if (news.has_bytes) heard_ = now;
    if (news.retry && news.retry != retry_) {
        retry_ = news.retry;
        backoff_.set_first(std::max(*retry_, shortest_reconnection));
    }
    if (news.is_open && !state_.has_events) {
        state_.has_events = true;
        opened_ = now;
        next_look_ = now;
    }
    is_announced_ = is_announced_ || news.events > 0;
    if (voice_ && news.events > 0) voice_->told();
    if (news.end) {
        disconnect(*news.end);
    } else if (now - heard_ >= options_.silence) {
        disconnect({Code::unavailable,
                    fmt::format("events: no sign of life for {} s; connecting anew", options_.silence.count() / 1000)});
    }
}

void Agent::disconnect(const Error& reason) {
    stream_.reset();
    const bool was_open = std::exchange(state_.has_events, false);
    const milliseconds now = environment_.steady_now();
    // A server that hangs up at once must not be asked at once.
    if (was_open && now - opened_ >= max_reconnection) backoff_.reset();
    if (reason.code == Code::not_found) {
        next_connection_ = now + options_.no_events;
        log_(Priority::info,
             fmt::format("{}; asking every {} s instead", reason.message, options_.interval.count() / 1000));
    } else {
        next_connection_ = now + backoff_.next(environment_.random());
        log_(Priority::notice, reason.message);
    }
    if (was_open) save();
}

}  // namespace syncing
