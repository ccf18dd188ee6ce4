#include "kiosk/loop/programme.h"

#include <algorithm>
#include <tuple>

#include "content/items/event_time.h"

namespace kiosk {

using namespace std::chrono_literals;
using content::Event;
using content::EventPhase;
using content::EventStatus;
using content::EventTime;
using content::EventTiming;
using content::Instant;

namespace {

constexpr auto ends_soon = 15min;
constexpr auto starts_soon = 30min;
constexpr auto room_tag = 60min;
constexpr auto attract_horizon = 3h;

/// Instants a programme depends on; keeps the earliest after now.
class NextChange {
public:
    explicit NextChange(Instant now) : now_(now) {}
    void at(Instant instant) {
        if (instant > now_ && (!next_ || instant < *next_)) next_ = instant;
    }
    void at_next_minute() { at(std::chrono::floor<std::chrono::minutes>(now_) + 1min); }
    [[nodiscard]] std::optional<Instant> next() const { return next_; }

private:
    Instant now_;
    std::optional<Instant> next_;
};

/// When something about the row changes, its relative time apart.
void add_changes(NextChange& change, const EventTime& time, Instant leaves) {
    for (const Instant instant : {time.start, time.end, leaves})
        change.at(instant);
    if (time.timing == EventTiming::hours) change.at(time.end - ends_soon + 1s);
    if (time.timing == EventTiming::start_only) change.at(time.start + content::surely_goes_on);
}

RowStatus status_of(const ProgrammeRow& row, const EventTime& time, EventPhase phase, Instant now, bool clock_trusted) {
    const Event& event = *row.event;
    if (event.status == EventStatus::cancelled) return RowStatus::cancelled;
    const bool has_begun = clock_trusted && phase != EventPhase::ahead;
    if (row.has_ended) return time.timing == EventTiming::start_only ? RowStatus::started : RowStatus::ended;
    if (event.status == EventStatus::moved) {
        const Instant until = event.changed_at ? std::max(time.start, *event.changed_at + room_tag) : time.start;
        if (!clock_trusted || now < until) return RowStatus::room_changed;
    }
    if (event.status == EventStatus::delayed && !has_begun) return RowStatus::delayed;
    if (event.status == EventStatus::full && !has_begun) return RowStatus::full;
    if (!clock_trusted || time.timing == EventTiming::months) return RowStatus::none;
    switch (phase) {
        case EventPhase::ahead:
            return time.start - now < starts_soon && !row.is_of_days ? RowStatus::soon : RowStatus::later;
        case EventPhase::live:
            if (time.timing == EventTiming::start_only) return RowStatus::started;
            return time.end - now < ends_soon ? RowStatus::ends_soon : RowStatus::live;
        case EventPhase::started: return RowStatus::started;
        case EventPhase::day: return row.days > 1 ? RowStatus::day_of : RowStatus::today;
        case EventPhase::over: break;
    }
    return RowStatus::none;
}

RowPart part_of(const ProgrammeRow& row, EventPhase phase, bool clock_trusted) {
    if (!clock_trusted || phase == EventPhase::ahead) return RowPart::next;
    if (!row.is_of_days) return RowPart::begun;
    const auto* days = std::get_if<content::DaySpan>(&row.event->when);
    return days != nullptr && !days->time_confirmed ? RowPart::to_be_confirmed : RowPart::also_today;
}

ProgrammeRow make_row(const Event& event, const EventTime& time, const content::Date& today, Instant now,
                      bool clock_trusted) {
    const EventPhase phase = content::phase_at(time, now);
    ProgrammeRow row;
    row.event = &event;
    row.start = time.start;
    row.end = time.end;
    row.is_of_days = time.timing == EventTiming::days || time.timing == EventTiming::months;
    row.has_ended = clock_trusted && phase == EventPhase::over;
    row.is_live = clock_trusted && phase == EventPhase::live && event.status != EventStatus::cancelled;
    if (time.timing == EventTiming::days) {
        row.days = time.days();
        if (clock_trusted && phase == EventPhase::day) row.day = content::days_between(time.first, today) + 1;
    }
    row.status = status_of(row, time, phase, now, clock_trusted);
    row.part = part_of(row, phase, clock_trusted);
    row.names_weekday = !clock_trusted;
    return row;
}

/// Finds where parts begin. Words over whole days are needed only below what has hours.
void mark_parts(Programme& programme, bool has_now_line) {
    const auto first = [&](auto is_wanted) -> std::optional<std::size_t> {
        const auto found = std::ranges::find_if(programme.rows, is_wanted);
        if (found == programme.rows.end()) return std::nullopt;
        return static_cast<std::size_t>(found - programme.rows.begin());
    };
    const auto first_of = [&](RowPart part) {
        return first([part](const ProgrammeRow& row) { return row.part == part; });
    };
    const auto has_hours = [](const ProgrammeRow& row) {
        return row.part == RowPart::begun || row.part == RowPart::next;
    };
    programme.earlier = first_of(RowPart::earlier);
    programme.to_be_confirmed = first_of(RowPart::to_be_confirmed);
    programme.also_today = first_of(RowPart::also_today);
    if (programme.also_today == 0) programme.also_today.reset();
    if (has_now_line && std::ranges::any_of(programme.rows, has_hours)) {
        programme.now_line =
            first([](const ProgrammeRow& row) { return row.part != RowPart::begun; }).value_or(programme.rows.size());
    }
}

/// `listed`: midnight of the day that the row stands under.
void note_early_start(ProgrammeRow& row, Instant listed, const content::Date& today, const std::string& zone,
                      bool clock_trusted) {
    row.began_before = row.start < listed;
    row.began_yesterday =
        clock_trusted && row.began_before && content::days_between(content::to_local(row.start, zone).date, today) == 1;
}

struct SortedRow {
    ProgrammeRow row;
    Instant key;
    bool has_begun = false;
};

/// Of a month only its end is sure: it stands after everything that has a day in it.
Instant sort_key(const EventTime& time, const content::Date& today, const std::string& zone) {
    if (time.timing != EventTiming::months) return time.start;
    const content::Month month = std::max(time.first.year() / time.first.month(), today.year() / today.month());
    return content::start_of_day((month + std::chrono::months{1}) / 1, zone) - 1s;
}

struct Limits {
    Instant day_start;
    Instant day_end;
    Instant week_end;
};

bool is_in_range(const EventTime& time, ProgrammeRange range, const Limits& limits) {
    if (range == ProgrammeRange::upcoming) return true;
    if (time.timing == EventTiming::months) return false;
    const Instant until = range == ProgrammeRange::today ? limits.day_end : limits.week_end;
    return time.start < until && (time.end > limits.day_start || time.start >= limits.day_start);
}

void put_late_comers_first(std::vector<SortedRow>& rows, std::size_t begun, Instant now) {
    if (begun <= min_rows) return;
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(begun);
    std::stable_partition(rows.begin(), end, [&](const SortedRow& row) {
        return row.row.is_live && now - row.row.start < std::chrono::minutes{late_comer_minutes};
    });
}

/// The rows that each range has, in the pack's order.
struct RowsByRange {
    std::vector<SortedRow> today;
    std::vector<SortedRow> week;
    std::vector<SortedRow> upcoming;
    std::optional<SortedRow> next_day;  ///< the first after today

    void add(const SortedRow& sorted, const EventTime& time, const Limits& limits) {
        if (is_in_range(time, ProgrammeRange::today, limits)) today.push_back(sorted);
        if (is_in_range(time, ProgrammeRange::week, limits)) week.push_back(sorted);
        upcoming.push_back(sorted);
        const bool has_day = time.timing != EventTiming::months;
        if (time.start >= limits.day_end && has_day && (!next_day || sorted.key < next_day->key)) {
            next_day = sorted;
        }
    }
    [[nodiscard]] ProgrammeRange first_with_any() const {
        if (!today.empty()) return ProgrammeRange::today;
        return week.empty() ? ProgrammeRange::upcoming : ProgrammeRange::week;
    }
    [[nodiscard]] std::vector<SortedRow>& of(ProgrammeRange range) {
        if (range == ProgrammeRange::today) return today;
        return range == ProgrammeRange::week ? week : upcoming;
    }
};

RowsByRange collect_rows(const content::Pack& pack, const std::vector<std::string>& groups, const content::Date& today,
                         const Limits& limits, Instant now, bool clock_trusted, NextChange& change) {
    const std::string& zone = pack.edition.zone;
    RowsByRange rows;
    for (const Event& event : pack.events) {
        if (!is_for_groups(event.groups, groups)) continue;
        if (event.validity.from) change.at(*event.validity.from);
        if (event.validity.until) change.at(*event.validity.until);
        if (!event.validity.contains(now)) continue;
        const EventTime time = content::time_of(event, pack, now);
        const bool stays = time.timing == EventTiming::hours && event.status != EventStatus::cancelled;
        const Instant leaves = stays ? time.end + stays_after_end : time.end;
        if (now >= leaves && now > time.start) continue;
        add_changes(change, time, leaves);
        SortedRow sorted;
        sorted.row = make_row(event, time, today, now, clock_trusted);
        if (clock_trusted) note_early_start(sorted.row, limits.day_start, today, zone, clock_trusted);
        sorted.key = sort_key(time, today, zone);
        sorted.has_begun = clock_trusted && time.timing != EventTiming::months && time.start <= now;
        rows.add(sorted, time, limits);
    }
    return rows;
}

/// Sorts the rows into the programme, with the now line and what each says about time. Only today has parts.
void arrange(std::vector<SortedRow>& rows, Instant now, bool clock_trusted, Programme& programme, NextChange& change) {
    const bool is_today = programme.range == ProgrammeRange::today;
    std::ranges::stable_sort(rows, [&](const SortedRow& a, const SortedRow& b) {
        const auto order = [&](const SortedRow& sorted) {
            const int group = is_today ? static_cast<int>(sorted.row.part) : (sorted.has_begun ? 0 : 1);
            return std::make_tuple(group, sorted.key);
        };
        return order(a) < order(b);
    });
    const auto first_next = std::ranges::find_if(rows, [&](const SortedRow& sorted) {
        return is_today ? sorted.row.part != RowPart::begun : !sorted.has_begun;
    });
    if (clock_trusted) put_late_comers_first(rows, static_cast<std::size_t>(first_next - rows.begin()), now);
    bool has_minutes = false;
    bool first_future = true;
    for (SortedRow& sorted : rows) {
        ProgrammeRow& row = sorted.row;
        if (row.status == RowStatus::later && !is_today && first_future) row.status = RowStatus::soon;
        first_future = first_future && sorted.has_begun;
        has_minutes = has_minutes || row.status == RowStatus::ends_soon || row.status == RowStatus::soon ||
                      row.status == RowStatus::later || row.status == RowStatus::room_changed;
        programme.rows.push_back(row);
    }
    if (is_today && clock_trusted) mark_parts(programme, true);
    if (has_minutes || programme.now_line) change.at_next_minute();
}

}  // namespace

bool is_for_groups(const std::vector<std::string>& wanted, const std::vector<std::string>& groups) {
    return wanted.empty() || std::ranges::find_first_of(wanted, groups) != wanted.end();
}

Programme make_programme(const content::Pack& pack, const std::vector<std::string>& groups, ProgrammeRange range,
                         Instant now, bool clock_trusted) {
    const std::string& zone = pack.edition.zone;
    Programme programme;
    programme.day = content::to_local(now, zone).date;
    const int weekday =
        static_cast<int>(std::chrono::weekday{std::chrono::sys_days{programme.day}}.iso_encoding());  // Monday 1
    const Limits limits{content::start_of_day(programme.day, zone),
                        content::start_of_day(content::add_days(programme.day, 1), zone),
                        content::start_of_day(content::add_days(programme.day, 8 - weekday), zone)};
    NextChange change(now);
    change.at(limits.day_end);
    RowsByRange rows = collect_rows(pack, groups, programme.day, limits, now, clock_trusted, change);
    programme.range = range == ProgrammeRange::automatic ? rows.first_with_any() : range;
    if (!clock_trusted) programme.range = ProgrammeRange::upcoming;
    if (rows.today.empty() && rows.next_day) programme.next_day = rows.next_day->row;
    arrange(rows.of(programme.range), now, clock_trusted, programme, change);
    programme.next_change = change.next();
    return programme;
}

Programme make_day_programme(const content::Pack& pack, const std::vector<std::string>& groups,
                             const content::Date& day, Instant now, bool clock_trusted) {
    const std::string& zone = pack.edition.zone;
    Programme programme;
    programme.day = content::to_local(now, zone).date;
    const bool is_present = clock_trusted && programme.day == day;
    Limits limits;
    limits.day_start = content::start_of_day(day, zone);
    limits.day_end = content::start_of_day(content::add_days(day, 1), zone);
    NextChange change(now);
    change.at(limits.day_end);
    for (const Event& event : pack.events) {
        if (!is_for_groups(event.groups, groups)) continue;
        if (event.validity.from) change.at(*event.validity.from);
        if (event.validity.until) change.at(*event.validity.until);
        const EventTime time = content::time_of(event, pack, now);
        if (!event.validity.contains(now) || !is_in_range(time, ProgrammeRange::today, limits)) continue;
        add_changes(change, time, time.end);
        ProgrammeRow row = make_row(event, time, programme.day, now, clock_trusted);
        note_early_start(row, limits.day_start, programme.day, zone, clock_trusted);
        if (row.has_ended) row.part = RowPart::earlier;
        const bool is_relative = row.status == RowStatus::soon || row.status == RowStatus::later;
        if (is_relative && !is_present) row.status = RowStatus::none;
        if (is_relative || row.status == RowStatus::ends_soon) change.at_next_minute();
        programme.rows.push_back(row);
    }
    std::ranges::stable_sort(programme.rows, [&](const ProgrammeRow& a, const ProgrammeRow& b) {
        return std::make_tuple(is_present ? a.part : RowPart::begun, a.start) <
               std::make_tuple(is_present ? b.part : RowPart::begun, b.start);
    });
    if (is_present) {
        // No line stands above nothing.
        const bool has_next =
            std::ranges::any_of(programme.rows, [](const ProgrammeRow& row) { return row.part == RowPart::next; });
        mark_parts(programme, has_next);
        if (programme.now_line) change.at_next_minute();
    }
    programme.next_change = change.next();
    return programme;
}

void shorten_for_attract(Programme& programme, Instant now, std::size_t row_limit) {
    if (programme.rows.size() <= row_limit) return;
    if (programme.range == ProgrammeRange::today) {
        std::erase_if(programme.rows, [&](const ProgrammeRow& row) { return row.start > now + attract_horizon; });
    }
    const bool has_now_line = programme.now_line && *programme.now_line <= row_limit;
    if (programme.rows.size() > row_limit) programme.rows.resize(row_limit);
    if (programme.range != ProgrammeRange::today) return;
    programme.now_line.reset();
    mark_parts(programme, has_now_line);
}

std::vector<ProgrammeMark> marks_before(const Programme& programme, std::size_t row) {
    std::vector<ProgrammeMark> marks;
    if (programme.now_line == row) marks.push_back(ProgrammeMark::now);
    if (programme.also_today == row) marks.push_back(ProgrammeMark::also_today);
    if (programme.to_be_confirmed == row) marks.push_back(ProgrammeMark::to_be_confirmed);
    if (programme.earlier == row) marks.push_back(ProgrammeMark::earlier);
    return marks;
}

}  // namespace kiosk
