#include "kiosk/loop/programme.h"

#include <algorithm>
#include <tuple>

namespace kiosk {

using namespace std::chrono_literals;
using content::Event;
using content::EventStatus;
using content::Instant;

namespace {

constexpr auto stays_after_end = 5min;
constexpr auto ends_soon = 15min;
constexpr auto starts_soon = 30min;
constexpr auto room_tag = 60min;
constexpr auto attract_horizon = 3h;

struct Period {
    Instant start;
    Instant end;
    content::Date first;
    content::Date last;
    bool by_days = false;
    bool by_months = false;
};

content::Date first_of(const content::Month& month) {
    return month / std::chrono::day{1};
}

Period period_of(const Event& event, const std::string& zone) {
    Period period;
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
        period.start = timed->start;
        period.end = timed->end;
        if (timed->end - timed->start >= 24h) {  // a session of several days reads as days, not as one long meeting
            period.by_days = true;
            period.first = content::to_local(timed->start, zone).date;
            period.last = content::to_local(timed->end - 1s, zone).date;
        }
        return period;
    }
    if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
        period.by_days = true;
        period.first = days->first;
        period.last = days->last;
    } else {
        const auto& months = std::get<content::MonthSpan>(event.when);
        period.by_months = true;
        period.first = first_of(months.first);
        period.last = content::add_days(first_of(months.last + std::chrono::months{1}), -1);
    }
    period.start = content::start_of_day(period.first, zone);
    period.end = content::start_of_day(content::add_days(period.last, 1), zone);
    return period;
}

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

RowStatus status_of(const Event& event, const Period& period, ProgrammeRow& row, Instant now, bool clock_trusted,
                    const content::Date& today) {
    const bool has_begun = clock_trusted && period.start <= now;
    row.has_ended = clock_trusted && period.end <= now;
    if (period.by_days) row.days = content::days_between(period.first, period.last) + 1;
    const bool is_under_way = has_begun && !row.has_ended && !period.by_months;
    if (is_under_way && period.by_days) row.day = content::days_between(period.first, today) + 1;
    row.is_live = is_under_way && event.status != EventStatus::cancelled;

    if (event.status == EventStatus::cancelled) return RowStatus::cancelled;
    if (row.has_ended) return RowStatus::none;
    if (event.status == EventStatus::moved) {
        const Instant until = event.changed_at ? std::max(period.start, *event.changed_at + room_tag) : period.start;
        if (!clock_trusted || now < until) return RowStatus::room_changed;
    }
    if (event.status == EventStatus::delayed && !has_begun) return RowStatus::delayed;
    if (event.status == EventStatus::full && !has_begun) return RowStatus::full;
    if (!clock_trusted || period.by_months) return RowStatus::none;
    if (row.is_live) {
        if (period.by_days) return row.days > 1 ? RowStatus::day_of : RowStatus::today;
        return period.end - now < ends_soon ? RowStatus::ends_soon : RowStatus::live;
    }
    return period.start - now < starts_soon && !period.by_days ? RowStatus::soon : RowStatus::later;
}

struct SortedRow {
    ProgrammeRow row;
    Instant key;
    bool has_begun = false;  ///< above the now line
};

/// Of a month only its end is sure: it stands after everything that has a day in it.
Instant sort_key(const Period& period, const content::Date& today, const std::string& zone) {
    if (!period.by_months) return period.start;
    const content::Month month = std::max(period.first.year() / period.first.month(), today.year() / today.month());
    return content::start_of_day(first_of(month + std::chrono::months{1}), zone) - 1s;
}

struct Limits {
    Instant day_start;
    Instant day_end;
    Instant week_end;
};

bool is_in_range(const Period& period, ProgrammeRange range, const Limits& limits) {
    if (range == ProgrammeRange::upcoming) return true;
    if (period.by_months) return false;
    const Instant until = range == ProgrammeRange::today ? limits.day_end : limits.week_end;
    return period.start < until && (period.end > limits.day_start || period.start >= limits.day_start);
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

    void add(const SortedRow& sorted, const Period& period, const Limits& limits) {
        if (is_in_range(period, ProgrammeRange::today, limits)) today.push_back(sorted);
        if (is_in_range(period, ProgrammeRange::week, limits)) week.push_back(sorted);
        upcoming.push_back(sorted);
        if (period.start >= limits.day_end && !period.by_months && (!next_day || sorted.key < next_day->key)) {
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
        const Period period = period_of(event, zone);
        const bool is_timed = !period.by_days && !period.by_months;
        const Instant leaves =
            is_timed && event.status != EventStatus::cancelled ? period.end + stays_after_end : period.end;
        if (clock_trusted && now >= leaves && now > period.start) continue;
        for (const Instant instant : {period.start, period.end, leaves})
            change.at(instant);
        if (is_timed) change.at(period.end - ends_soon + 1s);
        SortedRow sorted;
        ProgrammeRow& row = sorted.row;
        row.event = &event;
        row.start = period.start;
        row.end = period.end;
        row.status = status_of(event, period, row, now, clock_trusted, today);
        sorted.key = sort_key(period, today, zone);
        sorted.has_begun = clock_trusted && !period.by_months && period.start <= now;
        rows.add(sorted, period, limits);
    }
    return rows;
}

/// Sorts the rows into the programme, with the now line and what each says about time.
void arrange(std::vector<SortedRow>& rows, Instant now, bool clock_trusted, Programme& programme, NextChange& change) {
    std::ranges::stable_sort(rows, [](const SortedRow& a, const SortedRow& b) {
        return std::make_tuple(!a.has_begun, a.key) < std::make_tuple(!b.has_begun, b.key);
    });
    const auto first_next = std::ranges::find_if(rows, [](const SortedRow& sorted) { return !sorted.has_begun; });
    const auto begun = static_cast<std::size_t>(first_next - rows.begin());
    const bool is_today = programme.range == ProgrammeRange::today;
    if (clock_trusted) {
        put_late_comers_first(rows, begun, now);
        if (is_today && !rows.empty()) programme.now_line = begun;
    }
    bool has_minutes = programme.now_line.has_value();
    bool first_future = true;
    for (SortedRow& sorted : rows) {
        ProgrammeRow& row = sorted.row;
        if (row.status == RowStatus::later && !is_today && first_future) row.status = RowStatus::soon;
        first_future = first_future && sorted.has_begun;
        has_minutes = has_minutes || row.status == RowStatus::ends_soon || row.status == RowStatus::soon ||
                      row.status == RowStatus::later || row.status == RowStatus::room_changed;
        programme.rows.push_back(row);
    }
    if (has_minutes) change.at_next_minute();
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
        const Period period = period_of(event, zone);
        if (!event.validity.contains(now) || !is_in_range(period, ProgrammeRange::today, limits)) continue;
        change.at(period.start);
        change.at(period.end);
        if (!period.by_days) change.at(period.end - ends_soon + 1s);
        ProgrammeRow row;
        row.event = &event;
        row.start = period.start;
        row.end = period.end;
        row.status = status_of(event, period, row, now, clock_trusted, programme.day);
        const bool is_relative = row.status == RowStatus::soon || row.status == RowStatus::later;
        if (is_relative && !is_present) row.status = RowStatus::none;
        if (is_relative || row.status == RowStatus::ends_soon) change.at_next_minute();
        programme.rows.push_back(row);
    }
    std::ranges::stable_sort(programme.rows, [&](const ProgrammeRow& a, const ProgrammeRow& b) {
        return std::make_tuple(is_present && a.has_ended, a.start) <
               std::make_tuple(is_present && b.has_ended, b.start);
    });
    if (is_present) {
        const auto index = [&](auto found) { return static_cast<std::size_t>(found - programme.rows.begin()); };
        const auto ended = std::ranges::find_if(programme.rows, [](const ProgrammeRow& row) { return row.has_ended; });
        const auto next = std::ranges::find_if(
            programme.rows, [&](const ProgrammeRow& row) { return row.has_ended || row.start > now; });
        if (ended != programme.rows.end()) programme.earlier = index(ended);
        if (next != ended) programme.now_line = index(next);
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
    if (programme.rows.size() > row_limit) programme.rows.resize(row_limit);
    if (programme.now_line && *programme.now_line > programme.rows.size()) programme.now_line.reset();
}

}  // namespace kiosk
