#include "content/import/calendar/icalendar_event.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/language_names.h"
#include "content/import/common/location.h"

namespace content {
namespace {

constexpr int max_event_days = 3660;  ///< no event lasts longer than ten years

std::size_t line_of(const IcalEvent& event, std::string_view name) {
    return static_cast<std::size_t>(event.line_of(name));
}

/// "20240318T090000Z" of "2024-03-18T09:00:00Z".
std::string without_signs(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// What stands before a title that is not there.
std::string name_of(const IcalEvent& event) {
    return " (UID " + shorten(one_line(event.text("UID").substr(0, 300)), 60) + ")";
}

}  // namespace

std::string Occurrence::key() const {
    return without_signs(is_date ? to_iso(local.date) : to_iso(start));
}

Instant CalendarEventReader::instant_of(const LocalTime& local, const std::string& tzid, const Ical& calendar,
                                        std::size_t line) {
    const std::string& own_zone = builder_.edition().zone;
    if (tzid == "UTC") return to_instant(local, "UTC");
    if (tzid.empty() && !calendar.default_zone.empty() && calendar.default_zone != own_zone) {
        builder_.warning_once(line, fmt::format("times without a zone were taken for those of {}, the calendar's zone",
                                                calendar.default_zone));
        return to_instant(local, calendar.default_zone);
    }
    if (tzid.empty()) return to_instant(local, own_zone);
    if (const auto instant = calendar.zones.to_instant(local, tzid)) {
        const auto defined = calendar.zones.defined_instant(local, tzid);
        if (defined && *defined != *instant) {
            builder_.warning_once(line, fmt::format("the calendar's definition of the zone \"{}\" does not hold then; "
                                                    "the known zone of that name was used",
                                                    shorten(one_line(tzid.substr(0, 300)), 60)));
        }
        if (!calendar.zones.covers(local.date, tzid)) {
            builder_.warning_once(line,
                                  fmt::format("the calendar defines its zone \"{}\" for an earlier time only; what "
                                              "held last was used",
                                              shorten(one_line(tzid.substr(0, 300)), 60)));
        }
        return *instant;
    }
    builder_.warning_once(line, fmt::format("unknown zone \"{}\"; its times were taken for those of {}",
                                            shorten(one_line(tzid.substr(0, 300)), 60), own_zone));
    return to_instant(local, own_zone);
}

std::optional<Occurrence> CalendarEventReader::occurrence_of(const IcalProperty& property, const Ical& calendar,
                                                             const IcalEvent& event) {
    if (!property.moment) {
        builder_.warning(static_cast<std::size_t>(property.line),
                         fmt::format("{} \"{}\" is no day or time that exists{}", property.name,
                                     shorten(one_line(property.value.substr(0, 300)), 40), name_of(event)));
        return std::nullopt;
    }
    Occurrence result;
    result.local = property.moment->local;
    result.is_date = property.moment->is_date;
    result.tzid = property.moment->is_utc ? "UTC" : property.moment->tzid;
    if (!result.is_date) {
        result.start = instant_of(result.local, result.tzid, calendar, static_cast<std::size_t>(property.line));
    }
    return result;
}

Occurrence CalendarEventReader::at(const LocalTime& time, const Occurrence& first, const Ical& calendar) {
    Occurrence result = first;
    result.local = time;
    if (!result.is_date) result.start = instant_of(time, first.tzid, calendar, 0);
    return result;
}

Occurrence CalendarEventReader::in_series(const Occurrence& meant, const Occurrence& first, const Ical& calendar) {
    if (meant.is_date == first.is_date) {
        const bool is_floating = !meant.is_date && meant.tzid.empty() && !first.tzid.empty();
        return is_floating ? at(meant.local, first, calendar) : meant;
    }
    if (!first.is_date) {
        LocalTime time = first.local;
        time.date = meant.local.date;
        return at(time, first, calendar);
    }
    Occurrence day = first;
    const std::string& own_zone = builder_.edition().zone;
    day.local = LocalTime{meant.local.date, 0, 0, 0};
    if (meant.tzid == "UTC") day.local.date = to_local(meant.start, resolve_zone(first.tzid).value_or(own_zone)).date;
    return day;
}

void CalendarEventReader::read_length(Occurrence& result, const IcalEvent& event, const Ical& calendar) {
    const IcalProperty* duration = event.find("DURATION");
    const IcalProperty* end_property = event.find("DTEND");
    const auto end = end_property == nullptr ? std::nullopt : occurrence_of(*end_property, calendar, event);
    long seconds = duration == nullptr ? 0 : duration->duration_seconds.value_or(0);
    if (end && end->is_date != result.is_date) {
        builder_.warning(line_of(event, "DTEND"),
                         "of DTSTART and DTEND one is a day and one a time; DTEND was not used" + name_of(event));
    } else if (end && result.is_date) {
        // RFC 5545 3.6.1: DTEND is the day after the last; some programs write the same day for one day.
        seconds = 86'400L * std::max(days_between(result.local.date, end->local.date), 0);
        if (end->local.date < result.local.date) seconds = -1;
    } else if (end) {
        seconds = static_cast<long>((end->start - result.start).count());
    }
    if (seconds < 0 || seconds > 86'400L * max_event_days) {
        builder_.warning(line_of(event, end ? "DTEND" : "DURATION"),
                         std::string(seconds < 0 ? "ends before it starts" : "lasts longer than ten years") +
                             "; its end was not used" + name_of(event));
        seconds = 0;
    }
    result.seconds = seconds;
    result.days = std::max(static_cast<int>(seconds / 86'400), 1);
}

/// The days from midnight to midnight (or to 23:59) by the clocks of `zone`; 0 for any other time.
int whole_days(Instant start, long seconds, const std::string& zone) {
    const LocalTime first = to_local(start, zone);
    LocalTime last = to_local(start + std::chrono::seconds(seconds), zone);
    if (first.hour != 0 || first.minute != 0 || first.second != 0) return 0;
    const bool is_midnight = last.hour == 0 && last.minute == 0 && last.second == 0;
    const bool is_before_midnight = last.hour == 23 && last.minute == 59;
    return is_midnight || is_before_midnight ? days_between(first.date, last.date) + (is_midnight ? 0 : 1) : 0;
}

void CalendarEventReader::read_midnights(Occurrence& result, const IcalEvent& event) {
    if (result.is_date || result.seconds <= 0) return;
    const std::string& own_zone = builder_.edition().zone;
    std::string zone = result.tzid.empty() ? own_zone : resolve_zone(result.tzid).value_or(own_zone);
    int days = whole_days(result.start, result.seconds, zone);
    if (days == 0 && result.tzid == "UTC") {
        zone = own_zone;
        days = whole_days(result.start, result.seconds, zone);
    }
    if (days == 0) return;
    bool is_marked = false;
    for (const char* name : {"X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY"})
        is_marked = is_marked || event.text(name) == "TRUE" || event.text(name) == "1";
    if (!is_marked) {
        builder_.warning(line_of(event, "DTSTART"),
                         "lasts from midnight to midnight; taken for whole days" + name_of(event));
    }
    result.is_date = true;
    result.local = LocalTime{to_local(result.start, zone).date, 0, 0, 0};
    result.days = days;
}

std::optional<Occurrence> CalendarEventReader::first_occurrence(const IcalEvent& event, const Ical& calendar) {
    const IcalProperty* start = event.find("DTSTART");
    if (start == nullptr) {
        builder_.warning(static_cast<std::size_t>(event.line),
                         "an event without DTSTART was left out" + name_of(event));
        return std::nullopt;
    }
    auto result = occurrence_of(*start, calendar, event);
    if (!result) {
        builder_.warning(static_cast<std::size_t>(event.line),
                         "an event without a start was left out" + name_of(event));
        return std::nullopt;
    }
    read_length(*result, event, calendar);
    read_midnights(*result, event);
    return result;
}

Span CalendarEventReader::span_of(const IcalEvent& event, const Occurrence& when) const {
    const std::string months = event.text("X-ROTUNDA-MONTHS");
    if (!months.empty()) {
        const auto first = parse_month(months.substr(0, 7));
        const auto last = months.size() > 8 ? parse_month(months.substr(8)) : first;
        if (first && last && !(*last < *first)) return MonthSpan{*first, *last};
    }
    if (when.is_date) {
        return DaySpan{when.local.date, add_days(when.local.date, when.days - 1), event.text("X-ROTUNDA-TIME").empty()};
    }
    // A zone that is no place is the calendar's own, whatever its name.
    const auto zone = resolve_zone(when.tzid);
    const bool is_own = !zone || zone->find('/') == std::string::npos;
    const std::string& own_zone = builder_.edition().zone;
    return TimedSpan{when.start, when.start + std::chrono::seconds(when.seconds), is_own ? own_zone : *zone};
}

EventText CalendarEventReader::read_text(const IcalEvent& event, Event& result) {
    const auto line_text = [&](std::string_view name) {
        return builder_.line_text(event.text(name), name, line_of(event, name), limits::line_characters);
    };
    EventText text;
    text.title = builder_.title(event.text("SUMMARY"), "SUMMARY", line_of(event, "SUMMARY"));
    text.description = builder_.description(event.text("DESCRIPTION"), "DESCRIPTION", line_of(event, "DESCRIPTION"));
    const Location location =
        split_location(builder_.place_text(event.text("LOCATION"), "LOCATION", line_of(event, "LOCATION")));
    text.place = location.place;
    text.room = location.room;
    text.floor = location.floor;
    result.is_virtual = location.is_virtual || event.text("X-ROTUNDA-VIRTUAL") == "TRUE";
    if (result.url.empty()) result.url = location.url;
    const auto prefer = [&](std::string& field, std::string_view name) {
        if (event.find(name) != nullptr) field = line_text(name);
    };
    prefer(text.room, "X-ROTUNDA-ROOM");
    prefer(text.floor, "X-ROTUNDA-FLOOR");
    prefer(text.kind, "X-ROTUNDA-KIND");
    prefer(text.audience, "X-ROTUNDA-AUDIENCE");
    return text;
}

std::optional<Event> CalendarEventReader::read(const IcalEvent& event, const Ical& calendar, const Occurrence& when) {
    Event result;
    result.url = builder_.address(event.text("URL"), "URL", line_of(event, "URL"));
    EventText text = read_text(event, result);
    if (text.title.empty()) {
        builder_.warning(static_cast<std::size_t>(event.line),
                         "an event without SUMMARY was left out" + name_of(event));
        return std::nullopt;
    }
    result.texts[builder_.language()] = std::move(text);
    result.when = span_of(event, when);
    result.topic = builder_.topic(split_words(event.text("CATEGORIES"), ","), line_of(event, "CATEGORIES"));
    for (const std::string& word : split_words(event.text("X-ROTUNDA-LANGUAGES"), ",")) {
        if (const auto language = language_named(word)) result.languages.push_back(*language);
    }
    if (event.text("STATUS") == "CANCELLED") {
        result.status = EventStatus::cancelled;
        const IcalProperty* changed = event.find("LAST-MODIFIED");
        const auto moment = changed == nullptr ? std::nullopt : occurrence_of(*changed, calendar, event);
        if (moment && !moment->is_date) result.changed_at = moment->start;
    }
    return result;
}

}  // namespace content
