#include "sync/alerts/outbox.h"

#include "tests/sync/alerts/alert_desk.h"
#include "tests/sync/alerts/alert_scene.h"

using namespace alerts_test;
using namespace std::chrono_literals;
using alerts::Message;
using alerts::Way;
using content::Code;

namespace {

Message message(std::vector<std::int64_t> alerts, Instant made = monday) {
    Message one;
    one.made = made;
    one.subject = "Foyer M is silent";
    one.text = "Look at it.";
    one.alerts = std::move(alerts);
    return one;
}

}  // namespace

TEST_CASE("outbox: messages go out the oldest first, each once") {
    AlertDesk desk;
    REQUIRE(*alerts::put(desk.store(), message({1})) == 1);
    REQUIRE(*alerts::put(desk.store(), message({2}, monday + 1min)) == 2);
    const auto first = alerts::next_due(desk.store(), monday);
    REQUIRE(first);
    REQUIRE(*first);
    CHECK((*first)->alerts == std::vector<std::int64_t>{1});
    REQUIRE(alerts::note_sent(desk.store(), **first, monday));
    CHECK_FALSE(*alerts::next_due(desk.store(), monday));
    desk.reopen();
    CHECK((*alerts::next_due(desk.store(), monday + 1min))->id == 2);
    const auto state = alerts::outbox_state(desk.store());
    REQUIRE(state);
    CHECK(state->waiting == 1);
    CHECK(state->sent == 1);
    CHECK(state->last_sent == monday);
}

TEST_CASE("outbox: what could not be sent is tried later and later, and given up after a day") {
    AlertDesk desk;
    REQUIRE(alerts::put(desk.store(), message({1})));
    Instant now = monday;
    std::vector<std::int64_t> waits;
    while (true) {
        const auto due = alerts::next_due(desk.store(), now);
        REQUIRE(due);
        REQUIRE(*due);
        REQUIRE(alerts::note_failed(desk.store(), **due, "no route to host", now));
        const auto state = alerts::outbox_state(desk.store());
        if (state->waiting == 0) break;
        CHECK(state->failure == "no route to host");
        const Instant before = now;
        while (!*alerts::next_due(desk.store(), now))
            now += 10s;
        waits.push_back((now - before).count() / 60);
    }
    REQUIRE(waits.size() > 5);
    CHECK(std::vector(waits.begin(), waits.begin() + 6) == std::vector<std::int64_t>{1, 2, 4, 8, 15, 15});
    CHECK(now - monday <= 24h);
    CHECK(now - monday > 23h);
    CHECK(alerts::outbox_state(desk.store())->given_up == 1);
}

TEST_CASE("outbox: a link is of one message, cannot be made up, and counts for a week") {
    AlertDesk desk;
    REQUIRE(alerts::put(desk.store(), message({1})));
    REQUIRE(alerts::put(desk.store(), message({2})));
    const auto link = alerts::link_of(desk.store(), 1);
    REQUIRE(link);
    desk.reopen();
    CHECK(*alerts::link_of(desk.store(), 1) == *link);
    const auto found = alerts::message_of_link(desk.store(), *link, monday + 6 * 24h);
    REQUIRE(found);
    CHECK(found->alerts == std::vector<std::int64_t>{1});
    const auto is_unknown = [&](const std::string& text, Instant now = monday) {
        const auto none = alerts::message_of_link(desk.store(), text, now);
        return !none && none.error().code == Code::not_found;
    };
    CHECK(is_unknown("2" + link->substr(1)));
    CHECK(is_unknown(*link + "0"));
    CHECK(is_unknown("0" + *link));
    CHECK(is_unknown(link->substr(0, link->size() - 1)));
    CHECK(is_unknown(""));
    CHECK(is_unknown("-"));
    CHECK(is_unknown("99999999999999999999999999-0"));
    CHECK(is_unknown(*link, monday + 7 * 24h));
    AlertDesk other;
    REQUIRE(alerts::put(other.store(), message({1})));
    CHECK_FALSE(alerts::message_of_link(other.store(), *link, monday));
}

TEST_CASE("outbox: what comes later of an alert goes on from the message that told its beginning, on each way") {
    AlertDesk desk;
    REQUIRE(alerts::put(desk.store(), message({17, 3})));
    Message hook = message({3});
    hook.way = Way::webhook;
    REQUIRE(alerts::put(desk.store(), hook));
    REQUIRE(alerts::put(desk.store(), message({3})));
    CHECK(*alerts::thread_of(desk.store(), Way::duty, 3) == 1);
    CHECK(*alerts::thread_of(desk.store(), Way::webhook, 3) == 2);
    CHECK(*alerts::thread_of(desk.store(), Way::duty, 7) == 0);
    CHECK(*alerts::thread_of(desk.store(), Way::duty, 1) == 0);
}

TEST_CASE("outbox: the courier says that it is there, and what it sees of the certificate") {
    AlertDesk desk;
    CHECK_FALSE(alerts::outbox_state(desk.store())->courier_seen);
    CHECK_FALSE(alerts::certificate_look(desk.store())->at);
    REQUIRE(alerts::note_courier(desk.store(), monday));
    CHECK(alerts::outbox_state(desk.store())->courier_seen == monday);
    REQUIRE(alerts::note_certificate(desk.store(), {monday, monday + 24h, ""}));
    CHECK(alerts::certificate_look(desk.store())->until == monday + 24h);
}
