#pragma once

#include <optional>
#include <string>

#include "content/base/time.h"
#include "content/items/items.h"

/// When an event is, and what may be said of it at a moment: one answer for every list, scene, search and check. Not
/// here: which words say it (kiosk/items/event_facts.h, kiosk/loop/programme_words.h).
namespace content {

/// What is known of an event's time.
enum class EventTiming {
    hours,       ///< begins and ends by the clock, within 24 hours
    start_only,  ///< begins by the clock; nobody said when it ends
    days,        ///< whole days, hours to be confirmed, or 24 hours and more by the clock
    months,      ///< no day is known
};

struct EventTime {
    EventTiming timing = EventTiming::hours;
    Instant start;  ///< of days and months: midnight at the venue, unless the clock is known
    Instant end;    ///< when it is over; without an end, when it is taken to be over
    Date first;     ///< its days at the venue, both included
    Date last;

    [[nodiscard]] int days() const { return days_between(first, last) + 1; }
};

/// Only what has hours can be live: of a day nobody knows which minutes.
enum class EventPhase {
    ahead,
    live,     ///< under way by the clock; without an end, for its first 25 minutes
    started,  ///< without an end: it began, and may go on
    day,      ///< today is one of its days, or one of its months has come
    over,
};

/// An event without an end is certain to go on for this long ...
inline constexpr std::chrono::minutes surely_goes_on{25};
/// ... and may go on until the next one begins in its room, or for this long.
inline constexpr std::chrono::minutes may_go_on{120};

/// The end of an event without one is exact where it matters: in the two hours after its start.
[[nodiscard]] EventTime time_of(const Event& event, const Pack& pack, Instant now);
[[nodiscard]] EventPhase phase_at(const EventTime& time, Instant now);
/// The same in one step.
[[nodiscard]] EventPhase phase_of(const Event& event, const Pack& pack, Instant now);
/// When the event ends by the clock; none where nobody said so.
[[nodiscard]] std::optional<Instant> end_by_clock(const Event& event);

}  // namespace content
