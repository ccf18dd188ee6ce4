#include "sync/agent/agent.h"

#include <algorithm>
#include <utility>

namespace syncing {
namespace {

constexpr milliseconds shortest_reconnection{500};
constexpr milliseconds max_reconnection{30'000};
constexpr milliseconds max_wait{500};       // so that stopping and the watchdog are never late
constexpr milliseconds second_look{1'500};  // after an event that came before what it speaks of
constexpr milliseconds progress_interval{5'000};
constexpr milliseconds display_interval{1'000};
constexpr milliseconds check_interval = std::chrono::hours(24);

}  // namespace

Agent::Agent(std::vector<Transport*> mirrors, AgentOptions options, Environment& environment, OpenEvents open_events,
             Log log)
    : mirrors_(std::move(mirrors)),
      options_(std::move(options)),
      environment_(environment),
      open_events_(std::move(open_events)),
      log_(std::move(log)),
      backoff_(shortest_reconnection, max_reconnection) {
    if (!options_.display.empty()) display_.emplace(options_.update.cache, options_.display, options_.boot);
}

void Agent::run() {
    if (auto known = load_state(options_.update.cache)) state_ = std::move(*known);
    state_.has_events = false;
    next_look_ = environment_.steady_now();
    next_connection_ = next_look_;
    while (!environment_.is_stopping()) {
        look_at_display();
        if (is_announced_) look(Reason::event);
        if (environment_.steady_now() >= next_look_) look(Reason::interval);
        if (!stream_ && environment_.steady_now() >= next_connection_) connect();
        const milliseconds now = environment_.steady_now();
        const milliseconds next = stream_ ? next_look_ : std::min(next_look_, next_connection_);
        listen(std::clamp(next - now, milliseconds(0), max_wait));
    }
    stream_.reset();
    state_.has_events = false;
    save();
}

void Agent::look(Reason reason) {
    UpdateOptions options = options_.update;
    options.is_announced = reason == Reason::event;
    is_announced_ = false;
    const milliseconds start = environment_.steady_now();
    const bool is_check_due = !last_check_ || start - *last_check_ >= check_interval;
    options.checks_blobs = is_check_due;
    options.checks_cache = is_check_due || state_.failure_code == Code::bad_input || state_.failure_code == Code::io;
    milliseconds told = start;
    options.progress = [this, &told, release = state_.release]() mutable {
        look_at_display();
        if (state_.release == release && environment_.steady_now() - told < progress_interval) return;
        told = environment_.steady_now();
        release = state_.release;
        save();
    };
    const auto done = sync_once(mirrors_, options, environment_, state_);
    if (is_check_due && (done || done.error().code != Code::io)) last_check_ = start;
    const auto jitter = static_cast<double>(options_.interval.count()) * (0.75 + environment_.random() / 2);
    next_look_ = environment_.steady_now() + milliseconds(static_cast<milliseconds::rep>(jitter));
    if (reason == Reason::event && done && done->outcome == UpdateOutcome::nothing_new) {
        next_look_ = std::min(next_look_, environment_.steady_now() + second_look);
    }
    report(done);
    save();
}

/// Between two updates: what the display died of makes room for what it showed before.
void Agent::look_at_display() {
    const milliseconds now = environment_.steady_now();
    if (!display_ || now < next_display_) return;
    next_display_ = now + display_interval;
    const auto said = display_->look(now);
    if (!said) return log_(Priority::warning, said.error().in("display").message);
    if (!*said) return;
    log_(Priority::warning, **said);
    state_.quarantine = content::to_iso(environment_.now()) + ": " + **said;
    if (const auto reader = content::CacheReader::open(options_.update.cache)) {
        if (const auto active = reader->active_release()) state_.release = *active;
    }
    save();
}

void Agent::report(const Result<UpdateReport>& report) {
    if (!report) {
        if (!environment_.is_stopping()) log_(Priority::warning, report.error().message);
        return;
    }
    if (!state_.repair.empty() && report->outcome == UpdateOutcome::activated) log_(Priority::notice, state_.repair);
    if (report->outcome == UpdateOutcome::nothing_new) return;
    log_(Priority::info, "release " + std::to_string(report->release) + " is active: " + std::to_string(report->files) +
                             " files, " + std::to_string(report->bytes_down) + " bytes from " + report->mirror);
}

void Agent::save() {
    if (const auto saved = save_state(options_.update.cache, state_); !saved) {
        log_(Priority::warning, "status: " + saved.error().message);
    }
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
    if (news.end) {
        disconnect(*news.end);
    } else if (now - heard_ >= options_.silence) {
        disconnect({Code::unavailable, "events: no sign of life for " +
                                           std::to_string(options_.silence.count() / 1000) + " s; connecting anew"});
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
             reason.message + "; asking every " + std::to_string(options_.interval.count() / 1000) + " s instead");
    } else {
        next_connection_ = now + backoff_.next(environment_.random());
        log_(Priority::notice, reason.message);
    }
    if (was_open) save();
}

}  // namespace syncing
