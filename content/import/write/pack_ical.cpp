#include "content/import/write/pack_ical.h"

#include <fmt/format.h>

#include <variant>

#include "content/base/ical_write.h"

namespace content {
namespace {

class EventWriter {
public:
    void put(const std::string& name, const std::string& value) {
        if (!value.empty()) text_ += ical_line(name + ":" + value, "\n");
    }
    void put_text(const std::string& name, const std::string& value) { put(name, ical_text(value)); }

    void put_moment(const std::string& name, Instant instant, const std::string& zone) {
        const LocalTime local = to_local(instant, zone);
        // Of an hour that comes twice only UTC can name the second.
        if (to_instant(local, zone) != instant || zone == "UTC") return put(name, ical_digits(to_iso(instant)));
        put(name + ";TZID=" + zone, ical_digits(to_iso(instant, zone).substr(0, 19)));
    }

    void put_days(const Date& first, const Date& last) {
        put("DTSTART;VALUE=DATE", ical_digits(to_iso(first)));
        put("DTEND;VALUE=DATE", ical_digits(to_iso(add_days(last, 1))));
    }

    void put_span(const Span& span) {
        if (const auto* timed = std::get_if<TimedSpan>(&span)) {
            put_moment("DTSTART", timed->start, timed->zone);
            put_moment("DTEND", timed->end, timed->zone);
        } else if (const auto* whole_days = std::get_if<DaySpan>(&span)) {
            put_days(whole_days->first, whole_days->last);
            if (!whole_days->time_confirmed) put("X-ROTUNDA-TIME", "TO-BE-CONFIRMED");
        } else if (const auto* months = std::get_if<MonthSpan>(&span)) {
            const Date last{std::chrono::year_month_day_last{months->last.year(),
                                                             std::chrono::month_day_last(months->last.month())}};
            put_days(Date{months->first.year(), months->first.month(), std::chrono::day(1)}, last);
            put("X-ROTUNDA-MONTHS",
                to_iso(months->first) + (months->first == months->last ? "" : "/" + to_iso(months->last)));
        }
    }

    [[nodiscard]] std::string take() { return "BEGIN:VEVENT\n" + text_ + "END:VEVENT\n"; }

private:
    std::string text_;
};

}  // namespace

std::string event_source(const Event& event, Language language, const Edition& edition) {
    EventWriter writer;
    const EventText& text = event.texts.at(language);
    writer.put_text("UID", event.id);
    // DTSTAMP is required; a fixed one keeps the same event the same bytes.
    writer.put("DTSTAMP", event.changed_at ? ical_digits(to_iso(*event.changed_at)) : "19700101T000000Z");
    writer.put_span(event.when);
    writer.put_text("SUMMARY", text.title);
    writer.put_text("LOCATION", text.place);
    writer.put_text("DESCRIPTION", text.description);
    writer.put_text("X-ROTUNDA-ROOM", text.room);
    writer.put_text("X-ROTUNDA-FLOOR", text.floor);
    writer.put_text("X-ROTUNDA-KIND", text.kind);
    writer.put_text("X-ROTUNDA-AUDIENCE", text.audience);
    const auto old_room = event.old_room.find(language);
    if (old_room != event.old_room.end()) writer.put_text("X-ROTUNDA-OLD-ROOM", old_room->second);
    if (language != edition.default_language) return writer.take();
    writer.put("URL", event.url);
    writer.put_text("CATEGORIES", event.topic);
    if (event.changed_at) writer.put("LAST-MODIFIED", ical_digits(to_iso(*event.changed_at)));
    if (event.status == EventStatus::cancelled) writer.put("STATUS", "CANCELLED");
    if (event.status == EventStatus::full) writer.put("X-ROTUNDA-STATUS", "FULL");
    if (event.delayed_from) writer.put("X-ROTUNDA-DELAYED-FROM", to_iso(*event.delayed_from));
    std::string languages;
    for (const Language spoken : event.languages)
        languages += (languages.empty() ? "" : ",") + std::string(code(spoken));
    writer.put_text("X-ROTUNDA-LANGUAGES", languages);
    if (event.is_virtual) writer.put("X-ROTUNDA-VIRTUAL", "TRUE");
    if (event.validity.from) writer.put("X-ROTUNDA-FROM", to_iso(*event.validity.from));
    if (event.validity.until) writer.put("X-ROTUNDA-UNTIL", to_iso(*event.validity.until));
    std::string groups;
    for (const std::string& group : event.groups)
        groups += (groups.empty() ? "" : ",") + group;
    writer.put_text("X-ROTUNDA-GROUPS", groups);
    if (event.weight != 1) writer.put("X-ROTUNDA-WEIGHT", fmt::format("{}", event.weight));
    return writer.take();
}

}  // namespace content
