#include "content/pack/read_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "content/pack/ical.h"
#include "content/pack/item_fields.h"

namespace content {
namespace {

constexpr std::string_view original_file = "events.ics";

constexpr std::array<std::string_view, 15> our_properties = {
    "X-ROTUNDA-ROOM", "X-ROTUNDA-FLOOR",   "X-ROTUNDA-OLD-ROOM", "X-ROTUNDA-DELAYED-FROM", "X-ROTUNDA-STATUS",
    "X-ROTUNDA-KIND", "X-ROTUNDA-VIRTUAL", "X-ROTUNDA-AUDIENCE", "X-ROTUNDA-LANGUAGES",    "X-ROTUNDA-MONTHS",
    "X-ROTUNDA-TIME", "X-ROTUNDA-FROM",    "X-ROTUNDA-UNTIL",    "X-ROTUNDA-GROUPS",       "X-ROTUNDA-WEIGHT"};

/// "20240318T130000Z" and "20240318" as ISO 8601 with its signs; anything else as it is.
std::string with_signs(const std::string& text) {
    const bool is_basic = (text.size() == 8 || text.size() == 15 || text.size() == 16) &&
                          std::all_of(text.begin(), text.begin() + 8, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_basic) return text;
    std::string result = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2);
    if (text.size() == 8) return result;
    return result + "T" + text.substr(9, 2) + ":" + text.substr(11, 2) + ":" + text.substr(13);
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (at <= text.size() && !text.empty()) {
        const auto comma = std::min(text.find(',', at), text.size());
        const std::string_view part = trim(std::string_view(text).substr(at, comma - at));
        if (!part.empty()) parts.emplace_back(part);
        at = comma + 1;
    }
    return parts;
}

/// Reads the properties of one event; everything wrong becomes a finding with its line and the event's title.
class EventReader {
public:
    EventReader(const IcalEvent& source, const Ical& calendar, const ReaderContext& context, Findings& findings)
        : source_(source), calendar_(calendar), context_(context), findings_(findings) {}

    [[nodiscard]] Event read();
    [[nodiscard]] EventText read_text();

private:
    [[nodiscard]] std::string line_text(std::string_view name);
    [[nodiscard]] std::optional<Instant> instant_of(const IcalProperty& property);
    [[nodiscard]] std::string zone_of(const IcalMoment& moment) const;
    [[nodiscard]] Span read_span();
    [[nodiscard]] Span read_months(const std::string& text);
    [[nodiscard]] Span read_days(const IcalProperty& start);
    [[nodiscard]] Span read_times(const IcalProperty& start);
    void read_status(Event& event);
    void read_lists(Event& event);
    void check_properties();
    void error(std::string_view name, const std::string& message) {
        findings_.error(source_.line_of(name), message + " (event \"" + source_.text("SUMMARY").substr(0, 80) + "\")");
    }

    const IcalEvent& source_;
    const Ical& calendar_;
    const ReaderContext& context_;
    Findings& findings_;
};

std::string EventReader::line_text(std::string_view name) {
    std::string text = source_.text(name);
    return check_line(text, name, source_.line_of(name), findings_) ? text : std::string();
}

std::string EventReader::zone_of(const IcalMoment& moment) const {
    if (moment.is_utc || moment.tzid.empty()) return context_.edition.zone;
    return resolve_zone(moment.tzid).value_or(context_.edition.zone);
}

std::optional<Instant> EventReader::instant_of(const IcalProperty& property) {
    const IcalMoment& moment = *property.moment;
    if (moment.is_utc) return to_instant(moment.local, "UTC");
    const auto zone = moment.tzid.empty() ? std::optional(context_.edition.zone) : resolve_zone(moment.tzid);
    if (zone) {
        const std::string what = fmt::format("{} (event \"{}\")", property.name, source_.text("SUMMARY").substr(0, 80));
        check_clock_change(moment.local, *zone, what, property.line, findings_);
        return to_instant(moment.local, *zone);
    }
    const auto instant = calendar_.zones.to_instant(moment.local, moment.tzid);
    if (!instant) {
        error(property.name, property.name + ": unknown zone \"" + moment.tzid +
                                 "\"; expected an IANA name like Europe/Vienna or a VTIMEZONE");
    }
    return instant;
}

Span EventReader::read_months(const std::string& text) {
    const auto slash = text.find('/');
    const auto first = parse_month(text.substr(0, slash));
    const auto last = slash == std::string::npos ? first : parse_month(text.substr(slash + 1));
    if (!first || !last || *last < *first) {
        error("X-ROTUNDA-MONTHS", "X-ROTUNDA-MONTHS is \"" + text + "\"; expected months like 2024-02/2024-03");
        return MonthSpan{};
    }
    return MonthSpan{*first, *last};
}

Span EventReader::read_days(const IcalProperty& start) {
    DaySpan span{start.moment->local.date, start.moment->local.date, true};
    const IcalProperty* end = source_.find("DTEND");
    const IcalProperty* duration = source_.find("DURATION");
    if (end != nullptr && (!end->moment || !end->moment->is_date)) {
        error("DTEND", "DTEND: expected a date, as DTSTART is one");
    } else if (end != nullptr) {
        if (end->moment->local.date < span.first) error("DTEND", "DTEND before DTSTART");
        // RFC 5545 3.6.1: DTEND is the day after the last; some programs write the same day for one day.
        if (end->moment->local.date > span.first) span.last = add_days(end->moment->local.date, -1);
    } else if (duration != nullptr) {
        const int days = duration->duration_seconds.value_or(-1) / 86'400;
        if (days < 1 || days > 3660) {
            error("DURATION", "DURATION: expected whole days, like P2D");
        } else {
            span.last = add_days(span.first, days - 1);
        }
    }
    const std::string time = source_.text("X-ROTUNDA-TIME");
    if (!time.empty() && time != "TO-BE-CONFIRMED") {
        error("X-ROTUNDA-TIME", "X-ROTUNDA-TIME is \"" + time + "\"; expected TO-BE-CONFIRMED");
    }
    span.time_confirmed = time.empty();
    return span;
}

Span EventReader::read_times(const IcalProperty& start) {
    TimedSpan span;
    span.zone = zone_of(*start.moment);
    span.start = instant_of(start).value_or(Instant());
    span.end = span.start;
    const IcalProperty* end = source_.find("DTEND");
    const IcalProperty* duration = source_.find("DURATION");
    if (end != nullptr && (!end->moment || end->moment->is_date)) {
        error("DTEND", "DTEND: expected a date and time, as DTSTART is one");
    } else if (end != nullptr) {
        span.end = instant_of(*end).value_or(span.start);
    } else if (duration != nullptr) {
        const int seconds = duration->duration_seconds.value_or(-1);
        if (seconds < 0 || seconds > 3660 * 86'400) {
            error("DURATION", "DURATION: expected one like PT1H30M");
        } else {
            span.end = span.start + std::chrono::seconds(seconds);
        }
    }
    if (span.end < span.start) {
        error("DTEND", "DTEND before DTSTART");
        span.end = span.start;
    }
    if (source_.find("X-ROTUNDA-TIME") != nullptr) {
        error("X-ROTUNDA-TIME", "X-ROTUNDA-TIME is for events whose DTSTART is a date");
    }
    return span;
}

Span EventReader::read_span() {
    const IcalProperty* start = source_.find("DTSTART");
    if (start == nullptr) {
        error("DTSTART", "DTSTART is missing");
        return DaySpan{};
    }
    if (!start->moment) {
        error("DTSTART", "DTSTART is \"" + start->value.substr(0, 40) + "\"; expected a day or time that exists");
        return DaySpan{};
    }
    const std::string months = source_.text("X-ROTUNDA-MONTHS");
    if (!months.empty()) return read_months(months);
    return start->moment->is_date ? read_days(*start) : read_times(*start);
}

void EventReader::read_status(Event& event) {
    const std::string status = source_.text("STATUS");
    const std::string ours = source_.text("X-ROTUNDA-STATUS");
    const std::string old_room = line_text("X-ROTUNDA-OLD-ROOM");
    const std::string delayed_from = source_.text("X-ROTUNDA-DELAYED-FROM");
    if (!ours.empty() && ours != "FULL") {
        error("X-ROTUNDA-STATUS", "X-ROTUNDA-STATUS is \"" + ours + "\"; expected FULL");
    }
    if (!ours.empty()) event.status = EventStatus::full;
    if (!delayed_from.empty()) {
        const auto* timed = std::get_if<TimedSpan>(&event.when);
        const auto instant =
            parse_instant(with_signs(delayed_from), timed == nullptr ? context_.edition.zone : timed->zone);
        if (instant) {
            check_clock_change(with_signs(delayed_from), timed == nullptr ? context_.edition.zone : timed->zone,
                               "X-ROTUNDA-DELAYED-FROM", source_.line_of("X-ROTUNDA-DELAYED-FROM"), findings_);
            event.status = EventStatus::delayed;
            event.delayed_from = *instant;
        } else {
            error("X-ROTUNDA-DELAYED-FROM", "X-ROTUNDA-DELAYED-FROM: " + instant.error().message);
        }
    }
    if (!old_room.empty()) {
        event.status = EventStatus::moved;
        event.old_room[context_.edition.default_language] = old_room;
    }
    if (status == "CANCELLED") event.status = EventStatus::cancelled;
    const IcalProperty* changed = source_.find("LAST-MODIFIED");
    if (changed != nullptr && changed->moment && !changed->moment->is_date) event.changed_at = instant_of(*changed);
}

void EventReader::read_lists(Event& event) {
    for (const std::string& word : split(source_.text("X-ROTUNDA-LANGUAGES"))) {
        const auto language = parse_language(word);
        if (language) {
            event.languages.push_back(*language);
        } else {
            error("X-ROTUNDA-LANGUAGES",
                  "X-ROTUNDA-LANGUAGES: unknown language \"" + word + "\"; expected some of " + list_of_languages());
        }
    }
    event.groups = split(line_text("X-ROTUNDA-GROUPS"));
    const std::string weight = source_.text("X-ROTUNDA-WEIGHT");
    if (weight == "1" || weight == "2" || weight == "3") {
        event.weight = weight.front() - '0';
    } else if (!weight.empty()) {
        error("X-ROTUNDA-WEIGHT", "X-ROTUNDA-WEIGHT: expected 1, 2 or 3");
    }
    const std::string is_virtual = source_.text("X-ROTUNDA-VIRTUAL");
    if (!is_virtual.empty() && is_virtual != "TRUE" && is_virtual != "FALSE") {
        error("X-ROTUNDA-VIRTUAL", "X-ROTUNDA-VIRTUAL: expected TRUE or FALSE");
    }
    event.is_virtual = is_virtual == "TRUE";
}

void EventReader::check_properties() {
    std::set<std::string> seen;
    for (const IcalProperty& property : source_.properties) {
        const bool repeats = property.name == "RRULE" || property.name == "RDATE" || property.name == "EXRULE" ||
                             property.name == "RECURRENCE-ID";
        if (repeats) {
            error(property.name, property.name +
                                     ": a pack has every occurrence as an event of its own; importing a calendar "
                                     "writes recurring events out");
        }
        if (!property.name.starts_with("X-ROTUNDA-")) continue;
        if (std::find(our_properties.begin(), our_properties.end(), property.name) == our_properties.end()) {
            error(property.name, "unknown property " + property.name);
        }
        if (!seen.insert(property.name).second) error(property.name, property.name + " is there twice");
    }
}

EventText EventReader::read_text() {
    EventText text;
    text.title = line_text("SUMMARY");
    if (text.title.empty()) error("SUMMARY", "SUMMARY is missing");
    check_headline(text.title, "SUMMARY", source_.line_of("SUMMARY"), findings_);
    text.place = line_text("LOCATION");
    text.room = line_text("X-ROTUNDA-ROOM");
    text.floor = line_text("X-ROTUNDA-FLOOR");
    text.kind = line_text("X-ROTUNDA-KIND");
    text.audience = line_text("X-ROTUNDA-AUDIENCE");
    text.description = source_.text("DESCRIPTION");
    std::erase(text.description, '\r');
    if (!check_lines(text.description, "DESCRIPTION", source_.line_of("DESCRIPTION"), findings_)) {
        text.description.clear();
    }
    return text;
}

Event EventReader::read() {
    Event event;
    check_properties();
    event.id = line_text("UID");
    if (event.id.empty()) error("UID", "UID is missing");
    event.texts[context_.edition.default_language] = read_text();
    event.when = read_span();
    read_status(event);
    read_lists(event);
    const auto topics = split(source_.text("CATEGORIES"));
    if (!topics.empty()) event.topic = topics.front();
    check_topic(event.topic, source_.line_of("CATEGORIES"), context_, findings_);
    if (topics.size() > 1) findings_.warning(source_.line_of("CATEGORIES"), "only the first category is used");
    event.validity = read_validity(with_signs(source_.text("X-ROTUNDA-FROM")), source_.line_of("X-ROTUNDA-FROM"),
                                   with_signs(source_.text("X-ROTUNDA-UNTIL")), source_.line_of("X-ROTUNDA-UNTIL"),
                                   context_, findings_);
    event.url = source_.text("URL");
    if (!event.url.empty() && !check_web_address(event.url, "URL", source_.line_of("URL"), findings_))
        event.url.clear();
    return event;
}

/// "events.fr.ics" -> fr.
std::optional<Language> language_of(const std::string& path) {
    return path.size() == 13 ? parse_language(path.substr(7, 2)) : std::nullopt;
}

}  // namespace

std::vector<Event> read_events(const ReaderContext& context) {
    std::vector<Event> events;
    std::map<std::string, std::size_t> positions;
    const auto original = context.tree.texts.find(std::string(original_file));
    if (original != context.tree.texts.end()) {
        Findings findings(original->first, context.findings);
        const Ical calendar = read_ical(original->second, original->first);
        context.findings.insert(context.findings.end(), calendar.findings.begin(), calendar.findings.end());
        for (const IcalEvent& source : calendar.events) {
            Event event = EventReader(source, calendar, context, findings).read();
            if (!positions.emplace(event.id, events.size()).second) {
                findings.error(source.line_of("UID"), "UID \"" + event.id + "\" is there twice");
                continue;
            }
            events.push_back(std::move(event));
        }
    }
    for (const auto& [path, text] : context.tree.texts) {
        if (!path.starts_with("events.") || !path.ends_with(".ics") || path == original_file) continue;
        Findings findings(path, context.findings);
        const auto language = language_of(path);
        if (!language || *language == context.edition.default_language) {
            findings.error(0, "expected events.ics or its translation events.xx.ics, where xx is another one of " +
                                  list_of_languages());
            continue;
        }
        const Ical calendar = read_ical(text, path);
        context.findings.insert(context.findings.end(), calendar.findings.begin(), calendar.findings.end());
        for (const IcalEvent& source : calendar.events) {
            const auto position = positions.find(source.text("UID"));
            if (position == positions.end()) {
                findings.error(source.line_of("UID"),
                               "UID \"" + source.text("UID") + "\": events.ics has no such event to translate");
                continue;
            }
            Event& event = events[position->second];
            event.texts[*language] = EventReader(source, calendar, context, findings).read_text();
            const std::string old_room = source.text("X-ROTUNDA-OLD-ROOM");
            if (!old_room.empty() && check_line(old_room, "X-ROTUNDA-OLD-ROOM", source.line, findings)) {
                event.old_room[*language] = old_room;
            }
        }
    }
    return events;
}

}  // namespace content
