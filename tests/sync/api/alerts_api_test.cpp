#include "sync/api/alerts_api.h"

#include "sync/alerts/alert_book.h"
#include "tests/sync/api/api_desk.h"

using content::JsonValue;
using screens::Scope;

namespace {

class AlertsDesk : public api_test::ApiDesk {
public:
    AlertsDesk() : answering(token("pager", {Scope::alerts})), reading(token("wall", {})) {}

    /// One that begins now; its path.
    std::string begin(const std::string& subject) {
        alerts::Alert alert;
        alert.cause = {alerts::Kind::silent, subject, {{"name", "Foyer M"}, {"place", "M Building"}}};
        alert.begun = now;
        step = {{alert}, {{alerts::News::begun, alert}}};
        REQUIRE(alerts::keep(*database, step));
        return "/api/alerts/" + std::to_string(step.events.front().alert.id);
    }
    void end() {
        step.changed.front().ended = now;
        REQUIRE(alerts::keep(*database, step));
    }
    std::vector<JsonValue> list(const std::string& query = "") {
        const auto reply = ask("GET", "/api/alerts" + query, reading);
        REQUIRE(reply.status == 200);
        const auto parsed = content::parse_strict_json(reply.body, "answer");
        REQUIRE(parsed);
        return *parsed->find("alerts")->array();
    }

    alerts::Step step{};
    std::string answering;
    std::string reading;
};

}  // namespace

TEST_CASE("api: what is wrong is listed with its words, and a program that looks after it is named") {
    AlertsDesk desk;
    CHECK(desk.list().empty());
    const auto path = desk.begin("7");
    REQUIRE(desk.list().size() == 1);
    CHECK(desk.list().front().text_at("kind") == "silent");
    CHECK(desk.list().front().text_at("words").find("Foyer M") != std::string::npos);
    CHECK(desk.list().front().text_at("acknowledged_by").empty());
    CHECK(desk.ask("POST", path + "/acknowledge", desk.reading).status == 403);
    CHECK(desk.ask("POST", path + "/acknowledge", desk.answering).status == 200);
    CHECK(desk.ask("POST", path + "/acknowledge", desk.answering).status == 409);
    CHECK(desk.list().front().text_at("acknowledged_by") == "token:pager");
    CHECK(desk.list().front().find_string("acknowledged") != nullptr);
    const auto log = desk.entries();
    REQUIRE(log.size() == 3);
    CHECK(log[1].deed.action == "alerts.take");
    CHECK(log[1].deed.details.at("what") == "silent: Foyer M");
    CHECK(log[2].deed.outcome == people::Outcome::refused);
    CHECK(log[0].deed.outcome == people::Outcome::refused);
}

TEST_CASE("api: what is over is listed apart, and nobody looks after it any more") {
    AlertsDesk desk;
    const auto path = desk.begin("7");
    desk.end();
    CHECK(desk.list().empty());
    CHECK(desk.list("?ended=1").size() == 1);
    CHECK(desk.ask("POST", path + "/acknowledge", desk.answering).status == 409);
    CHECK(desk.ask("POST", "/api/alerts/99/acknowledge", desk.answering).status == 404);
    CHECK(desk.ask("POST", "/api/alerts/x/acknowledge", desk.answering).status == 404);
}
