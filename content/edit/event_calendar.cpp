#include "content/edit/event_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "content/base/ical_write.h"
#include "content/base/text.h"
#include "content/pack/ical_lines.h"

namespace content::edit {
namespace {

std::string value_of(const std::vector<std::string>& lines, std::string_view name) {
    const auto line = find_property(lines, name);
    return line ? text_of_property(*line) : std::string();
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        const std::string word = one_line(text.substr(at, comma - at));
        if (!word.empty()) words.push_back(word);
        at = comma + 1;
    }
    return words;
}

/// "2024-03-18T13:00", with seconds where there are any.
std::string written(const LocalTime& local) {
    std::string text = fmt::format("{}T{:02}:{:02}", to_iso(local.date), local.hour, local.minute);
    if (local.second != 0) text += fmt::format(":{:02}", local.second);
    return text;
}

/// How a moment of a calendar reads in the zone of its event.
struct ReadMoment {
    std::string text;
    std::string zone;
};

ReadMoment read_moment(const IcalMoment& moment, const Ical& calendar, const std::string& edition_zone) {
    if (moment.is_date) return {to_iso(moment.local.date), edition_zone};
    if (moment.is_utc) return {written(to_local(to_instant(moment.local, "UTC"), edition_zone)), edition_zone};
    const auto zone = moment.tzid.empty() ? std::optional(edition_zone) : resolve_zone(moment.tzid);
    if (zone) return {written(moment.local), *zone};
    const auto instant = calendar.zones.to_instant(moment.local, moment.tzid);
    return {instant ? written(to_local(*instant, edition_zone)) : "", edition_zone};
}

/// The end as forms have it: of days the last, where it is another than the first.
std::string read_end(const IcalEvent& event, const Ical& calendar, const IcalMoment& start, const Edition& edition,
                     const EventFields& fields) {
    const IcalProperty* end = event.find("DTEND");
    const IcalProperty* duration = event.find("DURATION");
    if (start.is_date) {
        Date last = start.local.date;
        if (end != nullptr && end->moment && end->moment->local.date > last)
            last = add_days(end->moment->local.date, -1);
        constexpr int day = 86'400;
        if (end == nullptr && duration != nullptr && duration->duration_seconds.value_or(0) > day)
            last = add_days(last, *duration->duration_seconds / day - 1);
        return last == start.local.date ? std::string() : to_iso(last);
    }
    std::string text;
    if (end != nullptr && end->moment && !end->moment->is_date) {
        const ReadMoment read = read_moment(*end->moment, calendar, edition.zone);
        const auto instant = parse_instant(read.text, read.zone);
        if (instant) text = written(to_local(*instant, fields.zone));
    } else if (duration != nullptr) {
        const auto begin = parse_instant(fields.start, fields.zone);
        if (begin)
            text =
                written(to_local(*begin + std::chrono::seconds(duration->duration_seconds.value_or(0)), fields.zone));
    }
    return text == fields.start ? std::string() : text;
}

/// "20240318T130000" as "2024-03-18T13:00:00".
std::string with_signs(const std::string& text) {
    const bool is_basic = (text.size() == 15 || text.size() == 16) && text[8] == 'T';
    if (!is_basic) return text;
    return fmt::format("{}-{}-{}T{}:{}:{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2), text.substr(9, 2),
                       text.substr(11, 2), text.substr(13));
}

void read_facts(const std::vector<std::string>& lines, EventFields& fields) {
    const auto topics = words_of(value_of(lines, "CATEGORIES"));
    fields.topic = topics.empty() ? "" : topics.front();
    fields.url = value_of(lines, "URL");
    fields.languages = words_of(value_of(lines, "X-ROTUNDA-LANGUAGES"));
    fields.is_virtual = value_of(lines, "X-ROTUNDA-VIRTUAL") == "TRUE";
    fields.is_full = value_of(lines, "X-ROTUNDA-STATUS") == "FULL";
    fields.is_time_open = !value_of(lines, "X-ROTUNDA-TIME").empty();
    fields.from = value_of(lines, "X-ROTUNDA-FROM");
    fields.until = value_of(lines, "X-ROTUNDA-UNTIL");
    const std::string weight = value_of(lines, "X-ROTUNDA-WEIGHT");
    fields.weight = weight == "2" ? 2 : weight == "3" ? 3 : 1;
    fields.groups = words_of(value_of(lines, "X-ROTUNDA-GROUPS"));
    fields.is_cancelled = value_of(lines, "STATUS") == "CANCELLED";
    fields.old_room = value_of(lines, "X-ROTUNDA-OLD-ROOM");
    fields.delayed_from = with_signs(value_of(lines, "X-ROTUNDA-DELAYED-FROM"));
    fields.has_months = !value_of(lines, "X-ROTUNDA-MONTHS").empty();
}

/// A line of a time or day, like the event's other ones.
std::string moment_line(const OpenEvent& event, const std::string& name, const std::string& text) {
    if (const auto date = parse_date(text)) return fmt::format("{};VALUE=DATE:{}", name, ical_digits(to_iso(*date)));
    const std::string& zone = event.fields.zone;
    const auto instant = parse_instant(text, zone);
    if (!instant) return {};
    if (event.has_utc_start || zone == "UTC") return name + ":" + ical_digits(to_iso(*instant));
    const std::string digits = ical_digits(to_iso(*instant, zone).substr(0, 19));
    if (event.start_head.empty()) return fmt::format("{};TZID={}:{}", name, zone, digits);
    return fmt::format("{}{}:{}", name, event.start_head.substr(std::string_view("DTSTART").size()), digits);
}

}  // namespace

Files calendars_of(const SourceTree& tree, Place place) {
    Files calendars;
    const Edition edition = edition_of(tree);
    for (const Language language : all_languages) {
        const std::string path = calendar_path(language, edition);
        if (const std::string* text = find_file(tree, place, path)) calendars[path] = *text;
    }
    return calendars;
}

Files event_files(const Files& calendars, std::string_view uid) {
    Files files;
    for (const auto& [path, text] : calendars) {
        const auto bytes = event_bytes(text, uid);
        if (!bytes) continue;
        std::string zones;
        for (const IcalBlock& zone : split_ical(text, path).zones)
            zones += zone.text();
        files[path] = fmt::format("BEGIN:VCALENDAR\r\n{}{}{}END:VCALENDAR\r\n", zones, *bytes,
                                  bytes->ends_with('\n') ? "" : "\r\n");
    }
    return files;
}

void read_texts(const std::vector<std::string>& lines, EventFields& fields) {
    fields.title = value_of(lines, "SUMMARY");
    fields.place = value_of(lines, "LOCATION");
    fields.room = value_of(lines, "X-ROTUNDA-ROOM");
    fields.floor = value_of(lines, "X-ROTUNDA-FLOOR");
    fields.kind = value_of(lines, "X-ROTUNDA-KIND");
    fields.audience = value_of(lines, "X-ROTUNDA-AUDIENCE");
    fields.description = value_of(lines, "DESCRIPTION");
}

Result<OpenEvent> open_event(const std::string& calendar, std::string_view uid, const Edition& edition) {
    OpenEvent open;
    auto lines = ical_properties(calendar, uid);
    if (!lines) return lines.error();
    open.lines = std::move(*lines);
    EventFields& fields = open.fields;
    fields.zone = edition.zone;
    read_texts(open.lines, fields);
    read_facts(open.lines, fields);
    const Files alone = event_files({{"events.ics", calendar}}, uid);
    const Ical read = read_ical(alone.begin()->second, "events.ics", IcalFaults::leave_property_out);
    const IcalProperty* start = read.events.empty() ? nullptr : read.events.front().find("DTSTART");
    if (start == nullptr || !start->moment || fields.has_months) return open;
    const ReadMoment moment = read_moment(*start->moment, read, edition.zone);
    fields.start = moment.text;
    fields.zone = moment.zone;
    fields.end = read_end(read.events.front(), read, *start->moment, edition, fields);
    open.has_utc_start = start->moment->is_utc;
    const bool is_known = start->moment->tzid.empty() || resolve_zone(start->moment->tzid).has_value();
    const auto line = find_property(open.lines, "DTSTART");
    if (line && is_known && !start->moment->is_date && !start->moment->is_utc) {
        open.start_head = line->substr(0, line->rfind(':'));
        const std::size_t name = std::string_view("DTSTART").size();
        open.start_head = "DTSTART" + open.start_head.substr(std::min(name, open.start_head.size()));
    }
    return open;
}

IcalChange plain_change(const std::string& name, std::string_view value) {
    return {name, value.empty() ? std::string() : fmt::format("{}:{}", name, value)};
}

IcalChange text_change(const std::string& name, std::string_view text) {
    return plain_change(name, ical_text(text));
}

IcalChange stamp(Instant now) {
    return plain_change("DTSTAMP", ical_digits(to_iso(now)));
}

std::vector<IcalChange> revision(const OpenEvent& event, Instant now) {
    const std::string was = value_of(event.lines, "SEQUENCE");
    constexpr std::size_t longest = 8;  // digits; no calendar is revised more often
    const bool is_number = !was.empty() && was.size() <= longest &&
                           std::all_of(was.begin(), was.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int next = is_number ? std::stoi(was) + 1 : 1;
    return {stamp(now), plain_change("LAST-MODIFIED", ical_digits(to_iso(now))),
            plain_change("SEQUENCE", fmt::format("{}", next))};
}

std::vector<IcalChange> time_changes(const OpenEvent& event, const std::string& start, const std::string& end) {
    std::vector<IcalChange> changes = {{"DTSTART", moment_line(event, "DTSTART", start)}};
    const bool had_end = find_property(event.lines, "DTEND").has_value();
    const auto day = parse_date(start);
    changes.push_back({"DURATION", ""});
    if (day) {
        const auto last = parse_date(end);
        // Behind the last day (RFC 5545 3.6.1); one day needs none.
        const Date behind = add_days(last ? *last : *day, 1);
        const bool is_written = last || had_end;
        changes.push_back({"DTEND", is_written ? moment_line(event, "DTEND", to_iso(behind)) : ""});
    } else {
        // An end that is the start again says that none is known, as no end does.
        const bool said_none = had_end && event.fields.end.empty() && !parse_date(event.fields.start);
        const std::string& written_end = end.empty() && said_none ? start : end;
        changes.push_back({"DTEND", written_end.empty() ? "" : moment_line(event, "DTEND", written_end)});
        changes.push_back({"X-ROTUNDA-TIME", ""});
    }
    changes.push_back({"X-ROTUNDA-MONTHS", ""});
    return changes;
}

std::vector<FieldFault> time_faults(const std::string& start, const std::string& end, const std::string& zone) {
    const auto is_time = [&](const std::string& text) { return parse_instant(text, zone).has_value(); };
    const auto is_day = [](const std::string& text) { return parse_date(text).has_value(); };
    if (!is_day(start) && !is_time(start))
        return {{"start", "expected a day like 2024-03-18 or a time like 2024-03-18T13:00"}};
    if (end.empty()) return {};
    if (is_day(start) && !is_day(end)) return {{"end", "expected a day, as the start is one"}};
    if (!is_day(start) && !is_time(end)) return {{"end", "expected a time like 2024-03-18T13:00"}};
    const bool is_before =
        is_day(start) ? *parse_date(end) < *parse_date(start) : *parse_instant(end, zone) < *parse_instant(start, zone);
    if (is_before) return {{"end", "is before the start"}};
    return {};
}

}  // namespace content::edit
