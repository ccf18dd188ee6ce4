#include <doctest/doctest.h>

#include "sync/publishing/jobs.h"
#include "tests/sync/staff/staff_fixture.h"

using people::Role;
using staff_test::admin;
using staff_test::Office;
using staff_test::says;

namespace {

/// The nonce of the page's form.
std::string nonce_of(const hub_test::Reply& page) {
    const std::string before = "name=\"nonce\" value=\"";
    const auto begin = page.body.find(before);
    if (begin == std::string::npos) return {};
    return page.body.substr(begin + before.size(), 64);
}

std::vector<publishing::Job> jobs_of(Office& office) {
    auto jobs = publishing::Jobs(office.store()).newest(publishing::Kind::release, 10);
    REQUIRE(jobs);
    return std::move(*jobs);
}

const std::string signer = "signer = \"no-such-socket\"\n";

}  // namespace

TEST_CASE("publish: the button asks once however often it is pressed, and each time is an entry of the log") {
    Office office(signer);
    const std::string session = office.session_of(office.add("maria", {admin}));
    const auto page = office.get("/publish", session);
    CHECK(page.status == 200);
    CHECK(says(page, "Release 4 is published"));
    const auto nonce = nonce_of(page);
    REQUIRE(nonce.size() == 64);
    for (int turn = 0; turn < 2; ++turn) {
        const auto asked = office.post("/publish", {{"nonce", nonce}}, session);
        CHECK(asked.status == 303);
        CHECK(asked.headers.at("location") == "/publish");
    }
    CHECK(jobs_of(office).size() == 1);
    const auto log = office.log();
    REQUIRE(log.size() == 2);
    CHECK(log[0].deed.action == "publish.ask");
    CHECK(log[0].deed.subject == log[1].deed.subject);
    CHECK(says(office.get("/publish", session), "Being published"));
    CHECK(office.post("/publish", {{"nonce", nonce_of(office.get("/publish", session))}}, session).status == 303);
    CHECK(jobs_of(office).size() == 2);
}

TEST_CASE("publish: only who may publish to all screens sees the page and can ask") {
    Office office(signer);
    const std::string viewer = office.session_of(office.add("vera", {{Role::viewer, {}, {}}}));
    const std::string local = office.session_of(office.add("lea", {{Role::publisher, {"foyers"}, {}}}));
    const std::string publisher = office.session_of(office.add("paul", {{Role::publisher, {}, {}}}));
    CHECK(office.get("/publish").status == 303);
    CHECK(office.get("/publish", viewer).status == 403);
    CHECK(office.get("/publish", publisher).status == 200);
    CHECK(office.post("/publish", {{"nonce", "n"}}, viewer).status == 403);
    CHECK(office.post("/publish", {{"nonce", "n"}}, local).status == 403);
    CHECK(jobs_of(office).empty());
    CHECK(office.log().size() == 2);
    CHECK(office.post("/publish", {{"nonce", "n"}}, publisher).status == 303);
    CHECK(jobs_of(office).size() == 1);
    CHECK(says(office.get("/screens", publisher), "href=\"/publish\""));
    CHECK_FALSE(says(office.get("/screens", viewer), "href=\"/publish\""));
}

TEST_CASE("publish: what waits is taken back once") {
    Office office(signer);
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/publish", {{"nonce", "n"}}, session).status == 303);
    const auto id = std::to_string(jobs_of(office).front().id);
    CHECK(office.post("/publish/withdraw", {{"job", id}}, session).status == 303);
    CHECK(jobs_of(office).front().state == publishing::State::withdrawn);
    CHECK(office.post("/publish/withdraw", {{"job", id}}, session).status == 404);
    CHECK(office.post("/publish/withdraw", {{"job", "x"}}, session).status == 404);
    CHECK(office.post("/publish/withdraw", {}, session).status == 404);
    CHECK(office.log().size() == 5);
}

TEST_CASE("publish: one goes back to a version by its id, and to nothing else") {
    Office office(signer);
    const std::string session = office.session_of(office.add("maria", {admin}));
    const std::string version = std::string(40, 'a');
    for (const std::string& wrong :
         {std::string(), std::string("--help"), std::string(39, 'a'), std::string(40, 'x')}) {
        CAPTURE(wrong);
        CHECK(office.post("/publish/restore", {{"nonce", "n"}, {"version", wrong}}, session).status == 404);
    }
    CHECK(office.post("/publish/restore", {{"nonce", "n"}, {"version", version}}, session).status == 303);
    const auto jobs = publishing::Jobs(office.store()).newest_of_pack(10);
    REQUIRE(jobs);
    REQUIRE(jobs->size() == 1);
    CHECK(jobs->front().kind == publishing::Kind::restore);
    CHECK(jobs->front().version == version);
    CHECK(jobs->front().author == "maria <maria>");
    CHECK(office.log().front().deed.action == "publish.restore");
}

TEST_CASE("publish: a form without its nonce publishes nothing") {
    Office office(signer);
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(office.post("/publish", {}, session).status == 400);
    CHECK(office.post("/publish", {{"nonce", std::string(2000, 'x')}}, session).status == 400);
    CHECK(jobs_of(office).empty());
}

TEST_CASE("publish: a hub without a signer says the line that publishes, and takes no request") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    CHECK(says(office.get("/publish", session), "kiosk-pack publish"));
    CHECK(office.post("/publish", {{"nonce", "n"}}, session).status == 404);
    CHECK(jobs_of(office).empty());
}
