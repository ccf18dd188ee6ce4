#include <doctest/doctest.h>

#include "content/base/json.h"
#include "sync/report/device_key.h"
#include "sync/report/screen_picture.h"
#include "tests/sync/screens/screens_desk.h"
#include "tests/sync/staff/staff_fixture.h"

using screens_test::Machine;
using staff_test::admin;
using staff_test::Office;
using staff_test::says;

namespace {

hub_test::Reply send(Office& office, const std::string& path, const std::string& body) {
    return office.server().ask("POST " + path +
                               " HTTP/1.1\r\nHost: hub.test\r\nContent-Type: application/json\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body);
}

/// The wish that the answer to a report has; empty: none.
std::string wish_of(Office& office, Machine& machine) {
    const auto reply = send(office, "/api/report", report::sign_report(machine.next(office.now()), machine.key));
    REQUIRE(reply.status == 200);
    return content::parse_strict_json(reply.body, "answer")->text_at("pixels");
}

}  // namespace

TEST_CASE("picture: somebody asks for it on the screen's page, the screen is told and sends it, and the log says who") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine machine('a');
    CHECK(wish_of(office, machine).empty());
    CHECK_FALSE(says(office.get("/screens/1", session), "Ask for a picture"));  // it has no name
    CHECK(office.post("/screens/glass", {{"screen", "1"}}, session).status == 404);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}}, session).status == 303);
    CHECK(says(office.get("/screens/1", session), "Ask for a picture"));
    CHECK(office.get("/screens/1/glass.png", session).status == 404);
    const auto asked = office.post("/screens/glass", {{"screen", "1"}}, session);
    CHECK(asked.status == 303);
    CHECK(asked.headers.at("location") == "/screens/1?said=glass.asked");
    CHECK(says(office.get("/screens/1?said=glass.asked", session), "It is asked with its next report"));
    CHECK(office.log().front().deed.action == "screens.glass");
    CHECK(office.log().front().deed.subject == "1");
    CHECK(says(office.get("/screens/1", session), "not come yet"));
    const std::string wish = wish_of(office, machine);
    REQUIRE(content::is_picture_wish(wish));
    const std::string png = std::string("\x89PNG\r\n\x1a\n\0<b>", 12);
    const content::GlassPicture picture{wish, content::PictureAnswer::taken, office.now(), "clock", png};
    CHECK(send(office, "/api/pixels", report::sign_picture(picture, machine.key)).status == 200);
    CHECK(send(office, "/api/pixels", report::sign_picture(picture, machine.key)).status == 409);
    CHECK(wish_of(office, machine).empty());
    CHECK(says(office.get("/screens/1", session), "/screens/1/glass.png?at="));
    const auto shown = office.get("/screens/1/glass.png", session);
    CHECK(shown.status == 200);
    CHECK(shown.body == png);
    CHECK(shown.headers.at("content-type") == "image/png");
    CHECK(shown.headers.at("cache-control").find("no-store") != std::string::npos);
    CHECK(office.get("/screens/1/glass.png").status != 200);  // whoever is not signed in sees none
}

TEST_CASE("picture: a screen in use says so, and nothing is shown") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/screens/pair", {{"minutes", "10"}}, session).status == 303);
    Machine machine('a');
    wish_of(office, machine);
    CHECK(office.post("/screens/name", {{"screen", "1"}, {"name", "Foyer M"}}, session).status == 303);
    CHECK(office.post("/screens/glass", {{"screen", "1"}}, session).status == 303);
    const content::GlassPicture picture{wish_of(office, machine), content::PictureAnswer::in_use, office.now(), "", ""};
    CHECK(send(office, "/api/pixels", report::sign_picture(picture, machine.key)).status == 200);
    const auto page = office.get("/screens/1", session);
    CHECK(says(page, "Somebody was using the screen"));
    CHECK_FALSE(says(page, "glass.png"));
    CHECK(office.get("/screens/1/glass.png", session).status == 404);
}

TEST_CASE("picture: rubbish, a wrong signature and 400 kB are refused with a code, and nobody else's screen is shown") {
    Office office;
    CHECK(says(send(office, "/api/pixels", "{}"), "bad-picture"));
    CHECK(send(office, "/api/pixels", std::string(400'000, ' ')).status == 413);
    Machine machine('a');
    const content::GlassPicture picture{std::string(32, 'a'), content::PictureAnswer::in_use, office.now(), "", ""};
    CHECK(says(send(office, "/api/pixels", report::sign_picture(picture, machine.key)), "unknown-screen"));
    std::string body = report::sign_picture(picture, machine.key);
    body.replace(body.find(std::string(32, 'a')), 1, "b");
    CHECK(says(send(office, "/api/pixels", body), "bad-signature"));
    CHECK(office.log().empty());
}
