#include "sync/console/programme/programme_page.h"

#include <algorithm>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/page.h"

namespace console {
namespace {

using content::Event;
using content::EventPhase;
using content::EventStatus;
using content::EventTiming;
using programme::Row;

constexpr std::string_view range_dash = " \u2013 ";

std::string day_words(const Viewer& viewer, const content::Date& date, const content::Edition& edition) {
    return viewer.words->day(content::start_of_day(date, edition.zone), edition.zone);
}

content::Language read_in(const Viewer& viewer, const Event& event, const content::Edition& edition) {
    return content::choose_language(event.texts, viewer.words->language(), edition);
}

std::string clock_words(const Viewer& viewer, content::Instant instant, const content::Edition& edition,
                        const content::Date& on) {
    const bool is_same_day = content::to_local(instant, edition.zone).date == on;
    return is_same_day ? viewer.words->clock(instant, edition.zone) : viewer.words->moment(instant, edition.zone);
}

Html mark(std::string_view css, Icon shape, const std::string& words) {
    return element(Tag::span, {{Attr::css, css}}, {icon(shape), words});
}

Html room_line(const Viewer& viewer, const Event& event, const content::Edition& edition) {
    const content::Language language = read_in(viewer, event, edition);
    if (event.is_virtual) return element(Tag::p, {}, {viewer.say("programme.online")});
    if (event.texts.empty()) return {};
    const content::EventText& text = event.texts.at(language);
    if (text.room.empty()) return element(Tag::p, {{Attr::css, "dim"}}, {viewer.say("programme.no_room")});
    Html line = element(Tag::strong, {}, {person_words(text.room)});
    if (!text.floor.empty()) line += joined({", ", person_words(text.floor)});
    const std::string& old = content::text_in(event.old_room, language, edition);
    if (event.status == EventStatus::moved && !old.empty())
        line += joined(
            {" ", element(Tag::span, {{Attr::css, "dim"}}, {viewer.say("programme.was_in"), " ", person_words(old)})});
    return element(Tag::p, {}, {line});
}

Html clash_line(const Viewer& viewer, const Event& other, const content::Edition& edition) {
    return element(Tag::p, {{Attr::css, "note care"}},
                   {viewer.say("programme.clash"), " ",
                    element(Tag::a, {{Link::href, event_path(other.id)}}, {title_words(viewer, other, edition)})});
}

Path day_path(const content::Date& date) {
    return Path("/programme").asking("day", content::to_iso(date));
}

Html days_nav(const Viewer& viewer, const ProgrammePage& of) {
    const auto& edition = of.pack.edition;
    Children links;
    const auto add = [&](const content::Date& date, bool is_here) {
        Attributes attributes = {{Link::href, day_path(date)}};
        if (is_here) attributes.emplace_back(Attr::aria_current, "page");
        links.push_back(element(Tag::a, attributes, {day_words(viewer, date, edition)}));
    };
    if (of.day.before) add(*of.day.before, false);
    add(of.day.date, true);
    if (of.day.after) add(*of.day.after, false);
    return element(Tag::nav, {{Attr::css, "chips"}, {Attr::aria_label, viewer.say("programme.days")}}, links);
}

}  // namespace

Viewer at_venue(Viewer viewer, const content::Edition& edition) {
    viewer.zone = edition.zone;
    return viewer;
}

Path event_path(const std::string& uid) {
    return Path("/programme") / uid;
}

Html title_words(const Viewer& viewer, const Event& event, const content::Edition& edition) {
    if (event.texts.empty()) return person_words(event.id);
    const content::Language language = read_in(viewer, event, edition);
    return element(Tag::bdi, {{Attr::lang, content::code(language)}}, {event.texts.at(language).title});
}

Html time_words(const Viewer& viewer, const Row& row, const content::Edition& edition, const content::Date& on) {
    if (row.time.timing == EventTiming::months) return viewer.say("programme.no_day");
    if (row.time.timing == EventTiming::days) {
        std::string days = day_words(viewer, row.time.first, edition);
        if (row.time.last != row.time.first)
            days += std::string(range_dash) + day_words(viewer, row.time.last, edition);
        const auto* span = std::get_if<content::DaySpan>(&row.event->when);
        if (span != nullptr && !span->time_confirmed) days += " · " + viewer.say("programme.no_time");
        return days;
    }
    const std::string start = clock_words(viewer, row.time.start, edition, on);
    const auto end = content::end_by_clock(*row.event);
    return element(Tag::time, {{Attr::datetime, content::to_iso(row.time.start)}},
                   {end ? start + std::string(range_dash) + clock_words(viewer, *end, edition, on) : start});
}

Html event_mark(const Viewer& viewer, const Row& row) {
    if (row.phase == EventPhase::over) return mark("state dim", Icon::ring, viewer.say("programme.over"));
    switch (row.event->status) {
        case EventStatus::cancelled: return mark("state bad", Icon::square, viewer.say("programme.cancelled"));
        case EventStatus::moved: return mark("state busy", Icon::dot, viewer.say("programme.moved"));
        case EventStatus::delayed: return mark("state busy", Icon::clock, viewer.say("programme.delayed"));
        case EventStatus::full: return mark("state busy", Icon::ring, viewer.say("programme.full"));
        case EventStatus::scheduled: break;
    }
    if (row.phase == EventPhase::live) return mark("state good", Icon::dot, viewer.say("programme.live"));
    return {};
}

Html event_card(const Viewer& viewer, const Row& row, const content::Edition& edition, const content::Date& on) {
    const Html title =
        element(Tag::a, {{Link::href, event_path(row.event->id)}}, {title_words(viewer, *row.event, edition)});
    Children parts = {element(Tag::div, {{Attr::css, "row"}},
                              {element(Tag::p, {}, {time_words(viewer, row, edition, on)}), event_mark(viewer, row)}),
                      element(Tag::h2, {}, {title}), room_line(viewer, *row.event, edition)};
    for (const Event* other : row.clashes)
        parts.push_back(clash_line(viewer, *other, edition));
    return element(Tag::li, {{Attr::css, "card"}, {Attr::data_key, row.event->id}}, parts);
}

std::string programme_page(const Viewer& viewer, const ProgrammePage& of) {
    Children cards;
    for (const Row& row : of.day.rows)
        cards.push_back(event_card(viewer, row, of.pack.edition, of.day.date));
    const auto clashes = std::ranges::count_if(of.day.rows, [](const Row& row) { return !row.clashes.empty(); });
    const std::string summary = viewer.say(
        "programme.summary",
        {{"count", static_cast<std::int64_t>(of.day.rows.size())}, {"clashes", static_cast<std::int64_t>(clashes)}});
    const Html list = cards.empty() ? element(Tag::p, {{Attr::css, "note"}}, {viewer.say("programme.none")})
                                    : element(Tag::ol, {{Attr::css, "plain stack"}}, cards);
    const Html heading =
        element(Tag::div, {},
                {element(Tag::h1, {}, {viewer.say("programme.title")}),
                 element(Tag::p, {{Attr::css, "dim"}, {Attr::role, "status"}, {Attr::data_said}}, {summary})});
    const Html content =
        joined({heading, of.said.empty() ? Html() : note(Tone::good, {viewer.say(of.said)}),
                of.can_be_read ? Html() : note(Tone::care, {viewer.say("programme.mistakes")}), reload_link(viewer),
                element(Tag::div, {{Attr::css, "stack live"}, {Attr::data_live}}, {days_nav(viewer, of), list})});
    return page(viewer, {viewer.say("programme.title"), Section::programme, Liveness::live, content});
}

}  // namespace console
