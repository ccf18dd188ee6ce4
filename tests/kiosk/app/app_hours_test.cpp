#include "kiosk/app/app.h"

#include <doctest/doctest.h>

#include "tests/kiosk/app/app_bench.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;

OpeningHours daily(const DayHours& day) {
    OpeningHours week;
    week.days.fill(day);
    return week;
}

TEST_CASE("app: outside opening hours the panel is off and nothing wakes; a touch and the morning switch it on") {
    testing::FakeHardware card;
    card.connectors = {testing::connected(1, "HDMI-A-1", {{640, 360}})};
    Bench bench(make_snapshot(4), open_kms(card), MotionChoice::none);
    bench.screen.hours = daily({8 * 60, 10 * 60 + 5});  // it is ten in Vienna
    bench.go_for(minutes(1));
    CHECK(bench.app->scene().kind == SceneKind::highlight);
    CHECK(card.shown != 0);
    bench.go_for(minutes(6));
    CHECK(bench.app->scene().kind == SceneKind::closed);
    CHECK(card.shown == 0);
    const auto before = bench.app->presented();
    bench.go_for(hours(2));
    CHECK(bench.app->presented() == before);
    CHECK(bench.display->is_shown());

    REQUIRE(bench.touch(Action::open_home, ""));
    bench.go_for(seconds(1));
    CHECK(bench.app->scene().kind == SceneKind::home);
    CHECK(card.shown != 0);
    bench.go_for(minutes(10));
    CHECK(bench.app->scene().kind == SceneKind::closed);
    CHECK(card.shown == 0);

    bench.go_for(hours(19) + minutes(45));  // eight o'clock has just struck
    CHECK(bench.app->scene().kind == SceneKind::highlight);
    CHECK(card.shown != 0);
}

TEST_CASE("app: a display that begins outside opening hours lives, and a panel that is plugged in then stays off") {
    testing::FakeHardware card;  // nothing hangs on it
    Bench bench(make_snapshot(4), open_kms(card), MotionChoice::none);
    bench.screen.hours = daily({12 * 60, 18 * 60});  // it is ten in Vienna
    bench.go_for(minutes(1));
    CHECK(bench.app->scene().kind == SceneKind::closed);
    const auto before = bench.app->presented();
    CHECK(before > 0);
    card.connectors = {testing::connected(1, "HDMI-A-1", {{640, 360}})};
    bench.app->window_changed();
    bench.go_for(minutes(5));
    bench.app->present_again();  // as the service manager wants it
    CHECK(bench.app->presented() > before);
    CHECK(card.shown == 0);
    CHECK(bench.display->link() == Display::Link::off);
    bench.go_for(hours(2));
    CHECK(bench.app->scene().kind == SceneKind::highlight);
    CHECK(card.shown != 0);
    CHECK(bench.display->link() == Display::Link::on);
}

TEST_CASE("app: another profile of the screen makes it begin anew within a minute, but not under somebody's hands") {
    Bench bench(make_snapshot(4), PanelRotation::none, MotionChoice::none);
    bench.go_for(seconds(5));
    REQUIRE(bench.touch(Action::open_home, ""));
    bench.go_for(seconds(1));
    bench.has_new_profile = true;
    bench.app->content_may_have_changed();  // it looks at once
    bench.go_for(seconds(10));
    CHECK_FALSE(bench.app->wants_restart());
    bench.go_for(minutes(5));
    CHECK(bench.app->wants_restart());
}

}  // namespace
