/// What scenes say of time: nothing that is not known, and nothing that is over.
#include <doctest/doctest.h>

#include <algorithm>

#include "content/items/item_kind.h"
#include "kiosk/visit/search_hits.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::Event;
using content::Language;
using kiosk::Action;
using kiosk::Frame;
using kiosk::View;
using sample::all;
using sample::codes_of;
using sample::says;
using sample::show;
using sample::targets_of;
using sample::vienna;

namespace {

constexpr const char* where_to_apply = "https://www.example.org/apply";

Event timed_event(const std::string& id, std::string_view start, std::string_view end) {
    Event made;
    made.id = id;
    made.topic = "drugs";
    made.texts[Language::en].title = "The " + id;
    made.texts[Language::en].room = "Room " + id;
    made.when = sample::hours(start, end);
    return made;
}

Event day_event(const std::string& id, std::string_view first, std::string_view last, bool confirmed) {
    Event made = timed_event(id, "2024-03-18T00:00", "2024-03-18T00:00");
    made.when = sample::days(first, last, confirmed);
    return made;
}

content::Snapshot with_events(std::vector<Event> events) {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.events = std::move(events);
    snapshot.pack.notices.clear();
    return snapshot;
}

View view_then(std::string_view time, bool browsing = true, Language language = Language::en) {
    View view = browsing ? sample::browsing_view(language) : sample::view_in(language);
    view.now = vienna(time);
    return view;
}

/// Whether the words are spoken, as a part of a sentence.
bool tells(const Frame& frame, std::string_view words) {
    return std::ranges::any_of(frame.spoken,
                               [&](const std::string& sentence) { return sentence.find(words) != std::string::npos; });
}

content::Snapshot with_call() {
    content::Snapshot snapshot = with_events({timed_event("talk", "2024-03-18T10:00", "2024-03-18T11:00")});
    content::Call call;
    call.id = "call";
    call.texts[Language::en].headline = "Apply now";
    call.url = where_to_apply;
    call.deadline = vienna("2024-03-18T12:00");
    call.zone = "Europe/Vienna";
    snapshot.pack.calls = {call};
    snapshot.pack.links.resize(2);
    snapshot.pack.links[0].url = "https://example.org/apply/";
    snapshot.pack.links[1].url = "https://example.org/other";
    return snapshot;
}

}  // namespace

TEST_CASE("truth: what has no hours is neither live nor counted, and stands under words of its own") {
    const content::Snapshot snapshot = with_events({day_event("unknown", "2024-03-18", "2024-03-18", false),
                                                    day_event("all-day", "2024-03-18", "2024-03-18", true),
                                                    day_event("exhibition", "2024-03-16", "2024-03-20", true),
                                                    timed_event("session", "2024-03-17T10:00", "2024-03-19T18:00"),
                                                    timed_event("talk", "2024-03-18T10:00", "2024-03-18T11:00")});
    for (const char* scene : {"programme:today", "programme:2024-03-18"}) {
        const bool browsing = std::string_view(scene) != "programme:today";
        const Frame frame = show(scene, snapshot, view_then("2024-03-18T10:30", browsing));
        CAPTURE(scene);
        CHECK(says(frame, "Today, time to be confirmed"));
        CHECK(says(frame, "Also today"));
        CHECK(tells(frame, "Today, time to be confirmed"));
        std::size_t live = 0;
        for (const kiosk::TextBlock& block : all<kiosk::TextBlock>(frame))
            live += block.spec.text == "Live now" ? 1 : 0;
        CHECK(live == 1);
    }
    const Frame home = show("home", snapshot, view_then("2024-03-18T10:30"));
    CHECK(says(home, "1 live now"));
    CHECK(says(home, "Live now: \u2068The talk\u2069"));
    for (const char* id : {"unknown", "all-day", "exhibition", "session"})
        CHECK_FALSE(says(show("event:" + std::string(id), snapshot, view_then("2024-03-18T10:30")), "Live now"));
}

TEST_CASE("truth: a day without any hours has no line of now, and home says what is known of it") {
    const content::Snapshot snapshot = with_events({day_event("unknown", "2024-03-18", "2024-03-18", false)});
    const Frame programme = show("programme:today", snapshot, view_then("2024-03-18T10:30", false));
    CHECK(says(programme, "Today, time to be confirmed"));
    CHECK_FALSE(says(programme, "Now 10:30"));
    const Frame home = show("home", snapshot, view_then("2024-03-18T10:30"));
    CHECK(says(home, "Today, time to be confirmed: \u2068The unknown\u2069"));
    CHECK_FALSE(says(home, "live"));
    const content::Snapshot whole_day = with_events({day_event("all-day", "2024-03-18", "2024-03-18", true)});
    CHECK(says(show("home", whole_day, view_then("2024-03-18T10:30")), "Also today: \u2068The all-day\u2069"));
}

TEST_CASE("truth: without an end an event has started, is live for 25 minutes, and is never said to have ended") {
    const content::Snapshot snapshot = with_events({timed_event("open", "2024-03-18T10:00", "2024-03-18T10:00")});
    for (const char* now : {"2024-03-18T10:00", "2024-03-18T10:24", "2024-03-18T10:25", "2024-03-18T11:59"}) {
        CAPTURE(now);
        CHECK(says(show("programme:today", snapshot, view_then(now, false)), "Started 10:00"));
        CHECK(says(show("event:open", snapshot, view_then(now)), "Started 10:00"));
        CHECK_FALSE(says(show("event:open", snapshot, view_then(now)), "Ended"));
        CHECK(codes_of(show("event:open", snapshot, view_then(now))).size() == 1);
    }
    CHECK(says(show("home", snapshot, view_then("2024-03-18T10:24:59")), "1 live now"));
    CHECK_FALSE(says(show("home", snapshot, view_then("2024-03-18T10:25")), "live now"));
    CHECK(says(show("programme:today", snapshot, view_then("2024-03-18T12:00", false)), "Nothing more today"));
    CHECK(codes_of(show("event:open", snapshot, view_then("2024-03-18T12:00"))).empty());
    CHECK(says(show("event:open", snapshot, view_then("2024-03-18T12:00")), "Started 10:00"));
}

TEST_CASE("truth: what has ended says when, has no calendar entry, and comes last when it is searched for") {
    content::Snapshot snapshot = with_events({timed_event("morning quorum", "2024-03-18T09:00", "2024-03-18T09:50"),
                                              timed_event("evening quorum", "2024-03-18T18:00", "2024-03-18T19:00")});
    const View later = view_then("2024-03-18T10:42");
    const Frame ended = show("event:morning quorum", snapshot, later);
    CHECK(says(ended, "Ended 09:50"));
    CHECK(tells(ended, "Ended 09:50"));
    CHECK(codes_of(ended).empty());
    CHECK_FALSE(says(ended, "Add to your calendar"));
    CHECK(codes_of(show("event:evening quorum", snapshot, later)).size() == 1);
    CHECK(says(show("programme:2024-03-18", snapshot, later), "Ended 09:50"));
    CHECK(says(show("programme:today", snapshot, view_then("2024-03-18T09:52", false)), "Ended 09:50"));
    CHECK(
        says(show("event:morning quorum", snapshot, view_then("2024-03-18T10:42", true, Language::ru)), "Ended 09:50"));

    View search = later;
    search.browsing->query = std::string("quorum");
    search.browsing->hits = {{content::ItemKind::event, "evening quorum", Language::en},
                             {content::ItemKind::event, "morning quorum", Language::en}};
    const Frame found = show("search", snapshot, search);
    CHECK(says(found, "Ended 09:50"));
    const auto engine = content::search_of_pack(snapshot.pack);
    REQUIRE(engine);
    const auto hits = kiosk::search_hits(**engine, search, snapshot.pack);
    REQUIRE(hits.size() == 2);
    CHECK(hits.back().id == "morning quorum");

    // An address that leads on is no calendar entry.
    snapshot.pack.events.front().url = "https://example.org/report";
    CHECK(codes_of(show("event:morning quorum", snapshot, later)) ==
          std::vector<std::string>{"https://example.org/report"});
    snapshot.pack.events.front().is_virtual = true;
    CHECK(codes_of(show("event:morning quorum", snapshot, later)).empty());
    const content::Snapshot past_day = with_events({day_event("day", "2024-03-17", "2024-03-17", false)});
    CHECK(says(show("event:day", past_day, later), "Ended"));
    CHECK_FALSE(says(show("event:day", past_day, later), "Time to be confirmed"));
}

TEST_CASE("truth: this week and upcoming do not say today, and yesterday is called so") {
    const content::Snapshot next_week = with_events({timed_event("later", "2024-03-26T10:00", "2024-03-26T11:00")});
    for (const bool browsing : {false, true}) {
        const Frame week = show("programme:week", next_week, view_then("2024-03-18T10:42", browsing));
        CHECK(says(week, "Nothing more this week"));
        CHECK_FALSE(says(week, "today"));
        const Frame upcoming = show("programme:upcoming", next_week, view_then("2024-04-18T10:42", browsing));
        CHECK(says(upcoming, "No upcoming events"));
        CHECK_FALSE(says(upcoming, "today"));
    }
    CHECK(says(show("programme:today", next_week, view_then("2024-03-18T10:42", false)), "Nothing more today"));

    const content::Snapshot night = with_events({timed_event("night", "2024-03-18T22:30", "2024-03-19T01:30")});
    const Frame after_midnight = show("programme:today", night, view_then("2024-03-19T00:30", false));
    CHECK(says(after_midnight, "22:30"));
    CHECK(says(after_midnight, "yesterday"));
    CHECK(tells(after_midnight, "22:30 yesterday"));
    CHECK(tells(show("programme:2024-03-19", night, view_then("2024-03-19T00:30")), "22:30 yesterday"));
    CHECK_FALSE(says(show("programme:2024-03-18", night, view_then("2024-03-19T00:30")), "yesterday"));
    CHECK(tells(show("programme:2024-03-19", night, view_then("2024-03-20T10:00")), "22:30 18 Mar"));
    const content::Snapshot ended = with_events({timed_event("talk", "2024-03-18T09:00", "2024-03-18T09:50")});
    CHECK(says(show("event:talk", ended, view_then("2024-03-19T10:00")), "Yesterday, "));
}

TEST_CASE("truth: from its deadline on nothing offers a call, wherever its address stands") {
    content::Snapshot snapshot = with_call();
    content::Story& story = snapshot.pack.stories.front();
    story.links = {{{{Language::en, "Apply"}}, where_to_apply, {}},
                   {{{Language::en, "More"}}, "https://example.org/more", {}}};
    story.texts[Language::en].body = std::string("One [applied here](") + where_to_apply + ") until noon.\n";
    snapshot.pack.events.front().url = where_to_apply;
    snapshot.pack.events.front().when =
        content::MonthSpan{std::chrono::year{2024} / std::chrono::May, std::chrono::year{2024} / std::chrono::May};
    const std::string slug = story.id;
    const View before = view_then("2024-03-18T11:59:59");
    const View after = view_then("2024-03-18T12:00");
    for (const std::string& scene :
         {std::string("links"), "story:" + slug, std::string("home"), std::string("event:talk")}) {
        const Frame open = show(scene, snapshot, before);
        const Frame closed = show(scene, snapshot, after);
        CAPTURE(scene);
        CHECK(open.next_change <= vienna("2024-03-18T12:00"));
        for (const std::string& payload : codes_of(closed))
            CHECK(payload.find("/apply") == std::string::npos);
        CHECK(targets_of(closed, Action::open_call).empty());
        CHECK_FALSE(says(closed, "org/apply"));
    }
    CHECK(targets_of(show("links", snapshot, before), Action::open_link).size() == 2);
    CHECK(targets_of(show("links", snapshot, after), Action::open_link).size() == 1);
    CHECK(targets_of(show("home", snapshot, before), Action::open_call).size() == 1);
    CHECK(codes_of(show("highlight:" + slug, snapshot, view_then("2024-03-18T11:59", false))).front() ==
          where_to_apply);
    CHECK(codes_of(show("highlight:" + slug, snapshot, view_then("2024-03-18T12:00", false))).front() ==
          "https://example.org/more");
    CHECK(show("link:" + snapshot.pack.links.front().id, snapshot, after) == show("link:none", snapshot, after));
    const auto engine = content::search_of_pack(snapshot.pack);
    REQUIRE(engine);
    View search = after;
    search.browsing->query = std::string("civil society unit");
    const auto hits = kiosk::search_hits(**engine, search, snapshot.pack);
    CHECK(std::ranges::none_of(hits, [](const content::Hit& hit) { return hit.kind == content::ItemKind::link; }));
    // Another call that is open there keeps the address.
    snapshot.pack.calls.push_back(snapshot.pack.calls.front());
    snapshot.pack.calls.back().id = "second";
    snapshot.pack.calls.back().deadline = vienna("2024-04-18T12:00");
    CHECK(targets_of(show("links", snapshot, after), Action::open_link).size() == 2);
}

TEST_CASE("truth: a notice says the time of its event, however it is written and wherever it moves") {
    content::Snapshot snapshot = with_events({timed_event("talk", "2024-03-18T15:00", "2024-03-18T16:00")});
    content::Notice notice;
    notice.id = "news";
    notice.kind = content::NoticeKind::delay;
    notice.event_uid = "talk";
    notice.posted = vienna("2024-03-18T10:40");
    notice.texts[Language::en] = {"The talk", "Today, 13:10 – 14:00 · Side event", "", "", ""};
    snapshot.pack.notices = {notice};
    const Frame frame = show("notice:news", snapshot, view_then("2024-03-18T10:42", false));
    CHECK(says(frame, "15:00 – 16:00"));
    CHECK(says(frame, "Side event"));
    CHECK_FALSE(says(frame, "13:10"));
    CHECK(tells(frame, "15:00 – 16:00"));
    View banner = view_then("2024-03-18T10:42");
    banner.browsing->notice = "news";
    CHECK(says(show("home", snapshot, banner), "15:00 – 16:00"));
    snapshot.pack.events.front().when = sample::hours("2024-03-19T09:00", "2024-03-19T10:00");
    CHECK(says(show("notice:news", snapshot, view_then("2024-03-18T10:42", false)), "Tomorrow, "));
    // Words that are no time of the event stay, and so does a notice of no event.
    snapshot.pack.notices.front().texts[Language::en].detail = "The doors open at 08:30 in the lobby";
    CHECK(says(show("notice:news", snapshot, view_then("2024-03-18T10:42", false)), "doors open at 08:30"));
    snapshot.pack.notices.front().event_uid = "unknown";
    CHECK(says(show("notice:news", snapshot, view_then("2024-03-18T10:42", false)), "doors open at 08:30"));
    CHECK_FALSE(says(show("notice:news", snapshot, view_then("2024-03-18T10:42", false)), "09:00"));
}
