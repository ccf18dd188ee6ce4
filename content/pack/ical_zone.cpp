#include "content/pack/ical_zone.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

#include "content/base/text.h"

namespace content {
namespace {

// Each event's times are looked for in all of them, and a calendar has many events.
constexpr std::size_t max_zone_parts = 200;
constexpr std::size_t max_zone_rules = 40;
constexpr std::size_t max_line_dates = 200;   ///< RDATEs of one line
constexpr std::size_t max_zone_dates = 2000;  ///< London's since 1847, the most of any zone, are 242
constexpr int years_back = 40;     ///< 29 February, or a fifth Sunday in February, come once in 28 to 40 years
constexpr int max_interval = 100;  ///< years; a year of std::chrono ends at 32767

std::string_view zone_value(const IcalLine& line) {
    const auto colon = line.text.find(':');
    return colon == std::string::npos ? std::string_view() : trim(std::string_view(line.text).substr(colon + 1));
}

std::optional<int> zone_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> split_list(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(trim(text.substr(0, at)));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// "20221030T030000", with or without a "Z", or a day.
std::optional<std::chrono::local_seconds> clock_moment(std::string_view text) {
    text = text.substr(0, text.find('/'));  // of a period, its start
    if (text.ends_with('Z')) text.remove_suffix(1);
    if (text.size() != 8 && (text.size() != 15 || text[8] != 'T')) return std::nullopt;
    const auto field = [&](std::size_t at, std::size_t size) {
        return text.size() > at ? zone_number(text.substr(at, size)) : std::optional(0);
    };
    const std::array<std::optional<int>, 6> fields = {field(0, 4), field(4, 2),  field(6, 2),
                                                      field(9, 2), field(11, 2), field(13, 2)};
    if (std::any_of(fields.begin(), fields.end(), [](const auto& one) { return !one || *one < 0; }))
        return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year(*fields[0]),
                                          std::chrono::month(static_cast<unsigned>(*fields[1])),
                                          std::chrono::day(static_cast<unsigned>(*fields[2]))};
    if (!day.ok() || *fields[3] > 24 || *fields[4] > 59 || *fields[5] > 60) return std::nullopt;
    return std::chrono::local_days(day) + std::chrono::hours(*fields[3]) + std::chrono::minutes(*fields[4]) +
           std::chrono::seconds(*fields[5]);
}

/// "+0100", "-043000".
std::optional<std::chrono::seconds> zone_offset(std::string_view text) {
    const bool has_sign = text.starts_with('+') || text.starts_with('-');
    if (!has_sign || (text.size() != 5 && text.size() != 7)) return std::nullopt;
    const auto digits = zone_number(text.substr(1));
    if (!digits || *digits < 0) return std::nullopt;
    const int clock = text.size() == 5 ? *digits * 100 : *digits;
    const int value = clock / 10'000 * 3600 + clock / 100 % 100 * 60 + clock % 100;
    constexpr int day = 86'400;
    if (value > day) return std::nullopt;
    return std::chrono::seconds(text.front() == '-' ? -value : value);
}

/// "-1SU", "SU".
bool read_weekday(std::string_view text, IcalZoneRule& rule) {
    static constexpr std::array<std::string_view, 7> names = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    if (text.size() < 2) return false;
    const auto found = std::find(names.begin(), names.end(), text.substr(text.size() - 2));
    if (found == names.end()) return false;
    rule.weekday = std::chrono::weekday(static_cast<unsigned>(found - names.begin()));
    if (text.size() == 2) return true;
    const auto position = zone_number(text.substr(0, text.size() - 2));
    rule.position = position.value_or(0);
    return position && rule.position != 0;
}

std::optional<IcalZoneRule> read_zone_rule(std::string_view text, const IcalZonePart& part) {
    IcalZoneRule rule;
    const std::chrono::year_month_day start(std::chrono::floor<std::chrono::days>(part.start));
    rule.month = static_cast<unsigned>(start.month());
    bool is_yearly = false;
    for (const std::string_view field : split_list(text, ';')) {
        const auto sign = std::min(field.find('='), field.size());
        const std::string_view name = field.substr(0, sign);
        const std::string_view value = field.substr(std::min(sign + 1, field.size()));
        const auto number = zone_number(value);
        // Lotus writes the hour of the change into its rules; it is that of DTSTART.
        const bool is_said_already = name == "BYHOUR" || name == "BYMINUTE" || name == "BYSECOND" || name == "WKST";
        if (name == "FREQ" && value == "YEARLY") {
            is_yearly = true;
        } else if (name == "BYMONTH" && number && *number >= 1 && *number <= 12) {
            rule.month = static_cast<unsigned>(*number);
        } else if (name == "BYDAY" && read_weekday(value, rule)) {
            continue;
        } else if (name == "BYMONTHDAY") {
            for (const std::string_view day : split_list(value, ',')) {
                const auto found = zone_number(day);
                if (!found || rule.days.size() > 31) return std::nullopt;
                rule.days.push_back(*found);
            }
        } else if (name == "INTERVAL" && number && *number >= 1 && *number <= max_interval) {
            rule.interval = *number;
        } else if (name == "COUNT" && number && *number >= 1) {
            rule.count = *number;
        } else if (name == "UNTIL") {
            rule.until = clock_moment(value);
            if (!rule.until) return std::nullopt;
            if (value.ends_with('Z')) *rule.until += part.from;
            if (value.size() == 8) *rule.until += std::chrono::hours(24);
        } else if (!field.empty() && !is_said_already) {
            return std::nullopt;
        }
    }
    if (!is_yearly) return std::nullopt;
    if (rule.days.empty() && !rule.weekday) rule.days.push_back(static_cast<int>(static_cast<unsigned>(start.day())));
    return rule;
}

/// The last day of that year on which the rule holds.
std::optional<std::chrono::local_days> last_rule_day(const IcalZoneRule& rule, std::chrono::year the_year) {
    const auto month = the_year / std::chrono::month(rule.month);
    const int length = static_cast<int>(static_cast<unsigned>((month / std::chrono::last).day()));
    for (int day = length; day >= 1; --day) {
        const std::chrono::local_days candidate(
            std::chrono::year_month_day(month / std::chrono::day(static_cast<unsigned>(day))));
        const bool is_listed = rule.days.empty() || std::any_of(rule.days.begin(), rule.days.end(), [&](int listed) {
                                   return listed == day || listed == day - length - 1;
                               });
        const bool is_weekday = !rule.weekday || std::chrono::weekday(candidate) == *rule.weekday;
        const int from_start = (day - 1) / 7 + 1;
        const int from_end = -((length - day) / 7 + 1);
        const bool is_placed = rule.position == 0 || rule.position == from_start || rule.position == from_end;
        if (is_listed && is_weekday && is_placed) return candidate;
    }
    return std::nullopt;
}

/// The last change of a part at or before `moment`.
std::optional<std::chrono::local_seconds> last_change(const IcalZonePart& part, std::chrono::local_seconds moment) {
    std::optional<std::chrono::local_seconds> last;
    const auto take = [&](std::chrono::local_seconds change) {
        if (change <= moment && (!last || *last < change)) last = change;
    };
    take(part.start);
    for (const std::chrono::local_seconds date : part.dates)
        take(date);
    if (!part.rule || moment < part.start) return last;
    const IcalZoneRule& rule = *part.rule;
    const std::chrono::year_month_day first(std::chrono::floor<std::chrono::days>(part.start));
    const std::chrono::seconds clock = part.start - std::chrono::floor<std::chrono::days>(part.start);
    std::chrono::local_seconds end = rule.until ? std::min(*rule.until, moment) : moment;
    std::chrono::year newest = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(end)).year();
    if (rule.count && (newest - first.year()).count() / rule.interval >= *rule.count) {
        newest = first.year() + std::chrono::years((*rule.count - 1) * rule.interval);
    }
    newest -= (newest - first.year()) % rule.interval;
    const std::chrono::year oldest = std::max(first.year(), newest - std::chrono::years(years_back) * rule.interval);
    for (std::chrono::year candidate = newest; candidate >= oldest; candidate -= std::chrono::years(rule.interval)) {
        const auto day = last_rule_day(rule, candidate);
        if (!day || *day + clock > end || *day + clock < part.start) continue;
        take(*day + clock);
        break;
    }
    return last;
}

/// Puts one line into the part; false when it cannot be read.
bool read_zone_line(const IcalLine& line, IcalZonePart& part, std::map<std::string, int>& seen) {
    const std::string_view value = zone_value(line);
    if (line.name == "DTSTART") {
        const auto moment = clock_moment(value);
        if (!moment) return false;
        part.start = *moment;
    } else if (line.name == "TZOFFSETFROM" || line.name == "TZOFFSETTO") {
        const auto offset = zone_offset(value);
        if (!offset) return false;
        (line.name == "TZOFFSETTO" ? part.to : part.from) = *offset;
    } else {
        return true;
    }
    ++seen[line.name];
    return true;
}

}  // namespace

Instant IcalZone::to_instant(const LocalTime& local) const {
    const std::chrono::local_seconds wall = std::chrono::local_days(local.date) + std::chrono::hours(local.hour) +
                                            std::chrono::minutes(local.minute) + std::chrono::seconds(local.second);
    const IcalZonePart* holding = nullptr;
    std::optional<std::chrono::local_seconds> change;
    for (const IcalZonePart& part : parts) {
        const auto own = last_change(part, wall);
        if (!own || (change && *own - part.from < *change - holding->from)) continue;
        change = own;
        holding = &part;
    }
    std::chrono::seconds offset{0};
    if (holding != nullptr) {
        const bool is_in_gap = wall < *change + (holding->to - holding->from);
        offset = is_in_gap ? holding->from : holding->to;
    } else {
        const auto first = std::min_element(parts.begin(), parts.end(),
                                            [](const auto& a, const auto& b) { return a.start < b.start; });
        offset = first->from;
    }
    return Instant(wall.time_since_epoch() - offset);
}

bool IcalZone::covers(const Date& date) const {
    const bool has_one_offset =
        std::all_of(parts.begin(), parts.end(), [&](const IcalZonePart& part) { return part.to == parts.front().to; });
    const bool is_open = std::any_of(parts.begin(), parts.end(), [](const IcalZonePart& part) {
        return part.rule && !part.rule->until && !part.rule->count;
    });
    if (has_one_offset || is_open) return true;
    const std::chrono::local_seconds wall{std::chrono::local_days(date)};
    return std::any_of(parts.begin(), parts.end(), [&](const IcalZonePart& part) {
        const auto change = last_change(part, wall);
        return change && wall - *change < std::chrono::days(366);
    });
}

std::optional<IcalZone> read_ical_zone(const IcalBlock& block) {
    IcalZone zone;
    std::vector<std::string_view> rules;  // of the part that is open: they need its offsets
    std::map<std::string, int> seen;
    std::size_t rule_count = 0;
    std::size_t date_count = 0;
    bool is_inside = false;
    for (const IcalLine& line : block.lines) {
        const std::string_view value = zone_value(line);
        if (line.name == "TZID" && !is_inside) {
            zone.name = std::string(value);
        } else if (line.name == "BEGIN" && value != "VTIMEZONE") {
            if (zone.parts.size() >= max_zone_parts || is_inside) return std::nullopt;
            zone.parts.emplace_back();
            rules.clear();
            seen.clear();
            is_inside = true;
        } else if (line.name == "END" && is_inside) {
            is_inside = false;
            // Without DTSTART nobody knows from when on it holds.
            if (seen["DTSTART"] != 1 || seen["TZOFFSETFROM"] != 1 || seen["TZOFFSETTO"] != 1) return std::nullopt;
            rule_count += rules.size();
            if (rules.size() > 1 || rule_count > max_zone_rules) return std::nullopt;
            for (const std::string_view rule : rules) {
                zone.parts.back().rule = read_zone_rule(rule, zone.parts.back());
                if (!zone.parts.back().rule) return std::nullopt;
            }
        } else if (line.name == "RRULE" && is_inside) {
            rules.push_back(value);
        } else if (line.name == "RDATE" && is_inside) {
            const auto dates = split_list(value, ',');
            date_count += dates.size();
            if (dates.size() > max_line_dates || date_count > max_zone_dates) return std::nullopt;
            for (const std::string_view date : dates) {
                const auto moment = clock_moment(date);
                if (!moment) return std::nullopt;
                zone.parts.back().dates.push_back(*moment);
            }
        } else if (is_inside && !read_zone_line(line, zone.parts.back(), seen)) {
            return std::nullopt;
        }
    }
    if (zone.name.empty() || zone.parts.empty()) return std::nullopt;
    return zone;
}

}  // namespace content
