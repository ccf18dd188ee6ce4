#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kiosk/loop/programme.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using kiosk::Action;
using kiosk::Frame;
using kiosk::Scene;
using kiosk::SceneKind;
using sample::browsing_view;
using sample::target_ids;

namespace {

Frame build(const Scene& scene, const content::Snapshot& snapshot) {
    return kiosk::build_frame(scene, snapshot, {}, browsing_view(), sample::resources());
}

Scene stories(std::string topic = "", int page = 0) {
    Scene scene;
    scene.kind = SceneKind::stories;
    scene.id = std::move(topic);
    scene.page = page;
    return scene;
}

Scene day(const content::Date& date, int page = 0) {
    Scene scene;
    scene.kind = SceneKind::programme;
    scene.day = date;
    scene.page = page;
    return scene;
}

bool has(const Frame& frame, Action action) {
    return !target_ids(frame, action).empty();
}

content::Snapshot with_stories(int count) {
    content::Snapshot snapshot = sample::snapshot();
    const content::Story story = snapshot.pack.stories.front();
    snapshot.pack.stories.clear();
    for (int i = 0; i < count; ++i) {
        content::Story one = story;
        one.id = "story-" + std::to_string(i);
        one.first_day = std::chrono::year{2024} / 1 / 1;
        one.first_day = content::add_days(*one.first_day, i);
        one.last_day.reset();
        snapshot.pack.stories.push_back(one);
    }
    return snapshot;
}

content::Snapshot with_events(int days, int per_day) {
    content::Snapshot snapshot = sample::snapshot();
    content::Event event = snapshot.pack.events.front();
    event.status = content::EventStatus::scheduled;
    event.validity = {};
    event.groups.clear();
    snapshot.pack.events.clear();
    for (int i = 0; i < days * per_day; ++i) {
        content::Event one = event;
        one.id = std::to_string(i / per_day) + "-" + std::to_string(i % per_day);
        const content::Instant start = sample::now() + 24h * (i / per_day - 1) + 30min * (i % per_day) - 60min;
        one.when = content::TimedSpan{start, start + 20min, "Europe/Vienna"};
        snapshot.pack.events.push_back(one);
    }
    return snapshot;
}

const content::Date today = std::chrono::year{2024} / 3 / 18;

}  // namespace

TEST_CASE("stories: leafing down shows every story once, newest first, and Down ends on the last page") {
    const content::Snapshot snapshot = with_stories(200);
    std::vector<std::string> seen;
    int page = 0;
    for (bool more = true; more && page < 200; ++page) {
        const Frame frame = build(stories("", page), snapshot);
        for (const std::string& id : target_ids(frame, Action::open_story))
            seen.push_back(id);
        CHECK(has(frame, Action::previous_page) == (page > 0));
        more = has(frame, Action::next_page);
    }
    CHECK(seen.size() == 200);
    CHECK(std::set(seen.begin(), seen.end()).size() == 200);
    CHECK(seen.front() == "story-199");
    CHECK(seen.back() == "story-0");
    CHECK(page == 34);  // six a page
}

TEST_CASE("stories: a page past the end is the last one") {
    const content::Snapshot snapshot = with_stories(8);
    CHECK(target_ids(build(stories("", 99), snapshot), Action::open_story) ==
          target_ids(build(stories("", 1), snapshot), Action::open_story));
}

TEST_CASE("stories: a topic shows its own stories and the way to the others") {
    const content::Snapshot snapshot = sample::snapshot();
    const content::Story& story = snapshot.pack.stories.front();
    const Frame frame = build(stories(story.topic), snapshot);
    for (const std::string& id : target_ids(frame, Action::open_story))
        CHECK(sample::find(snapshot.pack.stories, id).topic == story.topic);
    const auto chips = target_ids(frame, Action::open_stories);
    for (const content::Story& other : snapshot.pack.stories)
        CHECK(std::ranges::count(chips, other.topic) > 0);
}

TEST_CASE("stories: without any, words say so and Home stays in reach") {
    const Frame frame = build(stories(), with_stories(0));
    CHECK(target_ids(frame, Action::open_story).empty());
    CHECK(has(frame, Action::open_home));
    CHECK(std::ranges::count(frame.spoken, "No stories here at the moment") == 1);
}

TEST_CASE("day: today begins with what is live, and what has ended comes last") {
    const content::Snapshot snapshot = with_events(3, 6);
    const kiosk::Programme programme = kiosk::make_day_programme(snapshot.pack, {}, today, sample::now(), true);
    REQUIRE(programme.rows.size() == 6);
    REQUIRE(programme.earlier.has_value());
    CHECK(*programme.earlier == 4);
    CHECK(programme.rows[0].event->id == "1-2");
    CHECK(programme.rows[0].start == sample::now());
    CHECK(programme.rows[4].event->id == "1-0");
    CHECK(programme.rows[4].has_ended);
    REQUIRE(programme.now_line.has_value());
    CHECK(*programme.now_line == 1);
}

TEST_CASE("day: a past day keeps its order, all of it ended, with nothing relative to now") {
    const content::Snapshot snapshot = with_events(3, 6);
    const kiosk::Programme programme =
        kiosk::make_day_programme(snapshot.pack, {}, content::add_days(today, -1), sample::now(), true);
    REQUIRE(programme.rows.size() == 6);
    CHECK_FALSE(programme.now_line.has_value());
    CHECK_FALSE(programme.earlier.has_value());
    for (std::size_t i = 0; i < programme.rows.size(); ++i) {
        CHECK(programme.rows[i].has_ended);
        CHECK(programme.rows[i].event->id == "0-" + std::to_string(i));
    }
}

TEST_CASE("day: an event that is not for this screen or outside its window is not in the day") {
    content::Snapshot snapshot = with_events(1, 2);
    snapshot.pack.events[0].groups = {"another building"};
    snapshot.pack.events[1].validity.until = sample::now();
    CHECK(kiosk::make_day_programme(snapshot.pack, {}, content::add_days(today, -1), sample::now(), true).rows.empty());
}

TEST_CASE("day: every event of 300 is on some day and some page, one touch from its calendar code") {
    const content::Snapshot snapshot = with_events(10, 30);
    std::set<std::string> seen;
    std::set<std::string> days;
    for (int offset = -1; offset < 10; ++offset) {
        for (int page = 0; page < 40; ++page) {
            const Frame frame = build(day(content::add_days(today, offset), page), snapshot);
            for (const std::string& id : target_ids(frame, Action::open_event))
                seen.insert(id);
            for (const std::string& id : target_ids(frame, Action::open_day))
                days.insert(id);
            if (!has(frame, Action::next_page)) break;
        }
    }
    CHECK(seen.size() == 300);
    CHECK(days.size() >= 10);
}

TEST_CASE("day: more days than fit stand on pages, each with a way to the next") {
    const content::Snapshot snapshot = with_events(60, 1);
    std::set<std::string> reached;
    content::Date at = content::add_days(today, -1);
    for (int touches = 0; touches < 60; ++touches) {
        const auto chips = target_ids(build(day(at), snapshot), Action::open_day);
        REQUIRE_FALSE(chips.empty());
        reached.insert(chips.begin(), chips.end());
        const auto next = content::parse_date(chips.back());
        REQUIRE(next);
        if (*next == at) break;
        at = *next;
    }
    CHECK(reached.size() == 60);
}
