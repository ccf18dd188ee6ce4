#include "content/items/event_time.h"

#include <algorithm>

namespace content {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

Date first_of(const Month& month) {
    return month / std::chrono::day{1};
}

/// The start of the next event in the same room; `otherwise` when none begins before it.
Instant next_in_room(const Event& event, const Pack& pack, Instant start, Instant otherwise) {
    const std::string& room = text_in(event.texts, pack.edition.default_language, pack.edition).room;
    if (room.empty()) return otherwise;
    Instant next = otherwise;
    for (const Event& other : pack.events) {
        const auto* timed = std::get_if<TimedSpan>(&other.when);
        if (timed == nullptr || timed->start <= start || timed->start >= next) continue;
        if (other.status == EventStatus::cancelled || other.is_virtual) continue;
        if (text_in(other.texts, pack.edition.default_language, pack.edition).room == room) next = timed->start;
    }
    return next;
}

EventTime time_by_clock(const Event& event, const TimedSpan& span, const Pack& pack, Instant now) {
    EventTime time;
    time.start = span.start;
    time.end = span.end;
    if (span.end <= span.start) {
        time.timing = EventTiming::start_only;
        time.end = span.start + may_go_on;
        if (span.start <= now && now < time.end) {
            time.end = std::max(span.start + surely_goes_on, next_in_room(event, pack, span.start, time.end));
        }
    } else if (span.end - span.start >= hours{24}) {
        time.timing = EventTiming::days;  // a session of several days is not one long meeting
    }
    const std::string& zone = pack.edition.zone;
    time.first = to_local(span.start, zone).date;
    time.last = to_local(std::max(span.start, span.end - seconds{1}), zone).date;
    return time;
}

}  // namespace

EventTime time_of(const Event& event, const Pack& pack, Instant now) {
    if (const auto* timed = std::get_if<TimedSpan>(&event.when)) return time_by_clock(event, *timed, pack, now);
    EventTime time;
    if (const auto* days = std::get_if<DaySpan>(&event.when)) {
        time.timing = EventTiming::days;
        time.first = days->first;
        time.last = days->last;
    } else {
        const auto& months = std::get<MonthSpan>(event.when);
        time.timing = EventTiming::months;
        time.first = first_of(months.first);
        time.last = add_days(first_of(months.last + std::chrono::months{1}), -1);
    }
    time.start = start_of_day(time.first, pack.edition.zone);
    time.end = start_of_day(add_days(time.last, 1), pack.edition.zone);
    return time;
}

EventPhase phase_at(const EventTime& time, Instant now) {
    if (now < time.start) return EventPhase::ahead;
    if (now >= time.end) return EventPhase::over;
    switch (time.timing) {
        case EventTiming::hours: return EventPhase::live;
        case EventTiming::start_only: return now < time.start + surely_goes_on ? EventPhase::live : EventPhase::started;
        case EventTiming::days:
        case EventTiming::months: return EventPhase::day;
    }
    return EventPhase::day;
}

EventPhase phase_of(const Event& event, const Pack& pack, Instant now) {
    return phase_at(time_of(event, pack, now), now);
}

std::optional<Instant> end_by_clock(const Event& event) {
    const auto* timed = std::get_if<TimedSpan>(&event.when);
    if (timed == nullptr || timed->end <= timed->start) return std::nullopt;
    return timed->end;
}

}  // namespace content
