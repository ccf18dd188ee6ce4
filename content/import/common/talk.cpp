#include "content/import/common/talk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/durations.h"
#include "content/import/common/language_names.h"
#include "content/import/common/location.h"
#include "content/import/common/plain.h"

namespace content {
namespace {

/// Minutes after midnight of "10:30" or "09:00:00"; nothing for any other.
std::optional<int> clock_of(const std::string& text) {
    const auto parts = split_words(text, ":");
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    const auto time = read_duration(parts[0] + ":" + parts[1]);
    return time && time->minutes < 24 * 60 ? std::optional(time->minutes) : std::nullopt;
}

/// "2023-09-10T05:00:00.000+0000" with the parts that parse_instant does not take mended.
std::string mended(std::string text) {
    std::replace(text.begin(), text.end(), ' ', 'T');
    const auto fraction = text.find('.');
    if (fraction != std::string::npos) {
        text.erase(fraction, text.find_first_not_of("0123456789", fraction + 1) - fraction);
    }
    const auto sign = text.find_first_of("+-", std::min<std::size_t>(text.size(), 11));
    if (sign != std::string::npos && text.size() == sign + 5) text.insert(sign + 3, ":");
    return text;
}

std::string shown(const std::string& text) {
    return "\"" + shorten(one_line(text.substr(0, 300)), 60) + "\"";
}

}  // namespace

std::string schedule_zone(const std::string& name, ImportBuilder& builder) {
    if (const auto zone = resolve_zone(name)) return *zone;
    const std::string& own = builder.edition().zone;
    builder.warning(0, name.empty() ? fmt::format("the schedule names no time zone; times are shown in {}", own)
                                    : fmt::format("the schedule's time zone {} is unknown; times are shown in {}",
                                                  shown(name), own));
    return own;
}

std::optional<Date> last_day(const std::string& text) {
    const auto day = parse_date(text.substr(0, 10));
    return day ? std::optional(*day) : std::nullopt;
}

TalkWriter::TalkWriter(ImportBuilder& builder, TalkRules rules) : builder_(builder), rules_(std::move(rules)) {}

/// A day of a conference ends in the small hours of the next: where the schedule says when its days begin and end, a
/// talk at 00:30 is after midnight when only that is inside of the day.
bool TalkWriter::is_of_night(const Talk& talk, const Date& day, int minutes) const {
    constexpr int usual_change = 4 * 60;
    const auto at = [&](int days) {
        return to_instant(LocalTime{add_days(day, days), minutes / 60, minutes % 60, 0}, rules_.zone);
    };
    const auto begin = parse_instant(mended(talk.day_start), rules_.zone);
    const auto end = parse_instant(mended(talk.day_end), rules_.zone);
    if (begin && end && *end > *begin) {
        const bool is_inside = at(0) >= *begin && at(0) <= *end;
        return !is_inside && at(1) >= *begin && at(1) <= *end;
    }
    const auto change = clock_of(rules_.day_change);
    // A day that is said to begin in the afternoon is no rule for nights.
    return minutes < (change && *change <= 12 * 60 ? *change : usual_change);
}

std::optional<Instant> TalkWriter::start_of(const Talk& talk) {
    const auto clock = clock_of(talk.start);
    if (talk.date.find('T') != std::string::npos || talk.date.find(' ') != std::string::npos) {
        const auto instant = parse_instant(mended(talk.date), rules_.zone);
        if (!instant) return std::nullopt;
        const LocalTime local = to_local(*instant, rules_.zone);
        if (clock && *clock != local.hour * 60 + local.minute) {
            builder_.warning_once(talk.line, "dates and start times of the schedule differ in zone " + rules_.zone +
                                                 "; the dates, which have an offset, were used");
        }
        return *instant;
    }
    const auto day = parse_date(talk.date.empty() ? talk.day.substr(0, 10) : talk.date);
    if (!day || !clock) return std::nullopt;
    // A date of the talk's own is that of the calendar, unless it only says the day of the schedule again.
    const bool may_be_night = talk.date.empty() || (talk.date == talk.day.substr(0, 10) && !talk.day_end.empty());
    const bool is_night = may_be_night && is_of_night(talk, *day, *clock);
    return to_instant(LocalTime{add_days(*day, is_night ? 1 : 0), *clock / 60, *clock % 60, 0}, rules_.zone);
}

std::optional<int> TalkWriter::duration_of(const Talk& talk, Instant start) {
    const auto duration = read_duration(talk.duration);
    if (!duration) return std::nullopt;
    if (!rules_.has_days_in_durations || !duration->with_days) return duration->minutes;
    const int days = *duration->with_days;
    // Days that end behind the conference were hours.
    const bool fits = !rules_.last_day ||
                      to_local(start + std::chrono::minutes(days), rules_.zone).date <= add_days(*rules_.last_day, 1);
    if (!fits) return duration->minutes;
    if (days != duration->minutes) {
        builder_.warning(talk.line, "duration " + shown(talk.duration) + " was read as days:hours:minutes");
    }
    return days;
}

std::string TalkWriter::identity_of(const Talk& talk) {
    if (!talk.identity.empty()) return talk.identity;
    if (talk.number.empty()) return {};
    builder_.warning_once(talk.line, "talks without a guid are known by their number in the schedule");
    return rules_.prefix + "-" + talk.number;
}

EventText TalkWriter::text_of(const Talk& talk) {
    const auto line = [&](const std::string& text, std::string_view what) {
        return builder_.line_text(text, what, talk.line, limits::line_characters);
    };
    EventText text;
    text.title = builder_.title(talk.title, "title", talk.line);
    text.room = builder_.place_text(talk.room, "room", talk.line);
    text.place = builder_.place_text(talk.place, "place", talk.line);
    text.kind = line(talk.kind, "type");
    std::vector<std::string> parts;
    for (const std::string* part : {&talk.subtitle, &talk.abstract, &talk.description}) {
        std::string cleaned = builder_.description(*part, "description", talk.line);
        if (!cleaned.empty() && std::find(parts.begin(), parts.end(), cleaned) == parts.end()) {
            parts.push_back(std::move(cleaned));
        }
    }
    std::string persons;
    for (const std::string& person : talk.persons) {
        const std::string name = one_line(plain_line(person.substr(0, 300)));
        if (!name.empty() && persons.size() < limits::line_characters) persons += (persons.empty() ? "" : ", ") + name;
    }
    if (!persons.empty()) parts.push_back(std::move(persons));
    for (const std::string& part : parts)
        text.description += (text.description.empty() ? "" : "\n\n") + part;
    return text;
}

void TalkWriter::add(const Talk& talk) {
    builder_.count_found();
    if (builder_.is_full()) return builder_.leave_out();
    Event event;
    EventText text = text_of(talk);
    if (text.title.empty()) {
        builder_.warning(talk.line, "a talk without a title was left out");
        return;
    }
    const std::string title = text.title;
    event.is_virtual = split_location(text.room).is_virtual;
    event.texts[builder_.language()] = std::move(text);
    const auto start = start_of(talk);
    if (!start) {
        builder_.warning(
            talk.line, fmt::format("a talk without a date and start that can be read was left out: {}", shown(title)));
        return;
    }
    const auto end = talk.end.empty() ? std::nullopt : [&]() -> std::optional<Instant> {
        const auto instant = parse_instant(mended(talk.end), rules_.zone);
        return instant ? std::optional(*instant) : std::nullopt;
    }();
    const auto minutes = duration_of(talk, *start);
    if (minutes.value_or(0) == 0 && !end) {
        builder_.warning(talk.line, fmt::format("duration {} {}; the end of {} is not known", shown(talk.duration),
                                                minutes ? "is none" : "cannot be read", shown(title)));
    }
    Instant last = end.value_or(*start + std::chrono::minutes(minutes.value_or(0)));
    if (last < *start) {
        builder_.warning(talk.line, fmt::format("{} ends before it starts; its end was not used", shown(title)));
        last = *start;
    }
    event.when = TimedSpan{*start, last, rules_.zone};
    if (!talk.track.empty()) event.topic = builder_.topic({talk.track}, talk.line);
    if (const auto language = language_named(talk.language)) {
        event.languages.push_back(*language);
    } else if (!talk.language.empty()) {
        builder_.warning_once(talk.line,
                              fmt::format("language {} is none that a screen can name", shown(talk.language)));
    }
    event.url = builder_.address(talk.url, "url", talk.line);
    event.id = builder_.event_id(identity_of(talk), event, talk.line);
    builder_.add(std::move(event), talk.line);
}

}  // namespace content
