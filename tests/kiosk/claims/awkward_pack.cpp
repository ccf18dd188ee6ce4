#include "tests/kiosk/claims/awkward_pack.h"

#include <array>

#include "tests/support/vienna.h"

namespace claims {
namespace {

using content::Event;
using content::EventStatus;
using content::Language;
using sample::days;
using sample::hours;
using sample::vienna;
using sample::vienna_zone;

constexpr const char* apply = "https://www.example.org/apply";

Event event(const std::string& id, const std::string& title, content::Span when, const std::string& room = "M2") {
    Event made;
    made.id = id;
    made.topic = "drugs";
    made.when = std::move(when);
    made.texts[Language::en].title = title;
    made.texts[Language::en].room = room;
    if (id.size() % 2 == 0) {
        made.texts[Language::ar].title = "فعالية " + id;
        made.texts[Language::ar].room = room;
    }
    return made;
}

content::Span open(std::string_view start) {
    return hours(start, start);
}

std::vector<Event> events() {
    const content::Month march{std::chrono::year{2024}, std::chrono::March};
    std::vector<Event> all = {
        event("no-end", "No end is known", open("2024-03-18T10:00"), "M9"),
        event("no-end-then-next", "No end, but another follows", open("2024-03-18T13:00"), "M10"),
        event("next-there", "Next in M10", hours("2024-03-18T14:00", "2024-03-18T15:00"), "M10"),
        event("no-end-tight", "No end, another at once", open("2024-03-18T16:00"), "M10"),
        event("tight", "Comes after ten minutes", hours("2024-03-18T16:10", "2024-03-18T16:30"), "M10"),
        event("talk", "An ordinary talk", hours("2024-03-18T09:00", "2024-03-18T09:50")),
        event("same-room", "In the same room", hours("2024-03-18T09:00", "2024-03-18T09:50")),
        event("minute", "Begins this minute", hours("2024-03-18T10:42", "2024-03-18T11:00")),
        event("late", "Across midnight", hours("2024-03-18T22:30", "2024-03-19T01:30")),
        event("two-minutes", "Two minutes around midnight", hours("2024-03-18T23:59", "2024-03-19T00:01")),
        event("midnights", "From midnight to midnight", hours("2024-03-18T00:00", "2024-03-19T00:00")),
        event("session", "Three days by the clock", hours("2024-03-17T10:00", "2024-03-19T18:00")),
        event("all-day", "All day", days("2024-03-18", "2024-03-18")),
        event("exhibition", "Five days", days("2024-03-16", "2024-03-20")),
        event("unknown", "Time to be confirmed", days("2024-03-18", "2024-03-18", false)),
        event("training", "Three days, hours to come", days("2024-03-18", "2024-03-20", false)),
        event("only-unknown", "A day on which nothing has hours", days("2024-03-21", "2024-03-21", false)),
        event("course", "Sometime in March", content::MonthSpan{march, march}),
        event("cancelled", "Cancelled", hours("2024-03-18T11:00", "2024-03-18T12:00")),
        event("full", "Full", hours("2024-03-18T12:00", "2024-03-18T13:00")),
        event("moved", "Moved", hours("2024-03-18T13:10", "2024-03-18T14:00"), "M Plenary"),
        event("delayed", "Delayed", hours("2024-03-18T15:30", "2024-03-18T16:00")),
        event("online", "Online", hours("2024-03-18T17:00", "2024-03-18T18:00"), ""),
        event("night", "Over the change of the clocks", hours("2024-03-30T23:00", "2024-03-31T04:00")),
    };
    for (Event& each : all) {
        if (each.id == "cancelled") each.status = EventStatus::cancelled;
        if (each.id == "full") each.status = EventStatus::full;
        if (each.id == "delayed") {
            each.status = EventStatus::delayed;
            each.delayed_from = vienna("2024-03-18T15:00");
        }
        if (each.id == "moved") {
            each.status = EventStatus::moved;
            each.changed_at = vienna("2024-03-18T13:30");
            each.old_room[Language::en] = "M2";
        }
        if (each.id == "online") each.is_virtual = true;
        if (each.id == "online" || each.id == "course" || each.id == "talk") each.url = apply;
    }
    return all;
}

content::Call call(const std::string& id, const std::string& url, std::string_view deadline) {
    content::Call made;
    made.id = id;
    made.topic = "drugs";
    made.url = url;
    made.deadline = vienna(deadline);
    made.zone = vienna_zone;
    made.texts[Language::en] = {.headline = "Apply: " + id, .gist = "A gist.", .deadline_words = "soon"};
    return made;
}

content::Link link(const std::string& id, const std::string& url) {
    content::Link made;
    made.id = id;
    made.topic = "drugs";
    made.url = url;
    made.texts[Language::en].label = "Link " + id;
    return made;
}

content::Story story(const std::string& id, std::vector<std::string> urls) {
    content::Story made;
    made.id = id;
    made.topic = "drugs";
    content::StoryText& text = made.texts[Language::en];
    text.headline = "Story " + id;
    text.gist = "What it is about.";
    text.body = std::string("Apply [here](") + apply + ").\n";
    for (std::string& url : urls)
        made.links.push_back({{{Language::en, "Read"}}, std::move(url), {}});
    return made;
}

content::Notice notice(const std::string& id, const std::string& event, const std::string& detail) {
    content::Notice made;
    made.id = id;
    made.kind = content::NoticeKind::delay;
    made.event_uid = event;
    made.posted = vienna("2024-03-18T12:30");
    made.validity.until = vienna("2024-03-18T18:00");
    made.texts[Language::en].headline = "News of " + event;
    made.texts[Language::en].detail = detail;
    return made;
}

}  // namespace

content::Pack awkward_pack() {
    content::Pack pack;
    pack.edition.id = "awkward";
    pack.edition.zone = vienna_zone;
    pack.edition.default_language = Language::en;
    pack.edition.languages.assign(content::official_languages.begin(), content::official_languages.end());
    pack.edition.home_url = "https://example.org/home";
    pack.edition.topics = {{"drugs", "drugs", {{Language::en, "Drugs"}, {Language::zh, "毒品"}}}};
    pack.events = events();
    pack.calls = {call("first", apply, "2024-03-18T12:00"),
                  call("again", "http://example.org/apply", "2024-03-18T10:00"),
                  call("open", "https://example.org/open", "2024-03-20T24:00")};
    pack.links = {link("apply", "https://example.org/apply/"), link("open", "https://example.org/open"),
                  link("other", "https://example.org/other")};
    pack.stories = {story("only-closed", {apply}), story("closed-first", {apply, "https://example.org/more"}),
                    story("none", {})};
    pack.notices = {notice("stale", "moved", "Today, 11:00 – 12:00 · Side event"), notice("silent", "unknown", ""),
                    notice("prose", "late", "The doors open at 22:00 in the lobby")};
    return pack;
}

}  // namespace claims
