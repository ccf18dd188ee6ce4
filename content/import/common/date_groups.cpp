#include "content/import/common/date_groups.h"

#include <algorithm>
#include <array>
#include <utility>

#include "content/import/common/cleanup.h"
#include "content/import/common/tokens.h"

namespace content {
namespace {

/// Folded; what may stand between the dates of one group.
constexpr std::array<std::string_view, 12> group_separators = {",",   "and", "&",     ";",    "et", "y",
                                                               "und", "",    ", and", ", et", "/",  "e"};

/// Between the ends of a period; folded.
constexpr std::array<std::string_view, 14> period_words = {"-",  "–",  "—", "to", "until", "till", "bis",
                                                           "au", "al", "a", "по", "до",    "至",   "الى"};

/// Of "14 March, 16 March 2024" the first is of the same year, or of the year before.
void set_year_before(const Date& later, FoundDate& date) {
    const auto years = later.year() - date.first.year();
    Date first{date.first.year() + years, date.first.month(), date.first.day()};
    Date last{date.last.year() + years, date.last.month(), date.last.day()};
    if (later < first) {
        first -= std::chrono::years(1);
        last -= std::chrono::years(1);
    }
    if (!first.ok() || !last.ok()) return;
    date.first = first;
    date.last = last;
    date.is_year_guessed = false;
}

bool is_exact(const FoundDate& date) {
    return !date.is_months && date.hedge == DateHedge::none;
}

}  // namespace

std::vector<DateGroup> find_date_groups(std::string_view text, const std::optional<Date>& near) {
    std::vector<DateGroup> groups;
    for (FoundDate& date : find_dates(text, near)) {
        if (date.hedge == DateHedge::deadline || date.hedge == DateHedge::former) continue;
        const auto follows_separator = [&](std::size_t end) {
            return is_one_of(fold_words(text.substr(end, date.begin - end)), group_separators);
        };
        const bool goes_on = !groups.empty() && is_exact(date) && is_exact(groups.back().dates.back()) &&
                             follows_separator(groups.back().end);
        if (!goes_on) groups.push_back({date.begin, date.end, {}});
        std::vector<FoundDate>& dates = groups.back().dates;
        for (FoundDate& earlier : dates) {
            if (earlier.is_year_guessed && !date.is_year_guessed) set_year_before(date.first, earlier);
        }
        groups.back().end = date.end;
        const std::vector<Date> days = std::exchange(date.days, {});
        if (days.empty()) dates.push_back(date);
        for (const Date& day : days) {
            date.first = day;
            date.last = day;
            dates.push_back(date);
        }
    }
    return groups;
}

std::string take_former_date(std::string& text, const std::optional<Date>& near) {
    for (const FoundDate& date : find_dates(text, near)) {
        if (date.hedge != DateHedge::former) continue;
        std::size_t begin = date.begin;
        std::size_t end = date.end;
        std::string former = text.substr(begin, end - begin);
        if (begin > 0 && text[begin - 1] == '(' && text.substr(end).starts_with(')')) {
            --begin;
            ++end;
        }
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == ','))
            --begin;
        text.erase(begin, end - begin);
        return former;
    }
    return {};
}

std::optional<FoundPeriod> find_period(std::string_view text, const std::optional<Date>& near) {
    const std::vector<FoundDate> dates = find_dates(text, near);
    for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
        const FoundDate& first = dates[i];
        const FoundDate& last = dates[i + 1];
        const bool are_days =
            first.first == first.last && last.first == last.last && !first.is_months && !last.is_months;
        if (!are_days || last.first < first.first) continue;
        const auto start = find_time(text.substr(0, last.begin), first.end);
        if (!start || start->end_hour) continue;
        const std::string between = fold_words(text.substr(start->end, last.begin - start->end));
        if (!is_one_of(between, period_words)) continue;
        const auto end = find_time(text, last.end);
        if (!end || end->end_hour) continue;
        FoundPeriod period{first.begin, end->end, first, *start};
        period.date.last = last.first;
        period.date.is_year_guessed = first.is_year_guessed && last.is_year_guessed;
        period.time.end_hour = end->hour;
        period.time.end_minute = end->minute;
        if (period.time.zone.empty() && !period.time.offset) {
            period.time.zone = end->zone;
            period.time.offset = end->offset;
        }
        return period;
    }
    return std::nullopt;
}

}  // namespace content
