#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "sync/alerts/alert_book.h"
#include "sync/alerts/outbox.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "tests/sync/screens/screens_desk.h"
#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using people::Role;
using screens_test::Machine;
using staff_test::admin;
using staff_test::Office;
using staff_test::says;

namespace {

const std::string told = R"(zone = "Europe/Vienna"
[alerts]
duty = ["duty@example.org"]
second = ["venue@example.org"]
from = "displays@example.org"
server = "smtp://127.0.0.1:1"
)";

/// A hub whose screens report each half minute, or have stopped.
class House : public Office {
public:
    explicit House(int count, const std::string& settings = told) : Office(settings) {
        REQUIRE(screens::open_pairing(store(), 60, now()));
        for (int i = 0; i < count; ++i) {
            machines_.push_back(std::make_unique<Machine>(static_cast<char>(i + 1)));
            const auto received = report(*machines_.back());
            REQUIRE(screens::name_screen(store(), received.screen, {"Foyer " + std::to_string(i + 1), "M Building", {}},
                                         now()));
        }
        live(1s);
    }
    /// Time passes; the first `silent` screens do not report.
    void pass_time(std::chrono::seconds time, std::size_t silent = 0) {
        for (const auto end = now() + time; now() < end;) {
            for (std::size_t i = silent; i < machines_.size(); ++i)
                static_cast<void>(report(*machines_[i]));
            live(30s);
        }
    }
    /// Those that wait, as whoever sends them would find them.
    std::vector<alerts::Message> take_messages() {
        std::vector<alerts::Message> all;
        for (;;) {
            auto next = alerts::next_due(store(), now());
            REQUIRE(next);
            if (!*next) return all;
            REQUIRE(alerts::note_sent(store(), **next, now()));
            all.push_back(std::move(**next));
        }
    }

private:
    screens::Received report(Machine& machine) {
        const auto read = report::read_report(report::sign_report(machine.next(now()), machine.key));
        REQUIRE(read);
        const auto received = screens::receive(store(), *read, {"10.0.0.7", now(), release});
        REQUIRE(received);
        return *received;
    }
    std::vector<std::unique_ptr<Machine>> machines_{};
};

}  // namespace

TEST_CASE("alerts: forty silent screens of a serving hub are one message, and forty that are back are one") {
    House house(40);
    house.pass_time(5min);
    CHECK(house.take_messages().empty());
    house.pass_time(10min, 40);
    const auto begun = house.take_messages();
    REQUIRE(begun.size() == 1);
    CHECK(begun.front().way == alerts::Way::duty);
    CHECK(begun.front().subject == "Conference displays: 40 of 40 screens fell silent at once");
    CHECK(begun.front().text.find("https://hub.test/alerts/acknowledge/") != std::string::npos);
    REQUIRE(alerts::acknowledge(house.store(), 1, "duty", house.now()));
    house.pass_time(10min);
    const auto ended = house.take_messages();
    REQUIRE(ended.size() == 1);
    CHECK(ended.front().subject == "Conference displays: Over: 40 of 40 screens fell silent at once");
    CHECK(ended.front().text.find("40 are back. None is silent any more.") != std::string::npos);
    CHECK(ended.front().thread == begun.front().id);
    house.pass_time(30min);
    CHECK(house.take_messages().empty());
}

TEST_CASE("alerts: who answers by the link of a mail needs no account, opening it changes nothing, and it is logged") {
    House house(5);
    house.pass_time(8min, 1);
    const auto messages = house.take_messages();
    REQUIRE(messages.size() == 1);
    const std::string link = *alerts::link_of(house.store(), messages.front().id);
    const auto page = house.get("/alerts/acknowledge/" + link);
    CHECK(page.status == 200);
    CHECK(says(page, "Foyer 1 is silent"));
    CHECK(house.log().empty());
    CHECK_FALSE(alerts::find_alert(house.store(), 1)->acknowledged);

    CHECK(says(house.post("/alerts/acknowledge", {{"link", link}}), "You look after it now"));
    CHECK(alerts::find_alert(house.store(), 1)->acknowledged_by == "duty");
    auto log = house.log();
    REQUIRE(log.size() == 1);
    CHECK(log.front().deed.action == "alerts.answer");
    CHECK(log.front().deed.subject == "1");
    house.pass_time(30min, 1);
    CHECK(house.take_messages().empty());  // nobody else is told

    CHECK(says(house.post("/alerts/acknowledge", {{"link", link}}), "somebody looks after it already"));
    log = house.log();
    REQUIRE(log.size() == 2);
    CHECK(log.front().deed.outcome == people::Outcome::refused);
    CHECK(house.get("/alerts/acknowledge/1-00000000000000000000000000000000").status == 404);
    CHECK(house.post("/alerts/acknowledge", {{"link", "1-0"}}).status == 404);
    CHECK(house.server()
              .ask(Office::post_bytes("/alerts/acknowledge", {{"link", link}}, "", "Sec-Fetch-Site: cross-site\r\n"))
              .status == 403);
}

TEST_CASE("alerts: what nobody answers for fifteen minutes goes to the second person, with the end of it") {
    House house(5);
    house.pass_time(25min, 1);
    auto messages = house.take_messages();
    REQUIRE(messages.size() == 2);
    CHECK(messages[1].way == alerts::Way::second);
    CHECK(messages[1].subject == "Conference displays: Nobody has answered: Foyer 1 is silent");
    house.pass_time(6min);
    messages = house.take_messages();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].way == alerts::Way::duty);
    CHECK(messages[1].way == alerts::Way::second);
    CHECK(messages[1].subject == "Conference displays: Over: Foyer 1 is silent");
}

TEST_CASE("alerts: the page shows what is wrong, and a person for it takes it with one button") {
    House house(5);
    const std::string session = house.session_of(house.add("maria", {admin}));
    const std::string viewer = house.session_of(house.add("vera", {{Role::viewer, {}, {}}}));
    CHECK(says(house.get("/alerts", session), "Nothing is wrong"));
    CHECK(house.get("/alerts").status == 303);
    house.pass_time(8min, 1);
    const auto page = house.get("/alerts", session);
    CHECK(says(page, "One thing is wrong"));
    CHECK(says(page, "Foyer 1 is silent"));
    CHECK(says(page, "Place: M Building") == false);
    CHECK(says(page, "Nothing is sent"));  // no courier runs here
    CHECK(says(page, "I look after it"));
    CHECK_FALSE(says(house.get("/alerts", viewer), "I look after it"));
    CHECK(house.post("/alerts/take", {{"alert", "1"}}, viewer).status == 403);
    const int changes = house.changes;
    CHECK(house.post("/alerts/take", {{"alert", "1"}}, session).status == 303);
    CHECK(house.changes == changes + 1);  // pages that are open follow
    CHECK(says(house.get("/alerts", session), "maria looks after it since"));
    CHECK(house.post("/alerts/take", {{"alert", "1"}}, session).status == 422);
    CHECK(house.post("/alerts/take", {{"alert", "99"}}, session).status == 404);
    CHECK(house.post("/alerts/take", {{"alert", "x"}}, session).status == 404);
    const auto log = house.log();
    REQUIRE(log.size() == 5);  // one for each form
    CHECK(log[3].deed.action == "alerts.take");
    CHECK(log[3].deed.details.at("what") == "silent: Foyer 1");
    CHECK(log[4].deed.action == "refused.alerts.take");
    CHECK(says(house.get("/log", session), "maria looks after alert 1: silent: Foyer 1."));
}

TEST_CASE("alerts: a test goes to everybody who would ever be told, and to nobody where nobody would") {
    House house(1);
    const std::string session = house.session_of(house.add("maria", {admin}));
    CHECK(house.post("/alerts/test", {}, session).status == 303);
    const auto messages = house.take_messages();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].alerts.empty());
    CHECK(messages[0].text.find(alerts::link_mark) == std::string::npos);
    House quiet(1, {});
    const std::string other = quiet.session_of(quiet.add("maria", {admin}));
    CHECK(quiet.post("/alerts/test", {}, other).status == 422);
    CHECK(quiet.take_messages().empty());
}

TEST_CASE("alerts: where nobody is to be told they are on the page all the same") {
    House house(5, {});
    const std::string session = house.session_of(house.add("maria", {admin}));
    house.pass_time(8min, 1);
    CHECK(house.take_messages().empty());
    CHECK(says(house.get("/alerts", session), "Foyer 1 is silent"));
}

TEST_CASE("alerts: a hub that was away for three hours does not call anybody silent for five minutes") {
    House house(5);
    house.pass_time(5min);
    house.pass(3h);
    house.live(4min);
    CHECK(house.take_messages().empty());
    house.live(3min);
    CHECK(house.take_messages().size() == 1);
}

TEST_CASE("alerts: on a day of the conference its morning begins with one message, and the next day with another") {
    // The fixture begins on 2027-01-15 at 08:00 UTC.
    House house(3, told + "first_day = \"2027-01-15\"\nlast_day = \"2027-01-16\"\nall_well = \"09:05\"\n");
    house.pass_time(4min);
    CHECK(house.take_messages().empty());
    house.pass_time(5min);
    const auto messages = house.take_messages();
    REQUIRE(messages.size() == 2);  // each who is ever told learns that messages arrive
    CHECK(messages[0].subject == "Conference displays: All 3 screens are well");
    house.pass_time(30min);
    CHECK(house.take_messages().empty());
}

TEST_CASE("alerts: metrics count what is wrong by kind, and what waits to be sent") {
    House house(5);
    house.pass_time(8min, 1);
    const std::string metrics = house.metrics();
    CHECK(metrics.find("rotunda_hub_alerts{kind=\"silent\"} 1\n") != std::string::npos);
    CHECK(metrics.find("rotunda_hub_alerts{kind=\"outage\"} 0\n") != std::string::npos);
    CHECK(metrics.find("rotunda_hub_alerts_unanswered 1\n") != std::string::npos);
    CHECK(metrics.find("rotunda_hub_messages_waiting 1\n") != std::string::npos);
}
