#include "kiosk/loop/programme_words.h"

#include <chrono>

#include "content/base/text.h"
#include "content/items/event_time.h"
#include "kiosk/text/format.h"
#include "kiosk/text/text.h"

namespace kiosk {

using content::EventStatus;

namespace {

constexpr std::string_view dash = "\u2014";

/// "22:30", and below it "yesterday – 01:30" for what began on an earlier day than the one it is listed under.
void describe_hours(RowWords& words, const ProgrammeRow& row, const content::TimedSpan& span, const std::string& zone,
                    const Strings& strings, Language language) {
    words.time = clock_time(span.start, zone);
    const std::string end = span.end > span.start ? isolate("\u2013 " + clock_time(span.end, zone)) : std::string();
    if (!row.began_before) {
        words.time_detail = end;
        return;
    }
    const Date first = content::to_local(span.start, zone).date;
    words.time_detail = row.began_yesterday ? strings.get(language, "time.yesterday") : day_month(first, language);
    if (!end.empty()) words.time_detail += " " + end;
}

void describe_time(RowWords& words, const ProgrammeRow& row, ProgrammeRange range, const std::string& zone,
                   const Strings& strings, Language language) {
    const content::Event& event = *row.event;
    const auto date = [&](const Date& day) {
        return row.names_weekday ? short_date(day, language) : day_month(day, language);
    };
    if (const auto* months = std::get_if<content::MonthSpan>(&event.when)) {
        words.time = month_range(months->first, months->last, language);
        words.time_is_words = true;
        return;
    }
    const auto* timed = std::get_if<content::TimedSpan>(&event.when);
    if (timed != nullptr && !row.is_of_days) {
        if (range == ProgrammeRange::today) return describe_hours(words, row, *timed, zone, strings, language);
        words.time = date(content::to_local(timed->start, zone).date);
        words.time_detail =
            timed->end > timed->start ? time_range(timed->start, timed->end, zone) : clock_time(timed->start, zone);
        return;
    }
    const Date first = content::to_local(row.start, zone).date;
    const Date last = content::to_local(row.end - std::chrono::seconds{1}, zone).date;
    words.time = date(first);
    words.time_detail = row.days > 1 ? "\u2013 " + date(last) : weekday(first, language);
    if (row.names_weekday && row.days == 1) words.time_detail.clear();
}

std::string describe_status(const ProgrammeRow& row, Instant now, const std::string& zone, const Strings& strings,
                            Language language) {
    switch (row.status) {
        case RowStatus::none: return {};
        case RowStatus::live: return strings.get(language, "programme.live");
        case RowStatus::ends_soon: {
            const auto minutes = std::chrono::ceil<std::chrono::minutes>(row.end - now).count();
            return strings.get(language, "programme.ends_in", {{"minutes", std::int64_t{minutes}}});
        }
        case RowStatus::started:
            return strings.get(language, "programme.started_at", {{"time", clock_time(row.start, zone)}});
        case RowStatus::ended: {
            const auto end = content::end_by_clock(*row.event);
            return end ? strings.get(language, "programme.ended_at", {{"time", clock_time(*end, zone)}})
                       : strings.get(language, "programme.ended");
        }
        case RowStatus::today: return strings.get(language, "programme.today");
        case RowStatus::day_of:
            return strings.get(language, "programme.day_of",
                               {{"day", std::int64_t{row.day}}, {"days", std::int64_t{row.days}}});
        case RowStatus::soon:
        case RowStatus::later: {
            if (const auto* days = std::get_if<content::DaySpan>(&row.event->when)) {
                return relative_days(content::days_between(content::to_local(now, zone).date, days->first), language);
            }
            return relative_time(now, row.start, zone, language);
        }
        case RowStatus::room_changed: return strings.get(language, "programme.room_changed");
        case RowStatus::delayed:
            return strings.get(language, "programme.delayed_to", {{"time", clock_time(row.start, zone)}});
        case RowStatus::cancelled: return strings.get(language, "programme.cancelled");
        case RowStatus::full: return strings.get(language, "programme.full");
    }
    return {};
}

void append_part(std::string& meta, const std::string& part) {
    if (part.empty()) return;
    if (!meta.empty()) meta += " \u00b7 ";
    meta += part;
}

std::string describe_meta(const ProgrammeRow& row, const content::EventText& text, const Strings& strings,
                          Language language) {
    const content::Event& event = *row.event;
    std::string meta;
    append_part(meta, text.kind);
    if (row.days > 1) {
        if (row.status == RowStatus::day_of || row.day == 0) {
            append_part(meta, strings.get(language, "programme.days", {{"days", std::int64_t{row.days}}}));
        } else {
            append_part(meta, strings.get(language, "programme.day_of",
                                          {{"day", std::int64_t{row.day}}, {"days", std::int64_t{row.days}}}));
        }
    }
    const auto* days = std::get_if<content::DaySpan>(&event.when);
    if (days != nullptr && !days->time_confirmed) {
        append_part(meta, strings.get(language, "programme.time_to_be_confirmed"));
    }
    if (event.languages.size() >= content::official_languages.size()) {
        append_part(meta, strings.get(language, "programme.interpretation"));
    } else if (!event.languages.empty()) {
        std::vector<std::string> names;
        for (const Language spoken : event.languages)
            names.push_back(language_name(spoken, language));
        append_part(meta, join_list(names, language));
    }
    return meta;
}

void describe_place(RowWords& words, const ProgrammeRow& row, const content::EventText& text,
                    const content::Edition& edition, const Strings& strings, Language language) {
    const content::Event& event = *row.event;
    if (event.status == EventStatus::cancelled) {
        words.room = dash;
        return;
    }
    if (event.is_virtual) {
        words.room = strings.get(language, "programme.virtual");
        if (!event.url.empty()) words.floor = strings.get(language, "programme.virtual_detail");
        return;
    }
    if (!text.room.empty()) {
        words.room = text.room;
        words.floor = text.floor;
    } else if (!text.place.empty()) {
        std::size_t comma = text.place.find(", ");
        std::size_t skip = 2;
        if (comma == std::string::npos) {
            comma = text.place.find("\u060c ");
            skip = 3;
        }
        words.room = text.place.substr(0, comma);
        if (comma != std::string::npos) words.floor = text.place.substr(comma + skip);
    } else {
        words.room = dash;
    }
    if (row.status == RowStatus::room_changed) words.old_room = content::text_in(event.old_room, language, edition);
}

}  // namespace

std::string mark_words(ProgrammeMark mark, Instant now, const content::Edition& edition, const Strings& strings,
                       Language language) {
    switch (mark) {
        case ProgrammeMark::now:
            return strings.get(language, "programme.now", {{"time", clock_time(now, edition.zone)}});
        case ProgrammeMark::also_today: return strings.get(language, "programme.also_today");
        case ProgrammeMark::to_be_confirmed: return strings.get(language, "programme.today_to_be_confirmed");
        case ProgrammeMark::earlier: return strings.get(language, "programme.earlier");
    }
    return {};
}

std::string_view nothing_key(ProgrammeRange range) {
    if (range == ProgrammeRange::week) return "programme.nothing_week";
    return range == ProgrammeRange::upcoming ? "programme.nothing_upcoming" : "programme.nothing_today";
}

std::string programme_dates(const Programme& programme, const Strings& strings, Language language) {
    std::string today = full_date(programme.day, language);
    if (programme.range == ProgrammeRange::upcoming)
        return strings.get(language, "programme.from_date", {{"date", today}});
    if (programme.range != ProgrammeRange::week) return today;
    const int weekday = static_cast<int>(std::chrono::weekday{std::chrono::sys_days{programme.day}}.iso_encoding());
    return weekday == 7 ? today : date_range(programme.day, content::add_days(programme.day, 7 - weekday), language);
}

RowWords describe_row(const ProgrammeRow& row, ProgrammeRange range, Instant now, const content::Edition& edition,
                      const Strings& strings, Language language) {
    const content::EventText& text = content::text_in(row.event->texts, language, edition);
    RowWords words;
    describe_time(words, row, range, edition.zone, strings, language);
    const auto* timed = std::get_if<content::TimedSpan>(&row.event->when);
    if (row.event->is_virtual && timed != nullptr) {
        // Who joins from elsewhere does not see from the wall where the hours are counted.
        words.time_detail += (words.time_detail.empty() ? "" : " ") + ("(" + zone_name(edition.zone, language) + ")");
    }
    words.status = describe_status(row, now, edition.zone, strings, language);
    words.title = text.title;
    words.meta = describe_meta(row, text, strings, language);
    describe_place(words, row, text, edition, strings, language);
    return words;
}

}  // namespace kiosk
