#include "sync/staff/alert_watch.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "sync/alerts/alert_book.h"
#include "sync/alerts/alerts_limits.h"
#include "sync/alerts/outbox.h"
#include "sync/screens/profile.h"
#include "sync/screens/registry.h"

namespace staff {
namespace {

using alerts::Alert;
using alerts::Event;
using alerts::News;
using alerts::Way;
using content::Instant;
using content::Result;
using content::Status;

constexpr auto longest_tick = std::chrono::seconds(60);

/// The ways that hub.toml opens.
bool is_open(const alerts::AlertSettings& settings, Way way) {
    switch (way) {
        case Way::duty: return !settings.duty.empty();
        case Way::second: return !settings.second.empty();
        case Way::webhook: return !settings.webhook.empty();
    }
    return false;
}

/// Who is told at once hears of beginnings and ends; the second person of what nobody answered, and of its end.
bool is_for(Way way, const Event& event) {
    switch (way) {
        case Way::duty: return event.news != News::unanswered;
        case Way::second: return event.news == News::unanswered || (event.news == News::ended && event.alert.escalated);
        case Way::webhook: return true;
    }
    return false;
}

Status put(store::Store& store, Way way, const console::MessageWords& words, std::vector<std::int64_t> about,
           Instant now) {
    alerts::Message message;
    message.way = way;
    message.made = now;
    message.subject = words.subject;
    message.text = words.text;
    message.alerts = std::move(about);
    if (!message.alerts.empty()) {
        const auto thread = alerts::thread_of(store, way, message.alerts.front());
        if (!thread) return thread.error();
        message.thread = *thread;
    }
    const auto id = alerts::put(store, message);
    return id ? Status() : Status(id.error());
}

}  // namespace

console::MessageFrame AlertWatch::frame(Instant now) const {
    return {*words_, services_.zone, services_.address, now};
}

void AlertWatch::tick(Instant now) {
    const bool was_away = now < last_tick_ || now - last_tick_ > longest_tick;
    last_tick_ = now;
    if (was_away) {
        listening_ = now;
        next_look_ = now;
        next_cleaning_ = now;
    }
    if (now < next_look_) return;
    next_look_ = now + alerts::limits::look;
    const auto looked = look(now);
    const std::string failure = looked ? std::string() : looked.error().message;
    if (failure != failure_)
        services_.log(failure.empty() ? std::string("alerts are looked after again") : "alerts: " + failure);
    failure_ = failure;
    clean(now);
}

Status AlertWatch::look(Instant now) {
    const auto situation = this->situation(now);
    if (!situation) return situation.error();
    const auto known = alerts::known_alerts(services_.store, now);
    if (!known) return known.error();
    alerts::Step step = alerts::step(*known, *situation);
    if (!step.changed.empty()) {
        auto kept = services_.store.transaction([&]() -> Status {
            if (auto written = alerts::keep(services_.store, step); !written) return written;
            return tell(step.events, now);
        });
        if (!kept) return kept;
        services_.changed();
    }
    if (!step.events.empty()) next_look_ = now + alerts::limits::after_message;
    return say_good_morning(*known, *situation);
}

Result<alerts::Situation> AlertWatch::situation(Instant now) {
    auto all = screens::list_screens(services_.store);
    if (!all) return all.error();
    const auto settings = screens::all_settings(services_.store);
    if (!settings) return settings.error();
    const auto certificate = alerts::certificate_look(services_.store);
    if (!certificate) return certificate.error();
    alerts::Situation situation;
    situation.now = now;
    situation.zone = services_.zone;
    situation.listening = listening_;
    situation.address = services_.address;
    for (screens::Screen& screen : *all) {
        alerts::ScreenFacts facts;
        const auto own = settings->find(screen.id);
        if (own != settings->end()) facts.hours = hours_.of(own->second);
        if (!facts.hours) facts.hours = settings_.hours;
        facts.screen = std::move(screen);
        situation.screens.push_back(std::move(facts));
    }
    const auto state = services_.state();
    situation.depot_failure = state.failure;
    if (state.published) situation.roles = state.published->roles;
    std::error_code error;
    const auto space = std::filesystem::space(services_.store.file().parent_path(), error);
    if (!error) situation.hub_disk_free = static_cast<std::int64_t>(space.available);
    situation.certificate_until = certificate->until;
    situation.certificate_failure = certificate->failure;
    return situation;
}

/// Inside of the transaction in which they are kept: nothing is told twice, and nothing that is kept is untold.
Status AlertWatch::tell(const std::vector<Event>& events, Instant now) {
    for (const auto& [way, name] : alerts::way_names) {
        std::vector<Event> own;
        std::vector<std::int64_t> about;
        for (const Event& event : events) {
            if (!is_open(settings_, way) || !is_for(way, event)) continue;
            own.push_back(event);
            about.push_back(event.alert.id);
        }
        if (own.empty()) continue;
        if (auto done = put(services_.store, way, console::message_words(frame(now), own), about, now); !done)
            return done;
    }
    return {};
}

Status AlertWatch::say_good_morning(const std::vector<Alert>& known, const alerts::Situation& situation) {
    const auto said = alerts::said_morning(services_.store);
    if (!said) return said.error();
    const alerts::MorningTimes& times = settings_.morning;
    const auto due = alerts::morning_due(times, situation.now, situation.zone, *said);
    if (!due) return {};
    const auto words = console::morning_words(frame(situation.now), alerts::morning_of(known, situation), times.minute);
    return services_.store.transaction([&]() -> Status {
        for (const auto& [way, name] : alerts::way_names) {
            if (!is_open(settings_, way)) continue;
            if (auto done = put(services_.store, way, words, {}, situation.now); !done) return done;
        }
        return alerts::note_morning(services_.store, *due);
    });
}

void AlertWatch::clean(Instant now) {
    if (now < next_cleaning_) return;
    const auto may_be_more = alerts::forget_old_alerts(services_.store, now);
    const bool goes_on = may_be_more && *may_be_more;
    next_cleaning_ = now + (goes_on ? std::chrono::seconds(1) : std::chrono::seconds(std::chrono::hours(1)));
}

std::string AlertWatch::metrics(hub::MetricsForm form) {
    const auto open = alerts::open_alerts(services_.store);
    const auto outbox = alerts::outbox_state(services_.store);
    if (!open || !outbox) return {};
    std::map<alerts::Kind, std::uint64_t> kinds;
    std::int64_t unanswered = 0;
    for (const Alert& alert : *open) {
        ++kinds[alert.cause.kind];
        unanswered += alert.acknowledged ? 0 : 1;
    }
    std::string text = hub::metric_family("alerts", "gauge", "What is wrong, by kind.", form);
    for (const auto& [kind, name] : alerts::kind_names)
        text += hub::metric_sample("alerts", fmt::format("kind=\"{}\"", name), kinds[kind]);
    text += hub::metric_gauge("alerts_unanswered", "Alerts that nobody looks after.", unanswered);
    text += hub::metric_gauge("messages_waiting", "Messages that are to be sent.", outbox->waiting);
    text += hub::metric_gauge("messages_given_up", "Messages of the last 30 days that could not be sent.",
                              outbox->given_up);
    if (outbox->courier_seen) {
        text += hub::metric_gauge("courier_seen_timestamp_seconds",
                                  "When the program that sends messages was there last, in seconds since 1970.",
                                  outbox->courier_seen->time_since_epoch().count());
    }
    return text;
}

Status ask_for_test(store::Store& store, const alerts::AlertSettings& settings, const console::MessageFrame& frame) {
    return store.transaction([&]() -> Status {
        bool is_somebody = false;
        for (const auto& [way, name] : alerts::way_names) {
            if (!is_open(settings, way)) continue;
            is_somebody = true;
            if (auto done = put(store, way, console::test_words(frame), {}, frame.now); !done) return done;
        }
        if (!is_somebody) return content::Error{content::Code::bad_input, "alerts.nobody"};
        return {};
    });
}

}  // namespace staff
