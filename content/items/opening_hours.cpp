#include "content/items/opening_hours.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace content {
namespace {

constexpr int minutes_of_day = 24 * 60;
constexpr int days_around = 8;  // a screen that is open once a week

struct Opening {
    Instant from;
    Instant until;
};

Instant at_minute(const Date& date, int minute, std::string_view zone) {
    const Date day = add_days(date, minute / minutes_of_day);
    return to_instant({day, minute % minutes_of_day / 60, minute % 60, 0}, zone);
}

/// In order of time, and what touches is one.
std::vector<Opening> openings_around(const OpeningHours& hours, Instant now, std::string_view zone) {
    const Date today = to_local(now, zone).date;
    std::vector<Opening> openings;
    for (int day = -days_around; day <= days_around; ++day) {
        const Date date = add_days(today, day);
        const auto weekday = std::chrono::weekday(std::chrono::sys_days(date)).iso_encoding() - 1;
        const auto& open = hours.days.at(weekday);
        if (!open) continue;
        const int until = open->until > open->from ? open->until : open->until + minutes_of_day;
        const Opening opening{at_minute(date, open->from, zone), at_minute(date, until, zone)};
        if (!openings.empty() && opening.from <= openings.back().until) {
            openings.back().until = std::max(openings.back().until, opening.until);
        } else {
            openings.push_back(opening);
        }
    }
    return openings;
}

}  // namespace

OpeningState opening_at(const OpeningHours& hours, Instant now, std::string_view zone) {
    if (!is_known_zone(zone)) return {};
    OpeningState state;
    state.is_open = false;
    for (const Opening& opening : openings_around(hours, now, zone)) {
        if (opening.until <= now) {
            state.since = opening.until;
            continue;
        }
        state.is_open = opening.from <= now;
        state.until = state.is_open ? opening.until : opening.from;
        if (state.is_open) state.since = opening.from;
        break;
    }
    return state;
}

std::string in_words(const OpeningHours& hours) {
    const auto of_day = [](const std::optional<DayHours>& day) -> std::string {
        if (!day) return "closed";
        return fmt::format("{:02}:{:02}-{:02}:{:02}", day->from / 60, day->from % 60, day->until / 60, day->until % 60);
    };
    const auto& days = hours.days;
    if (std::ranges::all_of(days, [&](const auto& day) { return day == days.front(); }))
        return "daily " + of_day(days.front());
    std::string words;
    for (std::size_t day = 0; day < days.size(); ++day)
        words += fmt::format("{}{} {}", day == 0 ? "" : ", ", weekday_names.at(day), of_day(days.at(day)));
    return words;
}

}  // namespace content
