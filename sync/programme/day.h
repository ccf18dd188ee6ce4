#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/items/event_time.h"
#include "content/items/items.h"

/// The programme as staff look at it: one day after the other, and what is in one room at one time. Pure. Not here: how
/// screens show it (kiosk/loop/programme.h).
namespace programme {

/// One event of a day; what it points to is the pack's.
struct Row {
    const content::Event* event = nullptr;
    content::EventTime time{};
    content::EventPhase phase = content::EventPhase::ahead;
    std::vector<const content::Event*> clashes{};  ///< others that are in its room while it goes on
};

[[nodiscard]] Row row_of(const content::Event& event, const content::Pack& pack, content::Instant now);

struct Day {
    content::Date date{};
    std::vector<Row> rows{};  ///< by their beginnings; then whole days, and months of which no day is known
    std::optional<content::Date> before{};  ///< the nearest days on which something begins by the clock or is all day
    std::optional<content::Date> after{};
};

[[nodiscard]] Day day_of(const content::Pack& pack, const content::Date& date, content::Instant now);
/// The day that is looked at first: the first one from today on that has an event, else the last one, else today.
[[nodiscard]] content::Date first_day(const content::Pack& pack, content::Instant now);
/// What goes on at `now` by the clock or begins before `end`, by its beginning; what is cancelled, too.
[[nodiscard]] std::vector<Row> rows_between(const content::Pack& pack, content::Instant now, content::Instant end);

/// Others that are in `room` (by its name in the default language) at some moment between the two. A cancelled event
/// and one online are in no room.
[[nodiscard]] std::vector<const content::Event*> events_in(const content::Pack& pack, const std::string& room,
                                                           content::Instant from, content::Instant until,
                                                           const std::string& except_id);
/// The room in the pack's default language; empty: none, or the event is online.
[[nodiscard]] std::string room_of(const content::Event& event, const content::Edition& edition);

}  // namespace programme
