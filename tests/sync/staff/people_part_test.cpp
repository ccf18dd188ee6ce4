#include <doctest/doctest.h>

#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using people::Role;
using staff_test::admin;
using staff_test::Form;
using staff_test::Office;

namespace {

struct Case {
    std::string path;
    Form form;
    std::string action;
};

}  // namespace

TEST_CASE("people part: every form leaves exactly one entry, done or refused") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto omar = office.add("omar", {{Role::viewer, {}, {}}});
    const std::string session = office.session_of(maria);
    const std::string id = omar.account.id;
    const std::string viewer = people::to_json({{Role::viewer, {}, {}}});
    const std::vector<Case> cases = {
        {"/people/invite", {{"name", "Ana"}, {"login", "ana"}, {"role", "editor"}}, "people.invite"},
        {"/people/invite", {{"name", ""}, {"login", "ana"}, {"role", "editor"}}, "people.invite"},
        {"/people/invite", {{"name", "Ana"}, {"login", "maria"}, {"role", "editor"}}, "people.invite"},
        {"/people/invite", {{"name", "Ana"}, {"login", "b"}, {"role", "king"}}, "people.invite"},
        {"/people/invite",
         {{"name", "Ana"}, {"login", "b"}, {"role", "duty"}, {"until", "1999-01-01"}},
         "people.invite"},
        {"/people/withdraw", {{"login", "ana"}}, "people.withdraw"},
        {"/people/withdraw", {{"login", "nobody"}}, "people.withdraw"},
        {"/people/grants/add", {{"account", id}, {"role", "operator"}, {"groups", " M , C,"}}, "people.grant"},
        {"/people/grants/remove", {{"account", id}, {"grant", viewer}}, "people.ungrant"},
        {"/people/grants/remove", {{"account", id}, {"grant", viewer}}, "people.ungrant"},
        {"/people/grants/remove", {{"account", id}, {"grant", "[]"}}, "people.ungrant"},
        {"/people/reset", {{"account", id}}, "people.reset"},
        {"/people/reset", {{"account", "none"}}, "people.reset"},
        {"/people/close", {{"account", id}, {"closed", "yes"}}, "people.close"},
        {"/people/close", {{"account", id}, {"closed", "no"}}, "people.reopen"},
        {"/people/close", {{"account", maria.account.id}, {"closed", "yes"}}, "people.close"},
    };
    std::size_t entries = 0;
    for (const Case& one : cases) {
        CAPTURE(one.path);
        const auto reply = office.post(one.path, one.form, session);
        const auto log = office.log();
        REQUIRE(log.size() == ++entries);
        CHECK(log.front().deed.action == one.action);
        CHECK(log.front().deed.account == maria.account.id);
        CHECK((log.front().deed.outcome == people::Outcome::refused) == (reply.status >= 400));
    }
    const auto grants = (*people::People(office.store()).account(id))->grants;
    CHECK(grants == std::vector<people::Grant>{{Role::screens, {"m", "c"}, {}}});
    people::Logbook log(office.store());
    CHECK(people::verify(log));
    CHECK(office.get("/log", session).body.find("Maria") == std::string::npos);
    CHECK(office.get("/log", session).body.find("maria") != std::string::npos);
}

TEST_CASE("people part: a form from elsewhere, of another session or of a lesser role changes nothing, and is noted") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto omar = office.add("omar", {{Role::viewer, {}, {}}});
    const std::string session = office.session_of(maria);
    const std::string his = office.session_of(omar);
    const Form form = {{"name", "Ana"}, {"login", "ana"}, {"role", "admin"}};
    Form with_token = form;
    with_token.emplace_back("form-token", people::form_token_of(session));
    const auto ask = [&](const Form& sent, const std::string& cookie, const std::string& site) {
        return office.server().ask(Office::post_bytes("/people/invite", sent, cookie, site)).status;
    };
    CHECK(ask(with_token, session, "Sec-Fetch-Site: cross-site\r\n") == 403);
    CHECK(ask(with_token, session, "Origin: http://evil.test\r\n") == 403);
    CHECK(ask(with_token, session, "") == 403);
    CHECK(ask(form, session, "Sec-Fetch-Site: same-origin\r\n") == 403);
    CHECK(ask(with_token, his, "Sec-Fetch-Site: same-origin\r\n") == 403);
    CHECK(office.post("/people/invite", form, his).status == 403);
    CHECK(office.log().size() == 6);
    CHECK(ask(with_token, "", "Sec-Fetch-Site: same-origin\r\n") == 403);
    CHECK(office.log().size() == 7);
    for (const people::Entry& entry : office.log())
        CHECK(entry.deed.action == "refused.people.invite");
    CHECK(people::People(office.store()).open_offers(office.now())->empty());
}

TEST_CASE("people part: an administrator of one place cannot make themselves one of all") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto omar = office.add("omar", {{Role::admin, {"m"}, {}}});
    const std::string his = office.session_of(omar);
    CHECK(office.post("/people/grants/add", {{"account", omar.account.id}, {"role", "admin"}}, his).status == 403);
    CHECK(office.post("/people/invite", {{"name", "Ana"}, {"login", "ana"}, {"role", "admin"}}, his).status == 403);
    CHECK(office.post("/people/reset", {{"account", maria.account.id}}, his).status == 403);
    CHECK((*people::People(office.store()).account(omar.account.id))->grants == omar.account.grants);
}

TEST_CASE("people part: rights are changed only by somebody who signed in within a quarter of an hour") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    office.pass(16min);
    CHECK(office.get("/people", session).status == 200);
    const auto late = office.post("/people/invite", {{"name", "A"}, {"login", "a"}, {"role", "viewer"}}, session);
    CHECK(late.status == 403);
    CHECK(late.body.find("sign in once more") != std::string::npos);
}

TEST_CASE("people part: pages are for those who may") {
    Office office;
    const auto omar = office.add("omar", {{Role::editor, {}, {}}});
    const std::string session = office.session_of(omar);
    for (const char* path : {"/people", "/people/invite", "/people/0011223344556677", "/log", "/log/before/3"}) {
        CAPTURE(path);
        CHECK(office.get(path).status == 303);
        CHECK(office.get(path, session).status == 403);
        CHECK(office.get(path, std::string(64, '0')).status == 303);
    }
    const auto maria = office.add("maria", {admin});
    const std::string hers = office.session_of(maria);
    CHECK(office.get("/people/0011223344556677", hers).status == 404);
    CHECK(office.get("/log/before/x", hers).status == 404);
    CHECK(office.get("/people/" + maria.account.id, hers).status == 200);
}

TEST_CASE("people part: nobody gives themselves the role of emergency messages while another one could") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    const auto give = [&](const std::string& to, const std::string& reason) {
        return office.post("/people/grants/add", {{"account", to}, {"role", "security"}, {"reason", reason}}, session);
    };
    const auto security_of = [&](const std::string& id) {
        return people::has_role(**people::People(office.store()).account(id), Role::security, office.now());
    };
    // Alone she may, and says why.
    CHECK(give(maria.account.id, "").status == 422);
    CHECK(give(maria.account.id, std::string(201, 'x')).status == 422);
    CHECK_FALSE(security_of(maria.account.id));
    const auto omar = office.add("omar", {admin});
    const auto own = give(maria.account.id, "the guards are ill");
    CHECK(own.status == 422);
    CHECK(own.body.find("Nobody gives the role Security to themselves") != std::string::npos);
    CHECK(office.log().front().deed.action == "people.grant_security");
    CHECK(office.log().front().deed.outcome == people::Outcome::refused);
    // A closed account could not.
    people::Account closed = omar.account;
    closed.is_closed = true;
    REQUIRE(people::People(office.store()).change(closed, office.now()));
    CHECK(give(maria.account.id, "the guards are ill").status == 303);
    CHECK(security_of(maria.account.id));
}

TEST_CASE(
    "people part: who got the role of emergency messages is told for a week to those who manage people or have it") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    const auto omar = office.add("omar", {admin});
    const auto ines = office.add("ines", {{Role::viewer, {}, {}}});
    const auto guard = office.add("guard", {{Role::security, {}, {}}});
    const auto give = [&](const Form& form) { return office.post("/people/grants/add", form, session).status; };
    const std::string sentence = "maria gave ines the role Security, which sends emergency messages. Reason: &lt;b&gt;";
    const auto reads = [&](const Office::Person& who, const std::string& words) {
        return office.get("/screens", office.session_of(who)).body.find(words) != std::string::npos;
    };
    CHECK(give({{"account", ines.account.id}, {"role", "editor"}}) == 303);
    CHECK_FALSE(reads(omar, "note care"));
    CHECK(give({{"account", ines.account.id}, {"role", "security"}, {"reason", "<b>"}}) == 303);
    CHECK(reads(omar, sentence));
    CHECK(reads(guard, sentence));
    CHECK(reads(ines, sentence));
    CHECK_FALSE(reads(office.add("eva", {{Role::editor, {}, {}}}), sentence));
    // By a link somebody could become another one, so these are told too.
    const auto invited =
        office.post("/people/invite",
                    {{"name", "Ana"}, {"login", "ana"}, {"role", "security"}, {"reason", "night shift"}}, session);
    CHECK(invited.status == 200);
    CHECK(reads(omar, "maria invited Ana (ana) as Security"));
    CHECK(office.post("/people/invite", {{"name", "Bo"}, {"login", "bo"}, {"role", "security"}}, session).status ==
          422);
    CHECK(office.post("/people/reset", {{"account", guard.account.id}}, session).status == 200);
    CHECK(reads(omar, "maria made a link by which guard, who may send emergency messages, can sign in anew."));
    CHECK(office.post("/people/reset", {{"account", ines.account.id}}, session).status == 200);
    office.pass(std::chrono::hours(7 * 24) + 1s);
    CHECK_FALSE(reads(omar, "note care"));
}
