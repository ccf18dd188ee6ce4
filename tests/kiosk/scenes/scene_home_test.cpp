#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/widgets/lists.h"
#include "tests/support/frames.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::Language;
using kiosk::Action;
using kiosk::Frame;
using kiosk::Scene;
using kiosk::SceneKind;
using sample::show;

namespace {

kiosk::View visited_view() {
    kiosk::View view = sample::browsing_view();
    view.browsing->can_go_back = true;
    return view;
}

Scene scene(SceneKind kind, std::string id = "") {
    Scene made;
    made.kind = kind;
    made.id = std::move(id);
    return made;
}

const kiosk::Target* target(const Frame& frame, Action action, const std::string& id = "") {
    const auto found = std::ranges::find_if(
        frame.targets, [&](const kiosk::Target& one) { return one.action == action && one.id == id; });
    return found == frame.targets.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("home: search, programme, stories, the next call and every topic with stories are one touch away") {
    const content::Snapshot snapshot = sample::snapshot();
    const Frame frame = show(scene(SceneKind::home), snapshot, visited_view());
    CHECK(target(frame, Action::open_search) != nullptr);
    CHECK(target(frame, Action::open_programme) != nullptr);
    CHECK(target(frame, Action::open_stories) != nullptr);
    CHECK(target(frame, Action::open_call, snapshot.pack.calls.front().id) != nullptr);
    for (const content::Story& story : snapshot.pack.stories) {
        CAPTURE(story.id);
        CHECK(target(frame, Action::open_stories, story.topic) != nullptr);
    }
    CHECK(target(frame, Action::open_languages) != nullptr);
    CHECK(target(frame, Action::open_accessibility) != nullptr);
}

TEST_CASE("home: a topic without stories and a call that has closed have no tile") {
    content::Snapshot snapshot = sample::snapshot();
    const std::string topic = snapshot.pack.stories.front().topic;
    std::erase_if(snapshot.pack.stories, [&](const content::Story& story) { return story.topic == topic; });
    snapshot.pack.calls.front().deadline = sample::now() - 1s;
    const Frame frame = show(scene(SceneKind::home), snapshot, visited_view());
    CHECK(target(frame, Action::open_stories, topic) == nullptr);
    CHECK(target(frame, Action::open_call, snapshot.pack.calls.front().id) == nullptr);
}

TEST_CASE("home: the programme tile counts what is live and names what is next") {
    const content::Snapshot snapshot = sample::snapshot();
    const Frame frame = show(scene(SceneKind::home), snapshot, visited_view());
    CHECK(sample::says(frame, "live now"));
    CHECK(sample::says(frame, "Live now: "));
    CHECK(sample::says(frame, "Next at "));
    REQUIRE(frame.next_change.has_value());
    CHECK(*frame.next_change <= sample::now() + 60s);
}

TEST_CASE("home: with an untrusted clock nothing is called live or next") {
    kiosk::View view = visited_view();
    view.clock_trusted = false;
    const Frame frame = show(scene(SceneKind::home), sample::snapshot(), view);
    CHECK_FALSE(sample::says(frame, "live now"));
    CHECK_FALSE(sample::says(frame, "Next at"));
    CHECK(target(frame, Action::open_programme) != nullptr);
}

TEST_CASE("home: after the last event of the day the tile says what is upcoming") {
    content::Snapshot snapshot = sample::snapshot();
    kiosk::View view = visited_view();
    for (content::Event& event : snapshot.pack.events)
        event.when = content::TimedSpan{view.now + 72h, view.now + 73h, "Europe/Vienna"};
    const Frame frame = show(scene(SceneKind::home), snapshot, view);
    CHECK(sample::says(frame, "Upcoming events"));
    CHECK(sample::says(frame, "Thu 21 Mar"));
}

TEST_CASE("home: an item that is gone while it was open leads home, not to the clock") {
    const Frame gone = show(scene(SceneKind::event, "no-such-event"), sample::snapshot(), visited_view());
    CHECK(gone == show(scene(SceneKind::home), sample::snapshot(), visited_view()));
}

TEST_CASE("event: its neighbours of the day, its way there and Back are in the picture while browsing") {
    content::Snapshot snapshot = sample::snapshot();
    snapshot.pack.events.clear();
    for (int i = 0; i < 3; ++i) {
        content::Event event = sample::snapshot().pack.events.front();
        event.id = "event-" + std::to_string(i);
        event.status = content::EventStatus::scheduled;
        event.is_virtual = false;
        event.when = content::TimedSpan{sample::now() + 1h * i + 1min, sample::now() + 1h * i + 30min, "Europe/Vienna"};
        for (auto& [language, text] : event.texts)
            text.room = "Boardroom D";
        snapshot.pack.events.push_back(event);
    }
    kiosk::Screen screen;
    const kiosk::View view = visited_view();
    const Frame middle = show(scene(SceneKind::event, "event-1"), snapshot, view, screen);
    CHECK(target(middle, Action::open_event, "event-0") != nullptr);
    CHECK(target(middle, Action::open_event, "event-2") != nullptr);
    CHECK(target(middle, Action::back) != nullptr);
    CHECK(target(middle, Action::choose_language, "fr") == nullptr);
    const auto polygons = [](const Frame& frame) {
        return std::ranges::count_if(frame.elements, [](const kiosk::Element& element) {
            return std::holds_alternative<kiosk::Polygon>(element.what);
        });
    };
    screen.rooms["Boardroom D"] = {kiosk::Arrow::right, false};
    const Frame with_arrow = show(scene(SceneKind::event, "event-1"), snapshot, view, screen);
    CHECK(polygons(with_arrow) > polygons(middle));
    screen.rooms.clear();
    screen.rooms["Another room"] = {kiosk::Arrow::right, false};
    CHECK(show(scene(SceneKind::event, "event-1"), snapshot, view, screen) == middle);
}

TEST_CASE("link: one code, its address beside it, neighbours, and a minute to scan it") {
    content::Snapshot snapshot = sample::snapshot();
    content::Link other = snapshot.pack.links.front();
    other.id = "another-link";
    snapshot.pack.links.insert(snapshot.pack.links.begin() + 1, other);
    const content::Link& link = snapshot.pack.links.front();
    const Frame frame = show(scene(SceneKind::link, link.id), snapshot, visited_view());
    int codes = 0;
    for (const kiosk::Element& element : frame.elements) {
        if (const auto* code = std::get_if<kiosk::QrCode>(&element.what)) {
            ++codes;
            CHECK(code->payload == link.url);
            CHECK(code->module >= 4);
        }
    }
    CHECK(codes == 1);
    CHECK(frame.idle_seconds == 60);
    CHECK(target(frame, Action::open_link, "another-link") != nullptr);
    CHECK(target(frame, Action::open_home) != nullptr);
    CHECK(target(frame, Action::back) != nullptr);
}
