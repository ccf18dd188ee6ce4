#include "sync/alerts/alert_step.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "sync/alerts/alerts_limits.h"
#include "sync/alerts/causes.h"
#include "sync/screens/standing.h"

namespace alerts {
namespace {

using content::Instant;

bool is_same(const Cause& one, const Cause& other) {
    return one.kind == other.kind && one.subject == other.subject;
}

/// Looks at one that is open: it goes on, gets well, ends, or waits for an answer for too long.
void look_at(Alert& alert, const Situation& situation, std::vector<Event>& events) {
    const Instant now = situation.now;
    if (!is_over(alert, situation)) {
        alert.well.reset();
        const bool is_unanswered = !alert.acknowledged && !alert.escalated && now - alert.begun >= limits::unanswered;
        if (!is_unanswered) return;
        alert.escalated = now;
        events.push_back({News::unanswered, alert});
        return;
    }
    if (!alert.well || *alert.well > now) alert.well = now;  // a clock may have been set back
    const auto needed = alert.is_flapping ? limits::flapping : limits::settled;
    if (now - *alert.well < needed) return;
    alert.ended = now;
    if (alert.cause.kind == Kind::outage) alert.cause.facts = facts_at_end(alert, situation);
    events.push_back({News::ended, alert});
}

/// Whether it had begun before and was told to be over a short while ago.
bool has_just_ended(const std::vector<Alert>& known, const Cause& cause, Instant now) {
    return std::ranges::any_of(known, [&](const Alert& alert) {
        return alert.ended && is_same(alert.cause, cause) && now - *alert.ended < limits::flapping;
    });
}

}  // namespace

Step step(const std::vector<Alert>& known, const Situation& situation) {
    Step step;
    std::vector<Alert> open;
    for (const Alert& before : known) {
        if (before.ended) continue;
        Alert alert = before;
        look_at(alert, situation, step.events);
        if (alert != before) step.changed.push_back(alert);
        if (!alert.ended) open.push_back(std::move(alert));
    }
    for (Cause& cause : causes_of(situation, open)) {
        if (std::ranges::any_of(open, [&](const Alert& alert) { return is_same(alert.cause, cause); })) continue;
        Alert alert;
        alert.is_flapping = has_just_ended(known, cause, situation.now);
        alert.cause = std::move(cause);
        alert.begun = situation.now;
        step.changed.push_back(alert);
        step.events.push_back({News::begun, alert});
        open.push_back(std::move(alert));
    }
    return step;
}

Morning morning_of(const std::vector<Alert>& known, const Situation& situation) {
    Morning morning;
    for (const ScreenFacts& facts : situation.screens) {
        if (facts.screen.standing != report::Standing::named) continue;
        if (!is_expected(facts, situation)) {
            ++morning.closed;
            continue;
        }
        ++morning.due;
        const auto presence = screens::standing_of(facts.screen, situation.now).presence;
        const bool is_well = presence == screens::Presence::showing || presence == screens::Presence::saved_copy ||
                             presence == screens::Presence::closed;
        if (is_well) {
            ++morning.well;
        } else if (morning.others.size() < limits::named_screens) {
            morning.others.push_back(facts.screen.name);
        }
    }
    for (const Alert& alert : known)
        if (!alert.ended) morning.open.push_back(alert);
    return morning;
}

std::optional<content::Date> morning_due(const MorningTimes& times, Instant now, const std::string& zone,
                                         const std::optional<content::Date>& said) {
    if (!times.first_day || !times.last_day) return std::nullopt;
    const content::LocalTime local = content::to_local(now, zone);
    if (local.date < *times.first_day || *times.last_day < local.date || said == local.date) return std::nullopt;
    const Instant due = content::to_instant({local.date, times.minute / 60, times.minute % 60, 0}, zone);
    return now >= due && now < due + limits::morning ? std::optional(local.date) : std::nullopt;
}

}  // namespace alerts
