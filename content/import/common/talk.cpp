#include "content/import/common/talk.h"

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

constexpr int max_talk_minutes = 10 * 24 * 60;

std::optional<int> number_of(std::string_view text) {
    if (text.empty() || text.size() > 6) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Of "00:45", "1:30:00" (hours first) or "45"; nothing for any other.
std::optional<int> minutes_of_talk(const std::string& text) {
    const auto parts = split_words(text, ":");
    if (parts.empty() || parts.size() > 3) return std::nullopt;
    std::vector<int> numbers;
    for (const std::string& part : parts) {
        const auto number = number_of(part);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    const int minutes = numbers.size() == 1 ? numbers[0] : numbers[0] * 60 + numbers[1];
    return numbers[0] > max_talk_minutes || minutes > max_talk_minutes ? std::nullopt : std::optional(minutes);
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
    builder.warning(0, (name.empty() ? std::string("the schedule names no time zone")
                                     : "the schedule's time zone " + shown(name) + " is unknown") +
                           "; times are shown in " + own);
    return own;
}

TalkWriter::TalkWriter(ImportBuilder& builder, std::string zone, std::string prefix)
    : builder_(builder), zone_(std::move(zone)), prefix_(std::move(prefix)) {}

std::optional<Instant> TalkWriter::start_of(const Talk& talk) {
    const auto clock = minutes_of_talk(talk.start);
    if (talk.date.find('T') != std::string::npos || talk.date.find(' ') != std::string::npos) {
        const auto instant = parse_instant(mended(talk.date), zone_);
        if (!instant) return std::nullopt;
        const LocalTime local = to_local(*instant, zone_);
        if (clock && talk.start.find(':') != std::string::npos && *clock != local.hour * 60 + local.minute) {
            builder_.warning_once(talk.line, "dates and start times of the schedule differ in zone " + zone_ +
                                                 "; the dates, which have an offset, were used");
        }
        return *instant;
    }
    const auto day = parse_date(talk.date.empty() ? talk.day.substr(0, 10) : talk.date);
    if (!day || !clock || *clock >= 24 * 60 || talk.start.find(':') == std::string::npos) return std::nullopt;
    // A day of a conference ends in the small hours of the next.
    const bool is_night = talk.date.empty() && *clock < 4 * 60;
    return to_instant(LocalTime{add_days(*day, is_night ? 1 : 0), *clock / 60, *clock % 60, 0}, zone_);
}

std::string TalkWriter::identity_of(const Talk& talk) {
    if (!talk.identity.empty()) return talk.identity;
    if (talk.number.empty()) return {};
    builder_.warning_once(talk.line, "talks without a guid are known by their number in the schedule");
    return prefix_ + "-" + talk.number;
}

EventText TalkWriter::text_of(const Talk& talk) {
    const auto line = [&](const std::string& text, std::string_view what) {
        return builder_.line_text(text, what, talk.line, limits::line_characters);
    };
    EventText text;
    text.title = builder_.title(talk.title, "title", talk.line);
    text.room = line(talk.room, "room");
    text.place = line(talk.place, "place");
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
        const std::string name = one_line(person.substr(0, 300));
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
        const auto instant = parse_instant(mended(talk.end), zone_);
        return instant ? std::optional(*instant) : std::nullopt;
    }();
    const auto minutes = minutes_of_talk(talk.duration);
    if (!minutes && !end) {
        builder_.warning(talk.line, "duration " + shown(talk.duration) + " cannot be read; the end of " + shown(title) +
                                        " is not known");
    }
    Instant last = end.value_or(*start + std::chrono::minutes(minutes.value_or(0)));
    if (last < *start) {
        builder_.warning(talk.line, fmt::format("{} ends before it starts; its end was not used", shown(title)));
        last = *start;
    }
    event.when = TimedSpan{*start, last, zone_};
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
