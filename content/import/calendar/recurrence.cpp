#include "content/import/calendar/recurrence.h"

#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <span>

#include "content/base/limits.h"

namespace content {
namespace {

struct FreeIterator {
    void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

icaltimetype to_ical(const LocalTime& local) {
    icaltimetype time = icaltime_null_time();
    time.year = static_cast<int>(local.date.year());
    time.month = static_cast<int>(static_cast<unsigned>(local.date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(local.date.day()));
    time.hour = local.hour;
    time.minute = local.minute;
    time.second = local.second;
    return time;
}

std::optional<LocalTime> to_local_time(const icaltimetype& time) {
    LocalTime local;
    local.date = Date{std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(std::max(time.month, 0))),
                      std::chrono::day(static_cast<unsigned>(std::max(time.day, 0)))};
    local.hour = time.hour;
    local.minute = time.minute;
    local.second = std::min(time.second, 59);
    return local.date.ok() ? std::optional(local) : std::nullopt;
}

std::size_t count_values(std::span<const short> list) {
    const auto end = std::find(list.begin(), list.end(), static_cast<short>(ICAL_RECURRENCE_ARRAY_MAX));
    return static_cast<std::size_t>(end - list.begin());
}

bool has_values(std::span<const short> list) {
    return count_values(list) > 0;
}

/// True when one of the days exists in one of the months that the rule is limited to; 29 February counts.
bool has_such_day(const icalrecurrencetype& rule) {
    const std::span<const short> days(rule.by_month_day, count_values(rule.by_month_day));
    const std::span<const short> months(rule.by_month, count_values(rule.by_month));
    constexpr std::array<int, 12> lengths = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return std::any_of(days.begin(), days.end(), [&](int day) {
        if (std::abs(day) <= 28) return true;
        if (rule.interval > 1 || has_values(rule.by_day)) return false;
        if (months.empty()) return true;
        return std::any_of(months.begin(), months.end(), [&](int month) {
            return month >= 1 && month <= 12 && std::abs(day) <= lengths[static_cast<std::size_t>(month - 1)];
        });
    });
}

/// True unless it is plain that the rule always has a next occurrence. libical looks for one to the year 2582, month
/// by month, which takes up to a second.
bool may_be_barren(const icalrecurrencetype& rule) {
    const std::size_t weekdays = count_values(rule.by_day);
    const std::span<const short> positions(rule.by_set_pos, count_values(rule.by_set_pos));
    if (has_values(rule.by_year_day) || has_values(rule.by_week_no)) return true;
    if (has_values(rule.by_month) && rule.interval > 1 && rule.freq != ICAL_YEARLY_RECURRENCE) return true;
    if (has_values(rule.by_month_day) && !has_such_day(rule)) return true;
    if (rule.freq == ICAL_HOURLY_RECURRENCE && has_values(rule.by_hour) && rule.interval > 1) return true;
    if (rule.freq == ICAL_DAILY_RECURRENCE && weekdays > 0 && rule.interval % 7 == 0) return true;
    const bool has_far_weekday = std::any_of(rule.by_day, rule.by_day + weekdays, [](short day) {
        return std::abs(icalrecurrencetype_day_position(day)) > 4;
    });
    if (has_far_weekday && rule.interval > 1) return true;
    const bool has_far_position = std::any_of(positions.begin(), positions.end(), [&](int position) {
        return static_cast<std::size_t>(std::abs(position)) > weekdays;
    });
    return has_far_position || (!positions.empty() && has_values(rule.by_month_day));
}

/// An upper bound of the work, in quarters of the time that libical takes to go on by a day.
std::size_t work_of(const icalrecurrencetype& rule, const LocalTime& start, const Date& last) {
    const std::size_t times_a_day = std::max<std::size_t>(count_values(rule.by_hour), 1) *
                                    std::max<std::size_t>(count_values(rule.by_minute), 1) *
                                    std::max<std::size_t>(count_values(rule.by_second), 1);
    constexpr std::size_t search = limits::import_recurrence_work * 2 / 5;
    if (may_be_barren(rule)) return search * times_a_day;
    const int past_years = static_cast<int>(last.year()) + 1 - static_cast<int>(start.date.year());
    const auto years = static_cast<std::size_t>(std::max(past_years, 1));
    const auto interval = static_cast<std::size_t>(std::max<int>(rule.interval, 1));
    const auto periods = [&](std::size_t a_year) {
        return std::max<std::size_t>(years * a_year / interval, 1) * times_a_day;
    };
    switch (rule.freq) {
        case ICAL_HOURLY_RECURRENCE: return periods(366 * 24) * 2;
        case ICAL_DAILY_RECURRENCE: return periods(366) * 4;
        case ICAL_WEEKLY_RECURRENCE: return periods(54) * 8 * std::max<std::size_t>(count_values(rule.by_day), 1);
        case ICAL_MONTHLY_RECURRENCE: return periods(12) * 30;
        default: return periods(1) * 120;
    }
}

}  // namespace

Result<RuleDates> expand_rule(const std::string& text, const LocalTime& start, const Date& first, const Date& last,
                              std::size_t& budget) {
    // A calendar that is not Gregorian (RFC 7529) would come with an allocation of its own.
    if (text.find("RSCALE") != std::string::npos || text.find("rscale") != std::string::npos) {
        return Error{Code::unsupported, "RRULE with RSCALE"};
    }
    icalerror_set_errors_are_fatal(0);
    icalrecurrencetype rule = icalrecurrencetype_from_string(text.c_str());
    if (rule.freq == ICAL_NO_RECURRENCE) return Error{Code::bad_input, "RRULE cannot be read"};
    if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE) {
        return Error{Code::unsupported, "RRULE repeats more often than every hour"};
    }
    RuleDates result;
    if (icaltime_is_null_time(rule.until) == 0) {
        const auto local = to_local_time(rule.until);
        if (!local) return Error{Code::bad_input, "UNTIL of the RRULE cannot be read"};
        result.until = IcalMoment{*local, rule.until.is_date != 0, icaltime_is_utc(rule.until) != 0, {}};
        result.has_ended = local->date <= last;
    }
    const std::size_t work = work_of(rule, start, last);
    if (work > budget) {
        return Error{Code::too_large, "RRULE of a kind, or rules so many, that expanding them would take too long"};
    }
    budget -= work;
    // The iterator ends here; the exact end is the caller's, who knows the zone.
    rule.until = to_ical(LocalTime{add_days(last, 1), 23, 59, 59});
    const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(icalrecur_iterator_new(rule, to_ical(start)));
    if (!iterator) return Error{Code::bad_input, "RRULE cannot be expanded"};
    for (int step = 0; step < limits::import_recurrence_steps; ++step) {
        result.has_ended = result.has_ended || (rule.count > 0 && step >= rule.count);
        const icaltimetype time = icalrecur_iterator_next(iterator.get());
        if (icaltime_is_null_time(time) != 0) return result;
        const auto local = to_local_time(time);
        if (!local || local->date > last) return result;
        if (local->date < first) continue;
        if (result.times.size() >= limits::import_occurrences) break;
        result.times.push_back(*local);
    }
    result.is_cut = true;
    return result;
}

}  // namespace content
