#include "kiosk/visitor/script.h"

#include <doctest/doctest.h>

#include "kiosk/frame/action_names.h"
#include "kiosk/visitor/random_visitor.h"

using namespace kiosk;
using content::Steady;

namespace {

std::string error_of(std::string_view text) {
    const auto script = read_script(text, "visit.txt");
    return script ? "" : script.error().message;
}

Frame two_buttons() {
    Frame frame;
    frame.size = {1000, 500};
    frame.targets.push_back({{0, 0, 1000, 500}, Action::open_home, "", "anywhere", -1});
    frame.targets.push_back({{400, 200, 200, 100}, Action::open_story, "a", "story", 0});
    return frame;
}

}  // namespace

TEST_CASE("script: every command is read, with its line") {
    const auto script = read_script(
        "# a visit\n\ntap open_story:asean\r\nhold open_home 2s\ntap 50%,25%\ndrag 60%,80% 60%,30%\nwait 2min\n"
        "key Return\ntype two words \nshot a b.png\npointer mouse\nrandom 7 20\nexpect no target back\n"
        "expect text size 1.3\nexpect attract",
        "visit.txt");
    REQUIRE(script.has_value());
    REQUIRE(script->commands.size() == 13);
    CHECK(script->where(script->commands[0]) == "visit.txt:3");
    CHECK(std::get<TapCommand>(script->commands[0].what).target == "open_story:asean");
    CHECK(std::get<TapCommand>(script->commands[1].what).time == Steady(2000));
    CHECK(std::get<TapCommand>(script->commands[2].what).place == Point{0.5F, 0.25F});
    CHECK(std::get<DragCommand>(script->commands[3].what).to.y == doctest::Approx(0.3F));
    CHECK(std::get<WaitCommand>(script->commands[4].what).time == Steady(120'000));
    CHECK(std::get<TypeCommand>(script->commands[6].what).text == "two words");
    CHECK(std::get<ShotCommand>(script->commands[7].what).path == "a b.png");
    CHECK(std::get<PointerCommand>(script->commands[8].what).is_mouse);
    CHECK(std::get<RandomCommand>(script->commands[9].what).steps == 20);
    CHECK(std::get<ExpectCommand>(script->commands[10].what).what == Expectation::no_target);
    CHECK(std::get<ExpectCommand>(script->commands[11].what).value == "1.3");
}

TEST_CASE("script: a mistake is refused with its line and what was expected") {
    CHECK(error_of("key F1\nfly home").starts_with("visit.txt:2: expected tap NAME"));
    CHECK(error_of("tap opne_home").starts_with("visit.txt:1: expected the name of a target"));
    for (const char* line : {"tap",
                             "hold open_home",
                             "hold open_home soon",
                             "drag 1%,1%",
                             "drag 101%,0% 1%,1%",
                             "wait",
                             "wait -1s",
                             "wait 999999999999s",
                             "wait 1e9s",
                             "key",
                             "type",
                             "shot",
                             "pointer foot",
                             "random",
                             "random 1 0",
                             "random -1",
                             "expect",
                             "expect scene",
                             "expect no scene x",
                             "expect attract now",
                             "expect language xx",
                             "expect paragraph two",
                             "tap nan%,1%",
                             "\xFF\xFE"}) {
        CAPTURE(line);
        CHECK(error_of(line).starts_with("visit.txt:1: expected "));
    }
    CHECK_FALSE(random_script("random:").has_value());
    CHECK_FALSE(random_script("random:1:2:3").has_value());
    REQUIRE(random_script("random:1:2").has_value());
}

TEST_CASE("script: every action has a name, and the name leads back to it") {
    for (int i = 0; i <= static_cast<int>(Action::focus_choose); ++i) {
        const auto action = static_cast<Action>(i);
        CAPTURE(i);
        CHECK(parse_action(name(action)) == action);
    }
}

TEST_CASE("script: a target is found by name where a finger would hit it") {
    Frame frame = two_buttons();
    CHECK(find_target(frame, "open_story") == 1);
    CHECK(find_target(frame, "open_story:a") == 1);
    CHECK_FALSE(find_target(frame, "open_story:b").has_value());
    REQUIRE(find_target(frame, "open_home") == 0);
    const auto place = place_to_touch(frame, 0);
    REQUIRE(place.has_value());
    CHECK_FALSE(frame.targets[1].rect.contains(*place));
    CHECK(names_of_targets(frame) == "open_home, open_story:a");
    // Under a sheet nothing can be touched.
    frame.targets.push_back({{0, 450, 1000, 50}, Action::close_overlay, "", "close", 10});
    CHECK(names_of_targets(frame) == "close_overlay");
    CHECK_FALSE(leads_home(frame));
    CHECK(leads_home(two_buttons()));
}

TEST_CASE("random visitor: the same seed takes the same steps, another seed others") {
    const Frame frame = two_buttons();
    const auto waits = [&](unsigned seed) {
        RandomVisitor visitor(seed);
        std::vector<Steady> times;
        for (int i = 0; i < 50; ++i)
            times.push_back(visitor.next(frame).wait);
        return times;
    };
    CHECK(waits(1) == waits(1));
    CHECK(waits(1) != waits(2));
}
