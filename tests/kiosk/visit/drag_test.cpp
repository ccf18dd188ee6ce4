#include "kiosk/visit/drag.h"

#include <doctest/doctest.h>

#include "kiosk/visit/visit.h"
#include "kiosk/visit/visit_view.h"

using content::Steady;
using kiosk::Action;
using kiosk::Chosen;
using kiosk::Dragged;
using kiosk::Frame;
using kiosk::MotionChoice;
using kiosk::Preferences;
using kiosk::Released;
using kiosk::SceneKind;
using kiosk::TimePassed;
using kiosk::Touched;
using kiosk::Visit;
using kiosk::VisitContext;

namespace {

constexpr int lines = 60;
constexpr float line_height = 50;

/// A text of 60 lines in 20 paragraphs, or a list of five pages.
Frame scrolling_frame(bool is_text) {
    Frame frame;
    frame.size = {1920, 1080};
    frame.scrolling.is_text = is_text;
    if (is_text) {
        for (int i = 0; i < lines; ++i)
            frame.scrolling.places.push_back({static_cast<float>(i) * line_height, {i / 3, 334 * (i % 3)}, 0});
    } else {
        for (int i = 0; i < 5; ++i)
            frame.scrolling.places.push_back({static_cast<float>(i) * 600, {}, i});
    }
    return frame;
}

/// A visitor with a finger on a story or on the list of stories.
struct Reader {
    explicit Reader(bool is_text) : frame(scrolling_frame(is_text)) {
        give(Chosen{is_text ? Action::open_story : Action::open_stories, is_text ? "forum" : ""});
    }
    void give(const kiosk::Input& input) {
        visit = step(visit, input, VisitContext{frame, {}}, {}, now);
        // The next picture shows what the visit says.
        if (frame.scrolling.is_possible() && !frame.scrolling.is_text) {
            frame.scrolling.offset = frame.scrolling.places[static_cast<std::size_t>(page())].offset;
        }
        if (const auto& browsing = view().browsing; browsing && browsing->dragged_to) {
            frame.scrolling.offset = static_cast<float>(*browsing->dragged_to);
        }
    }
    /// Ten movements, a frame apart.
    void drag(float pixels, Steady each = Steady(16)) {
        give(Touched{});
        for (int i = 0; i < 10; ++i) {
            now += each;
            give(Dragged{pixels / 10});
        }
    }
    /// Time passes as the run loop lets it; how many pictures were made.
    int run(Steady time) {
        int pictures = 0;
        for (const Steady end = now + time; now < end; ++pictures) {
            const auto due = next_deadline(visit, frame, now);
            if (!due || *due >= end) break;
            now = *due;
            give(TimePassed{});
        }
        return pictures;
    }
    [[nodiscard]] kiosk::View view() const { return view_of(visit, {}, now); }
    [[nodiscard]] int page() const { return visit.history.back().scene.page; }
    [[nodiscard]] int line() const {
        const auto found = std::ranges::find(frame.scrolling.places, visit.history.back().scroll,
                                             [](const kiosk::Scrolling::Place& place) { return place.scroll; });
        return static_cast<int>(found - frame.scrolling.places.begin());
    }

    Frame frame;
    Visit visit;
    Steady now{1000};
};

}  // namespace

TEST_CASE("drag: the text follows the finger pixel by pixel, and stops at its ends") {
    Reader reader(true);
    reader.drag(-333);
    CHECK(reader.view().browsing->dragged_to == 333);
    CHECK(reader.line() == 7);  // 350 is nearest
    reader.drag(100'000);
    CHECK(reader.view().browsing->dragged_to == 0);
    reader.drag(-100'000);
    CHECK(reader.view().browsing->dragged_to == 2950);
}

TEST_CASE("drag: let go, the text runs on, slower and slower, and rests on a whole line within 1.5 seconds") {
    Reader reader(true);
    reader.drag(-400);
    const int held = *reader.view().browsing->dragged_to;
    reader.give(Released{});
    int last = held;
    int last_part = 1'000'000;
    for (int i = 0; i < 5; ++i) {
        reader.run(Steady(100));
        const int at = reader.view().browsing->dragged_to.value_or(last);
        CHECK(at > last);
        CHECK(at - last <= last_part);
        last_part = at - last + 1;
        last = at;
    }
    reader.run(Steady(1100));
    CHECK_FALSE(reader.visit.drag);
    CHECK_FALSE(reader.view().browsing->dragged_to);
    CHECK(reader.line() > held / static_cast<int>(line_height) + 5);
}

TEST_CASE("drag: pictures are made while the text moves, and none after") {
    Reader reader(true);
    reader.drag(-400);
    CHECK(reader.run(Steady(500)) == 0);  // a finger that rests moves nothing
    reader.drag(-400);
    reader.give(Released{});
    CHECK(reader.run(Steady(1500)) > 10);
    CHECK(reader.run(Steady(5000)) == 0);
}

TEST_CASE("drag: a finger that rests before it lifts throws nothing") {
    Reader reader(true);
    reader.drag(-400);
    reader.now += Steady(150);
    reader.give(Released{});
    reader.run(Steady(200));
    CHECK_FALSE(reader.visit.drag);
    CHECK(reader.line() == 8);
}

TEST_CASE("drag: a touch stops the text that runs on") {
    Reader reader(true);
    reader.drag(-400);
    reader.give(Released{});
    reader.run(Steady(100));
    reader.give(Touched{});
    const auto stopped = reader.view().browsing->dragged_to;
    reader.run(Steady(500));
    CHECK(reader.view().browsing->dragged_to == stopped);
    reader.give(Released{});
    reader.run(Steady(500));
    CHECK_FALSE(reader.visit.drag);
    CHECK(std::abs(static_cast<float>(reader.line()) * line_height - static_cast<float>(*stopped)) <= line_height / 2);
}

TEST_CASE("drag: with motion none the text follows the finger and does not run on") {
    Reader reader(true);
    reader.give(Chosen{Action::set_motion, "none"});
    reader.drag(-420);
    CHECK(reader.view().browsing->dragged_to == 420);
    reader.give(Released{});
    CHECK_FALSE(reader.visit.drag);
    CHECK(reader.line() == 8);
    CHECK(reader.run(Steady(2000)) == 0);
}

TEST_CASE("drag: a list turns its pages, under the finger and after a short throw, and never between them") {
    Reader reader(false);
    reader.drag(-250, Steady(100));
    CHECK(reader.page() == 0);
    reader.drag(-100, Steady(100));
    CHECK(reader.page() == 1);
    CHECK_FALSE(reader.view().browsing->dragged_to);
    reader.now += Steady(200);
    reader.give(Released{});
    CHECK(reader.page() == 1);
    CHECK_FALSE(reader.visit.drag);
    reader.drag(-200);  // fast
    reader.give(Released{});
    CHECK(reader.page() == 2);
    reader.drag(2000);
    reader.give(Released{});
    CHECK(reader.page() == 0);
}

TEST_CASE("drag: choosing, keys and letters end it where it was") {
    Reader reader(true);
    reader.drag(-400);
    reader.give(Released{});
    reader.run(Steady(50));
    reader.give(Touched{});
    const int line = reader.line();
    reader.give(Chosen{Action::choose_language, "ar"});
    CHECK_FALSE(reader.visit.drag);
    CHECK(reader.line() == line);
    CHECK(reader.visit.preferences.language == content::Language::ar);
}

TEST_CASE("drag: under the idle warning it means that somebody is here, and moves nothing") {
    Reader reader(true);
    reader.now += std::chrono::seconds(50);
    reader.give(TimePassed{});
    REQUIRE(reader.visit.warned_at);
    reader.give(Dragged{-400});
    CHECK_FALSE(reader.visit.warned_at);
    CHECK(reader.line() == 0);
}

TEST_CASE("drag: in the attract loop, and where nothing scrolls, it does nothing") {
    Visit visit;
    visit = step(visit, Dragged{-400}, VisitContext{scrolling_frame(true), {}}, {}, Steady(1000));
    CHECK_FALSE(visit.is_browsing());
    CHECK_FALSE(visit.drag);
    Reader reader(true);
    reader.frame.scrolling = {};
    reader.drag(-400);
    CHECK_FALSE(reader.visit.drag);
}
