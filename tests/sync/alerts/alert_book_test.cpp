#include "sync/alerts/alert_book.h"

#include "tests/sync/alerts/alert_desk.h"
#include "tests/sync/alerts/alert_scene.h"

using namespace alerts_test;
using namespace std::chrono_literals;
using content::Code;

namespace {

alerts::Step one_begun(const std::string& subject, Instant now) {
    alerts::Alert alert;
    alert.cause = {alerts::Kind::silent, subject, {{"name", "Foyer M"}, {"place", "M \"Building\""}}};
    alert.begun = now;
    return {{alert}, {{alerts::News::begun, alert}}};
}

}  // namespace

TEST_CASE("alert book: what was begun is open after a restart, with its facts, and its event has its number") {
    AlertDesk desk;
    auto step = one_begun("7", monday);
    REQUIRE(alerts::keep(desk.store(), step));
    CHECK(step.events.front().alert.id == 1);
    desk.reopen();
    const auto open = alerts::open_alerts(desk.store());
    REQUIRE(open);
    REQUIRE(open->size() == 1);
    CHECK(open->front() == step.changed.front());
}

TEST_CASE("alert book: an alert of a kind and subject is open once only") {
    AlertDesk desk;
    auto first = one_begun("7", monday);
    REQUIRE(alerts::keep(desk.store(), first));
    auto twin = one_begun("7", monday + 1min);
    CHECK_FALSE(alerts::keep(desk.store(), twin));
    first.changed.front().ended = monday + 1h;
    REQUIRE(alerts::keep(desk.store(), first));
    CHECK(alerts::keep(desk.store(), twin));
}

TEST_CASE("alert book: the rules are given what is open and what ended within half an hour") {
    AlertDesk desk;
    for (const char* subject : {"1", "2", "3"}) {
        auto step = one_begun(subject, monday);
        REQUIRE(alerts::keep(desk.store(), step));
        auto& alert = step.changed.front();
        if (alert.cause.subject == "1") alert.ended = monday + 1h;
        if (alert.cause.subject == "2") alert.ended = monday + 2h;
        REQUIRE(alerts::keep(desk.store(), step));
    }
    const auto known = alerts::known_alerts(desk.store(), monday + 2h + 29min);
    REQUIRE(known);
    REQUIRE(known->size() == 2);
    CHECK(known->at(0).cause.subject == "2");
    CHECK(known->at(1).cause.subject == "3");
    CHECK(alerts::ended_alerts(desk.store(), 10)->front().cause.subject == "2");
}

TEST_CASE("alert book: somebody takes an alert once, and a step that comes later does not take it away") {
    AlertDesk desk;
    auto step = one_begun("7", monday);
    REQUIRE(alerts::keep(desk.store(), step));
    REQUIRE(alerts::acknowledge(desk.store(), 1, "duty", monday + 1min));
    CHECK(alerts::acknowledge(desk.store(), 1, "second", monday + 2min).error().message == "alerts.taken");
    step.changed.front().well = monday + 3min;  // looked at before somebody took it
    REQUIRE(alerts::keep(desk.store(), step));
    const auto alert = alerts::find_alert(desk.store(), 1);
    REQUIRE(alert);
    CHECK(alert->acknowledged == monday + 1min);
    CHECK(alert->acknowledged_by == "duty");
    CHECK(alerts::acknowledge(desk.store(), 2, "duty", monday).error().code == Code::not_found);
    step.changed.front().ended = monday + 5min;
    REQUIRE(alerts::keep(desk.store(), step));
    CHECK(alerts::acknowledge(desk.store(), 1, "duty", monday).error().message == "alerts.over");
}

TEST_CASE("alert book: the morning that was said last is remembered") {
    AlertDesk desk;
    const content::Date day(std::chrono::floor<std::chrono::days>(monday));
    CHECK_FALSE(*alerts::said_morning(desk.store()));
    REQUIRE(alerts::note_morning(desk.store(), day));
    REQUIRE(alerts::note_morning(desk.store(), day));
    desk.reopen();
    CHECK(*alerts::said_morning(desk.store()) == day);
}

TEST_CASE("alert book: what ended a year ago is forgotten, and what is open never") {
    AlertDesk desk;
    auto old = one_begun("1", monday);
    auto open = one_begun("2", monday);
    REQUIRE(alerts::keep(desk.store(), old));
    REQUIRE(alerts::keep(desk.store(), open));
    old.changed.front().ended = monday + 1h;
    REQUIRE(alerts::keep(desk.store(), old));
    CHECK_FALSE(*alerts::forget_old_alerts(desk.store(), monday + 365 * 24h));
    CHECK(*alerts::forget_old_alerts(desk.store(), monday + 365 * 24h + 2h));
    CHECK(alerts::find_alert(desk.store(), 1).error().code == Code::not_found);
    CHECK(alerts::find_alert(desk.store(), 2));
}
