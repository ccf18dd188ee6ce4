#include "sync/programme/day.h"

#include <algorithm>
#include <tuple>

#include "content/base/text.h"

namespace programme {
namespace {

using content::Date;
using content::Event;
using content::EventPhase;
using content::EventTime;
using content::EventTiming;
using content::Instant;
using content::Pack;

std::string folded(const std::string& room) {
    return content::to_lower(content::trim(room));
}

bool has_clock(const EventTime& time) {
    return time.timing == EventTiming::hours || time.timing == EventTiming::start_only;
}

/// Two without an end that begin together are in each other's way, too.
bool meet(Instant a_start, Instant a_end, Instant b_start, Instant b_end) {
    return (a_start < b_end && b_start < a_end) || a_start == b_start;
}

void sort_rows(std::vector<Row>& rows) {
    std::ranges::stable_sort(rows, {}, [](const Row& row) {
        const int part = has_clock(row.time) ? 0 : row.time.timing == EventTiming::days ? 1 : 2;
        return std::tuple(part, row.time.start, row.time.end);
    });
}

}  // namespace

Row row_of(const Event& event, const Pack& pack, Instant now) {
    Row row;
    row.event = &event;
    row.time = content::time_of(event, pack, now);
    row.phase = content::phase_at(row.time, now);
    if (has_clock(row.time) && event.status != content::EventStatus::cancelled)
        row.clashes = events_in(pack, room_of(event, pack.edition), row.time.start,
                                content::end_by_clock(event).value_or(row.time.start), event.id);
    return row;
}

std::string room_of(const Event& event, const content::Edition& edition) {
    return event.is_virtual ? std::string() : content::text_in(event.texts, edition.default_language, edition).room;
}

std::vector<const Event*> events_in(const Pack& pack, const std::string& room, Instant from, Instant until,
                                    const std::string& except_id) {
    std::vector<const Event*> found;
    const std::string wanted = folded(room);
    if (wanted.empty()) return found;
    for (const Event& event : pack.events) {
        const auto* span = std::get_if<content::TimedSpan>(&event.when);
        if (span == nullptr || event.id == except_id || event.status == content::EventStatus::cancelled) continue;
        if (folded(room_of(event, pack.edition)) != wanted) continue;
        if (meet(from, until, span->start, std::max(span->start, span->end))) found.push_back(&event);
    }
    return found;
}

Day day_of(const Pack& pack, const Date& date, Instant now) {
    Day day;
    day.date = date;
    for (const Event& event : pack.events) {
        const EventTime time = content::time_of(event, pack, now);
        if (time.first <= date && date <= time.last) {
            day.rows.push_back(row_of(event, pack, now));
        } else if (time.timing != EventTiming::months) {
            if (time.last < date) day.before = std::max(day.before.value_or(time.last), time.last);
            if (date < time.first) day.after = std::min(day.after.value_or(time.first), time.first);
        }
    }
    sort_rows(day.rows);
    return day;
}

Date first_day(const Pack& pack, Instant now) {
    const Date today = content::to_local(now, pack.edition.zone).date;
    std::optional<Date> next;
    std::optional<Date> last;
    for (const Event& event : pack.events) {
        const EventTime time = content::time_of(event, pack, now);
        if (time.timing == EventTiming::months) continue;
        const Date shown = std::max(time.first, today);
        if (shown <= time.last) next = std::min(next.value_or(shown), shown);
        last = std::max(last.value_or(time.last), time.last);
    }
    return next ? *next : last.value_or(today);
}

std::vector<Row> rows_between(const Pack& pack, Instant now, Instant end) {
    std::vector<Row> rows;
    for (const Event& event : pack.events) {
        const EventTime time = content::time_of(event, pack, now);
        if (has_clock(time) && now < time.end && time.start < end) rows.push_back(row_of(event, pack, now));
    }
    sort_rows(rows);
    return rows;
}

}  // namespace programme
