#include <doctest/doctest.h>

#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using people::Role;
using staff_test::admin;
using staff_test::Office;
using staff_test::password;

namespace {

std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const auto begin = text.find(before);
    REQUIRE(begin != std::string::npos);
    const auto at = begin + before.size();
    return text.substr(at, text.find(after, at) - at);
}

}  // namespace

TEST_CASE("entrance: the link of the terminal makes the first administrator, once, in one form") {
    Office office;
    CHECK_FALSE(*staff::has_admin(office.store(), office.now()));
    const auto link = staff::make_admin_link(office.store(), {}, office.now());
    REQUIRE(link);
    const std::string token = link->substr(std::string("/welcome/").size());
    CHECK(office.get(*link).status == 200);
    const auto page = office.get(*link);
    std::string secret = between(page.body, "class=\"secret\">", "<");
    std::erase(secret, ' ');
    const auto form = [&](const std::string& typed, const std::string& code) {
        return staff_test::Form{
            {"token", token}, {"name", "Maria"}, {"login", "Maria"}, {"password", typed}, {"code", code}};
    };
    const std::string code = people::code_at(secret, office.now());
    CHECK(office.post("/welcome", form("short", code)).status == 422);
    CHECK(office.post("/welcome", form(password, "12345")).status == 422);
    const auto made = office.post("/welcome", form(password, code));
    CHECK(made.status == 200);
    const std::string cookie = Office::cookie_of(made);
    CHECK(cookie.size() == 64);
    CHECK(office.get("/people", cookie).status == 200);
    CHECK(*staff::has_admin(office.store(), office.now()));
    CHECK(office.get(*link).status == 404);
    CHECK(office.post("/welcome", form(password, code)).status == 404);
    const auto log = office.log();
    REQUIRE(log.size() == 5);  // two forms that were wrong, and one whose link was used up
    for (const std::size_t refused : {0U, 2U, 3U})
        CHECK(log[refused].deed.action == "refused.welcome");
    CHECK(log[1].deed.action == "people.first");
    CHECK(log[4].deed.action == "people.link");
    CHECK(log[4].deed.address == "machine");
}

TEST_CASE("entrance: a link of the terminal is worth nothing after a quarter of an hour") {
    Office office;
    const auto link = staff::make_admin_link(office.store(), {}, office.now());
    office.pass(15min);
    CHECK(office.get(*link).status == 404);
}

TEST_CASE("entrance: name, password and code open the page that was wanted; each code once") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string code = people::code_at(maria.secret, office.now());
    const auto in = office.sign_in(" MARIA ", password, code, "/log");
    CHECK(in.status == 303);
    CHECK(in.headers.at("location") == "/log");
    CHECK(in.headers.at("set-cookie").find("HttpOnly; SameSite=Strict") != std::string::npos);
    CHECK(office.get("/log", Office::cookie_of(in)).status == 200);
    CHECK(office.sign_in("maria", password, code).status == 403);
    office.pass(30s);
    const auto next = office.sign_in("maria", password, people::code_at(maria.secret, office.now()), "//evil.test");
    CHECK(next.headers.at("location") == "/today");
}

TEST_CASE("entrance: a wrong password, a wrong code and a name that nobody has look the same, and each is in the log") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string code = people::code_at(maria.secret, office.now());
    const auto wrong_password = office.sign_in("maria", password + "x", code);
    const auto wrong_code = office.sign_in("maria", password, "000000");
    CHECK(wrong_password.status == 403);
    CHECK(wrong_password.body == wrong_code.body);
    auto nobody = office.sign_in("nobody", password, code);
    CHECK(nobody.status == 403);
    nobody.body.replace(nobody.body.find("value=\"nobody\""), 14, "value=\"maria\"");
    CHECK(nobody.body == wrong_code.body);
    const auto log = office.log();
    REQUIRE(log.size() == 3);
    for (const people::Entry& entry : log)
        CHECK(entry.deed.action == "people.sign_in_wrong");
    CHECK(log[0].deed.details.at("login") == "nobody");
}

TEST_CASE("entrance: a recovery code opens once, also when too many wrong codes were typed") {
    Office office;
    const auto maria = office.add("maria", {admin});
    for (int i = 0; i < 6; ++i)
        CHECK(office.sign_in("maria", password, "000000").status == 403);
    CHECK(office.sign_in("maria", password, "000000").status == 429);
    const auto another = [&](const std::string& code) {
        return office.server().ask(Office::post_bytes("/sign-in",
                                                      {{"login", "maria"}, {"password", password}, {"code", code}}, "",
                                                      "Sec-Fetch-Site: same-origin\r\n"));
    };
    CHECK(another(maria.recovery[0]).status == 429);
    Office fresh;
    const auto omar = fresh.add("omar", {admin});
    CHECK(fresh.sign_in("omar", password, omar.recovery[0]).status == 303);
    CHECK(fresh.sign_in("omar", password, omar.recovery[0]).status == 403);
    CHECK(fresh.log().back().deed.action == "people.sign_in_recovery");
    CHECK(fresh.log().back().deed.details.at("left") == "9");
}

TEST_CASE("entrance: somebody whose roles are over cannot sign in") {
    Office office;
    const auto omar = office.add("omar", {{Role::viewer, {}, office.now() + 1h}});
    office.pass(1h);
    CHECK(office.sign_in("omar", password, people::code_at(omar.secret, office.now())).status == 403);
}

TEST_CASE("entrance: a thousand sign-ins at once keep nobody from the pages, and cost no more than a few comparisons") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    std::vector<std::unique_ptr<hub_test::Client>> flood;
    for (int i = 0; i < 200; ++i) {
        flood.push_back(std::make_unique<hub_test::Client>(office.server().address()));
        flood.back()->send(Office::post_bytes(
            "/sign-in", {{"login", "name" + std::to_string(i)}, {"password", "x"}, {"code", "1"}}, ""));
    }
    CHECK(office.get("/people", session).status == 200);
    CHECK(office.get("/sign-in").status == 200);
    int compared = 0;
    int turned_away = 0;
    office.server().serve_until([&] {
        compared = turned_away = 0;
        for (const auto& client : flood) {
            client->receive();
            const int status = client->has_reply() ? client->reply().status : 0;
            compared += status == 403 ? 1 : 0;
            turned_away += status == 429 || status == 503 ? 1 : 0;
        }
        return compared + turned_away == 200;
    });
    CHECK(compared <= 20);
    // Of those that were not even heard some are noted, and not all, or a stranger could fill the disk.
    const auto noted = static_cast<int>(office.log().size());
    CHECK(noted > compared);
    CHECK(noted < 150);
}

TEST_CASE("entrance: the cookie has the prefix that only TLS can set where TLS is in front") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto reply = office.server().ask(Office::post_bytes(
        "/sign-in", {{"login", "maria"}, {"password", password}, {"code", people::code_at(maria.secret, office.now())}},
        "", "Origin: https://hub.test\r\nX-Forwarded-Proto: https\r\n"));
    CHECK(reply.status == 303);
    CHECK(reply.headers.at("set-cookie").starts_with("__Host-rotunda="));
    CHECK(reply.headers.at("set-cookie").ends_with("; Secure"));
}

TEST_CASE("entrance: who signs out is out, and the entry says so") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    CHECK(office.post("/sign-out", {}, session).status == 303);
    CHECK(office.get("/people", session).headers.at("location") == "/sign-in?next=%2Fpeople");
    CHECK(office.log().front().deed.action == "people.sign_out");
    CHECK(office.log().front().deed.account == maria.account.id);
}

TEST_CASE("entrance: files of pages may be kept for ever, and the language stays chosen") {
    Office office;
    const std::string page = office.get("/sign-in").body;
    const auto sheet = office.get(between(page, "rel=\"stylesheet\" href=\"", "\""));
    CHECK(sheet.status == 200);
    CHECK(sheet.headers.at("cache-control").find("immutable") != std::string::npos);
    const auto chosen = office.get("/language/fr?to=%2Fsign-in");
    CHECK(chosen.status == 303);
    CHECK(chosen.headers.at("location") == "/sign-in");
    CHECK(office.server().get("/sign-in", "Cookie: rotunda-language=fr\r\n").body.find("Se connecter") !=
          std::string::npos);
    CHECK(office.get("/language/xx").status == 404);
    CHECK(office.get("/language/fr?to=%2F%2Fevil.test").headers.at("location") == "/");
}
