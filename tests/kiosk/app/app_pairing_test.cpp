#include "kiosk/app/app.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/kiosk/app/app_bench.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;

Pairing two_words() {
    return {"lusab babad", "https://hub.example.org/screens/0f3c", "10.20.4.17", "hub.example.org"};
}

bool shows(const Bench& bench, std::string_view words) {
    return std::ranges::any_of(bench.app->frame().elements, [&](const Element& element) {
        const auto* block = std::get_if<TextBlock>(&element.what);
        return block != nullptr && block->spec.text.find(words) != std::string::npos;
    });
}

TEST_CASE(
    "app: without content a screen that waits for its name shows who it is, and a second later what its hub says") {
    Bench bench(empty_snapshot("Europe/Vienna"), PanelRotation::none, MotionChoice::none);
    bench.pairing.emplace();
    bench.pairing->trouble = "hub.example.org: no such host";
    bench.go_for(seconds(3));
    CHECK(bench.app->scene().kind == SceneKind::pairing);
    CHECK(shows(bench, "hub.example.org: no such host"));
    bench.pairing = two_words();
    bench.go_for(seconds(5));
    CHECK(bench.app->frame().targets.size() == 2);
    CHECK(shows(bench, "lusab"));
    bench.pairing->mistakes = {"screen.toml:3: rotation"};
    bench.go_for(seconds(5));
    CHECK(shows(bench, "screen.toml:3: rotation"));
    bench.pairing.reset();  // it has its name
    bench.go_for(seconds(5));
    CHECK(bench.app->scene().kind == SceneKind::clock);
}

TEST_CASE("app: a screen that plays shows who it is among its slides in its first hour, until it has a name") {
    const auto scenes = [](Bench& bench, minutes time) {
        std::map<SceneKind, int> seen;
        for (const Steady end = bench.steady + time; bench.steady < end;) {
            bench.go_for(seconds(5));
            ++seen[bench.app->scene().kind];
        }
        return seen;
    };
    Bench bench(make_snapshot(6), PanelRotation::none, MotionChoice::none);
    bench.pairing = two_words();
    bench.pairing->mistakes = {"screen.toml:3: rotation"};
    while (bench.app->scene().kind != SceneKind::pairing)
        bench.go_for(seconds(5));
    CHECK_FALSE(shows(bench, "screen.toml:3: rotation"));  // the public sees none
    auto seen = scenes(bench, minutes(20));
    CHECK(seen[SceneKind::pairing] > 20);
    CHECK(seen[SceneKind::highlight] > 2 * seen[SceneKind::pairing]);
    bench.go_for(hours(1));
    CHECK(scenes(bench, minutes(20))[SceneKind::pairing] == 0);

    Bench named(make_snapshot(6), PanelRotation::none, MotionChoice::none);
    CHECK(scenes(named, minutes(20))[SceneKind::pairing] == 0);
    Bench unanswered(make_snapshot(6), PanelRotation::none, MotionChoice::none);
    unanswered.pairing.emplace();
    CHECK(scenes(unanswered, minutes(20))[SceneKind::pairing] == 0);  // nothing that a passer-by could use
}

TEST_CASE("app: whoever touches a screen that waits for its name browses as on any other") {
    auto snapshot = make_snapshot(6);
    snapshot->release = 1;
    Bench bench(std::move(snapshot), PanelRotation::none, MotionChoice::none);
    bench.pairing = two_words();
    while (bench.app->scene().kind != SceneKind::pairing)
        bench.go_for(seconds(1));
    REQUIRE(bench.touch(Action::open_home, ""));
    bench.go_for(seconds(1));
    CHECK(bench.app->scene().kind == SceneKind::home);
}

}  // namespace
