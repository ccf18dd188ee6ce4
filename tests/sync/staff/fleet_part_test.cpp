#include <doctest/doctest.h>

#include "content/base/json.h"
#include "sync/report/device_key.h"
#include "sync/report/screen_report.h"
#include "sync/screens/profile.h"
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

/// A screen reports over HTTP, as its agent does. What it was answered.
content::JsonValue report_of(Office& office, Machine& machine) {
    const std::string body = report::sign_report(machine.next(office.now()), machine.key);
    const auto reply = office.server().ask(
        "POST /api/report HTTP/1.1\r\nHost: hub.test\r\nContent-Type: "
        "application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    CHECK(reply.status == 200);
    const auto parsed = content::parse_strict_json(reply.body, "answer");
    REQUIRE(parsed);
    return *parsed;
}

}  // namespace

TEST_CASE(
    "fleet: a screen without a ticket comes while pairing is open, shows two words, gets its name, and is told it") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(says(office.get("/screens", session), "There is no screen yet"));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine foyer('a');
    const auto answer = report_of(office, foyer);
    const std::string id = "1";
    CHECK(answer.text_at("code") == "https://hub.test/screens/" + id);
    const std::string words = report::two_words(answer.text_at("nonce"), report::screen_of(foyer.key));
    const auto waiting = office.get("/screens/pair", session);
    CHECK(says(waiting, ">" + words.substr(0, words.find(' ')) + "<"));
    CHECK(says(waiting, ">" + words.substr(words.find(' ') + 1) + "<"));
    CHECK(says(office.get("/screens/" + id, session), ">" + words.substr(0, words.find(' ')) + "<"));

    const auto named =
        office.post("/screens/name",
                    {{"screen", id}, {"name", "Foyer M"}, {"place", "M Building"}, {"groups", "M, Foyers"}}, session);
    CHECK(named.status == 303);
    CHECK(named.headers.at("location") == "/screens/1?said=screen.saved");
    CHECK(report_of(office, foyer).text_at("name") == "Foyer M");
    const auto list = office.get("/screens", session);
    CHECK(says(list, "Foyer M"));
    CHECK(says(list, "Story · English"));
    CHECK(says(list, "Release 4 is on its way; it has 3"));
    CHECK(says(office.get("/screens?in=M%20Building", session), "Foyer M"));
    CHECK_FALSE(says(office.get("/screens?in=C%20Building", session), "Foyer M"));
    CHECK(says(office.get("/screens/print", session), "https://hub.test/screens/1"));
    const auto log = office.log();
    REQUIRE(log.size() == 2);
    CHECK(log[0].deed.action == "screens.name");
    CHECK(log[0].deed.details.at("name") == "Foyer M");
    CHECK(log[1].deed.action == "screens.pair");
}

TEST_CASE("fleet: those that need attention come first, and can be looked at alone") {
    Office office;
    office.release = 3;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine first('a');
    Machine second('b');
    report_of(office, first);
    report_of(office, second);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Alpha"}}, session).status == 303);
    CHECK(office.post("/screens/name", {{"screen", "2"}, {"name", "Beta"}}, session).status == 303);
    office.pass(10min);
    report_of(office, first);
    const auto list = office.get("/screens", session);
    CHECK(list.body.find("Beta") < list.body.find("Alpha"));
    CHECK(says(list, "Silent since"));
    const auto attention = office.get("/screens?show=attention", session);
    CHECK(says(attention, "Beta"));
    CHECK_FALSE(says(attention, "Alpha"));
}

TEST_CASE("fleet: a new machine takes the place of an old one, and one that is revoked reports no more") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine old('a');
    Machine fresh('b');
    report_of(office, old);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}, {"place", "M"}}, session).status == 303);
    report_of(office, fresh);
    CHECK(says(office.get("/screens/2", session), "This replaces"));
    CHECK(office.post("/screens/replace", {{"screen", "2"}, {"old", "1"}}, session).status == 303);
    CHECK(report_of(office, fresh).text_at("name") == "Foyer M");
    CHECK(says(office.get("/screens/1", session), "Revoked"));
    CHECK(office.post("/screens/revoke", {{"screen", "2"}}, session).status == 303);
    CHECK(office.post("/screens/revoke", {{"screen", "2"}}, session).status == 422);
    CHECK(office.log().front().deed.outcome == people::Outcome::refused);
    CHECK(office.log().size() == 5);
}

TEST_CASE("fleet: what was typed wrongly is said where it was typed, and nothing changes") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine one('a');
    Machine two('b');
    report_of(office, one);
    report_of(office, two);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}}, session).status == 303);
    const auto taken = office.post("/screens/name", {{"screen", "2"}, {"name", "Foyer M"}, {"place", "<b>"}}, session);
    CHECK(taken.status == 422);
    CHECK(says(taken, "Another screen has the name Foyer M."));
    CHECK(says(taken, "value=\"&lt;b&gt;\""));
    CHECK(office.post("/screens/name", {{"screen", "9"}, {"name", "X"}}, session).status == 404);
    CHECK(office.post("/screens/name", {{"screen", "x"}, {"name", "X"}}, session).status == 404);
    const auto too_long = office.post("/screens/pair", {{"minutes", "61"}}, session);
    CHECK(too_long.status == 422);
    CHECK(too_long.body.find("That is no such time.") != std::string::npos);
    CHECK(office.post("/screens/pair", {{"minutes", "-1"}}, session).status == 422);
    CHECK(office.log().size() == 7);
}

TEST_CASE(
    "fleet: settings of a screen are read and written on its page by those who may, and refused with their line") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    const std::string his = office.session_of(office.add("omar", {{Role::screens, {"m"}, {}}}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine foyer('a');
    report_of(office, foyer);
    CHECK_FALSE(says(office.get("/screens/1", session), "<textarea"));
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}, {"groups", "c"}}, session).status == 303);
    const auto set = [&](const std::string& cookie, const std::string& settings) {
        return office.post("/screens/settings", {{"screen", "1"}, {"settings", settings}}, cookie);
    };
    CHECK(set(session, "rotation = 90\r\ntouch = true\r\n").status == 303);
    CHECK(*screens::settings_of(office.store(), 1) == "rotation = 90\ntouch = true\n");
    CHECK(office.log().front().deed.action == "screens.profile");
    CHECK(says(office.get("/log", session), "maria changed the settings of screen 1 (Foyer M)."));
    CHECK(says(office.get("/screens/1", session), "rotation = 90\ntouch = true\n</textarea>"));
    const auto wrong = set(session, "touch = true\n</textarea><b>");
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "Line 2 cannot be read."));
    CHECK(says(wrong, "&lt;/textarea&gt;&lt;b&gt;\n</textarea>"));
    CHECK(set(his, "touch = false").status == 403);
    CHECK_FALSE(says(office.get("/screens/1", his), "<textarea"));
    CHECK(office.post("/screens/settings", {{"screen", "9"}}, session).status == 404);
    CHECK(*screens::settings_of(office.store(), 1) == "rotation = 90\ntouch = true\n");
    CHECK(set(session, "").status == 303);
    CHECK(screens::settings_of(office.store(), 1)->empty());
}

TEST_CASE("fleet: an operator of one place names screens of that place and no others, and a viewer only looks") {
    Office office;
    const std::string hers = office.session_of(office.add("maria", {admin}));
    const std::string his = office.session_of(office.add("omar", {{Role::screens, {"m"}, {}}}));
    const std::string looks = office.session_of(office.add("ines", {{Role::viewer, {}, {}}}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, hers).status == 303);
    Machine one('a');
    report_of(office, one);
    const auto name = [&](const std::string& session, const std::string& groups) {
        return office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer"}, {"groups", groups}}, session).status;
    };
    CHECK(name(looks, "M") == 403);
    CHECK(name(his, "M") == 403);
    CHECK(name(hers, "M") == 303);
    CHECK(name(his, "M") == 303);
    CHECK(name(his, "C") == 403);
    CHECK(name(his, "") == 403);
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, his).status == 403);
    CHECK(office.get("/screens", looks).status == 200);
    CHECK_FALSE(says(office.get("/screens/1", looks), "Revoke"));
    CHECK(says(office.get("/screens/1", his), "Revoke"));
    for (const char* path : {"/screens", "/screens/1", "/screens/pair", "/screens/print"})
        CHECK(office.get(path).status == 303);
    CHECK(office.get("/screens/99", looks).status == 404);
}

TEST_CASE("fleet: pages that are open are told when they would show something else, and else not") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine foyer('a');
    report_of(office, foyer);
    office.tick();
    CHECK(office.changes == 1);
    office.pass(2s);
    report_of(office, foyer);  // it shows the same
    office.tick();
    CHECK(office.changes == 1);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}}, session).status == 303);
    office.tick();
    CHECK(office.changes == 1);  // two seconds are not over
    office.pass(2s);
    office.tick();
    CHECK(office.changes == 2);
    // Silence is news too, once.
    office.pass(10min);
    office.tick();
    office.pass(2s);
    office.tick();
    CHECK(office.changes == 3);
    office.is_watched = false;
    report_of(office, foyer);
    office.pass(2s);
    office.tick();
    CHECK(office.changes == 3);
    CHECK(office.get("/changes").status == 403);
}

TEST_CASE("fleet: a page that brings itself up to date keeps nobody signed in") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    const std::string other = office.session_of(office.add("omar", {admin}));
    for (int minutes = 0; minutes < 40; minutes += 10) {
        static_cast<void>(office.server().get("/screens", "Rotunda-Live: 1\r\nCookie: rotunda=" + session + "\r\n"));
        CHECK(office.get("/screens", other).status == 200);
        office.pass(10min);
    }
    CHECK(office.get("/screens", other).status == 200);
    CHECK(office.get("/screens", session).status == 303);
}
