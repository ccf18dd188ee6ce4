#include "kiosk/visit/touch_filter.h"

#include <doctest/doctest.h>

using content::Steady;
using kiosk::Action;
using kiosk::Contact;
using kiosk::ContactPhase;
using kiosk::Frame;
using kiosk::Gesture;
using kiosk::Target;
using kiosk::TouchFilter;

namespace {

Frame links_and_search() {
    Frame frame;
    frame.size = {1920, 1080};
    frame.targets = {Target{{0, 0, 1920, 1080}, Action::open_home, "", "Home", -1},
                     Target{{100, 900, 300, 100}, Action::open_links, "", "Links", 0},
                     Target{{500, 900, 300, 100}, Action::open_search, "", "Search", 0}};
    return frame;
}

Contact contact(ContactPhase phase, float x, float y, int at, std::int64_t finger = 0, float diameter = 0) {
    return {finger, phase, {x, y}, diameter, Steady(at)};
}

Gesture::Kind tap(TouchFilter& filter, const Frame& frame, float x, float y, int at, int* target = nullptr) {
    (void)filter.feed(contact(ContactPhase::down, x, y, at), frame);
    const Gesture gesture = filter.feed(contact(ContactPhase::up, x, y, at + 60), frame);
    if (target != nullptr) *target = gesture.target;
    return gesture.kind;
}

}  // namespace

TEST_CASE("touch: a press inside a target and release inside it chooses that target") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    const Gesture down = filter.feed(contact(ContactPhase::down, 200, 950, 1000), frame);
    CHECK(down.kind == Gesture::Kind::pressed);
    CHECK(down.target == 1);
    const Gesture up = filter.feed(contact(ContactPhase::up, 260, 940, 1080), frame);
    CHECK(up.kind == Gesture::Kind::chosen);
    CHECK(up.target == 1);
}

TEST_CASE("touch: nowhere is a dead zone, the area behind the buttons is a target too") {
    TouchFilter filter({1920, 1080});
    int target = -1;
    CHECK(tap(filter, links_and_search(), 1500, 300, 1000, &target) == Gesture::Kind::chosen);
    CHECK(target == 0);
}

TEST_CASE("touch: sliding off the target before lifting cancels") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    (void)filter.feed(contact(ContactPhase::down, 200, 950, 1000), frame);
    CHECK(filter.feed(contact(ContactPhase::up, 600, 950, 1100), frame).kind == Gesture::Kind::released_outside);
}

TEST_CASE("touch: the first quarter of a second of a scene is ignored") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    filter.scene_changed(Steady(1000));
    CHECK(tap(filter, frame, 200, 950, 1100) == Gesture::Kind::none);
    CHECK(tap(filter, frame, 200, 950, 1251) == Gesture::Kind::chosen);
}

TEST_CASE("touch: a second finger, a palm and a bounce are ignored") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    (void)filter.feed(contact(ContactPhase::down, 200, 950, 1000, 1), frame);
    CHECK(filter.feed(contact(ContactPhase::down, 600, 950, 1010, 2), frame).kind == Gesture::Kind::none);
    CHECK(filter.feed(contact(ContactPhase::up, 600, 950, 1020, 2), frame).kind == Gesture::Kind::none);
    CHECK(filter.feed(contact(ContactPhase::up, 200, 950, 1040, 1), frame).kind == Gesture::Kind::chosen);
    SUBCASE("bounce on the same target within 400 ms") {
        CHECK(tap(filter, frame, 200, 950, 1300) == Gesture::Kind::none);
        CHECK(tap(filter, frame, 200, 950, 1500) == Gesture::Kind::chosen);
    }
    SUBCASE("another target at once is no bounce") {
        CHECK(tap(filter, frame, 600, 950, 1200) == Gesture::Kind::chosen);
    }
    SUBCASE("palm") {
        CHECK(filter.feed(contact(ContactPhase::down, 600, 950, 3000, 3, 55), frame).kind == Gesture::Kind::none);
    }
}

TEST_CASE("touch: the same letter twice is no bounce, at the pace at which people type") {
    TouchFilter filter({1920, 1080});
    Frame frame = links_and_search();
    for (kiosk::Target& target : frame.targets)
        target.action = kiosk::Action::type_text;
    CHECK(tap(filter, frame, 200, 950, 1000) == Gesture::Kind::chosen);
    CHECK(tap(filter, frame, 200, 950, 1100) == Gesture::Kind::none);
    CHECK(tap(filter, frame, 200, 950, 1240) == Gesture::Kind::chosen);
}

TEST_CASE("touch: a drag of more than 2 % of the short side scrolls where something scrolls, and cancels the press") {
    TouchFilter filter({1920, 1080});
    Frame frame = links_and_search();
    const auto drag = [&](int at) {
        (void)filter.feed(contact(ContactPhase::down, 900, 700, at), frame);
        CHECK(filter.feed(contact(ContactPhase::move, 900, 640, at + 20), frame).kind == Gesture::Kind::dragged);
        return filter.feed(contact(ContactPhase::up, 900, 640, at + 60), frame).kind;
    };
    CHECK(drag(1000) == Gesture::Kind::chosen);  // a slip of the finger over a large area is still a touch
    frame.scrolling.places = {{0, {}, 0}, {600, {}, 1}};
    CHECK(drag(3000) == Gesture::Kind::released_outside);
    (void)filter.feed(contact(ContactPhase::down, 900, 700, 5000), frame);
    CHECK(filter.feed(contact(ContactPhase::move, 900, 680, 5020), frame).kind == Gesture::Kind::none);
    CHECK(filter.feed(contact(ContactPhase::up, 900, 680, 5060), frame).kind == Gesture::Kind::chosen);
}

TEST_CASE("touch: the picture may be renewed between press and release") {
    TouchFilter filter({1920, 1080});
    Frame frame = links_and_search();
    (void)filter.feed(contact(ContactPhase::down, 200, 950, 1000), frame);
    frame.targets.insert(frame.targets.begin() + 1, Target{{900, 100, 80, 80}, Action::back, "", "Back", 0});
    const Gesture up = filter.feed(contact(ContactPhase::up, 200, 950, 1080), frame);
    CHECK(up.kind == Gesture::Kind::chosen);
    CHECK(up.target == 2);
}

TEST_CASE("touch: a finger that stays for a minute is a fault of the panel, and its cell is left out") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    (void)filter.feed(contact(ContactPhase::down, 200, 950, 1000), frame);
    filter.tick(Steady(61'001));
    REQUIRE(filter.take_reports().size() == 1);
    CHECK(tap(filter, frame, 205, 955, 62'000) == Gesture::Kind::none);
    CHECK(tap(filter, frame, 1500, 300, 63'000) == Gesture::Kind::chosen);  // the rest of the panel goes on
    SUBCASE("after ten quiet minutes the cell is tried again") {
        CHECK(tap(filter, frame, 205, 955, 62'060 + 600'001) == Gesture::Kind::chosen);
    }
}

TEST_CASE("touch: a ghosting cell is quarantined and reported once, the others stay in use") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    for (int i = 0; i < 60; ++i) {
        (void)tap(filter, frame, 1915, 5, 1000 + i * 20);
    }
    CHECK(filter.is_muted({1915, 5}, Steady(2300)));
    CHECK(filter.take_reports().size() == 1);
    CHECK(filter.muted_cells(Steady(2300)) == 1);
    CHECK(tap(filter, frame, 200, 950, 4000) == Gesture::Kind::chosen);
}

TEST_CASE("touch: the touch that wakes a dark screen does nothing else") {
    TouchFilter filter({1920, 1080});
    const Frame frame = links_and_search();
    (void)filter.feed(contact(ContactPhase::down, 200, 950, 1000), frame);
    filter.ignore_current();
    CHECK(filter.feed(contact(ContactPhase::up, 200, 950, 1080), frame).kind == Gesture::Kind::none);
}
