#include "sync/staff/logged_part.h"

#include <doctest/doctest.h>

#include "sync/people/logbook.h"
#include "sync/screens/api_token.h"
#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using people::Outcome;
using people::Role;
using staff_test::admin;
using staff_test::Form;
using staff_test::Office;

namespace {

/// A path of a route with something in the place of each "{...}".
std::string filled(std::string path) {
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, "7");
    return path;
}

bool is_report(const std::string& path) {
    return path == "/api/report" || path == "/api/pixels";
}

hub_test::Reply ask_api(Office& office, const std::string& path, const std::string& token, const std::string& body) {
    return office.server().ask("POST " + path + " HTTP/1.1\r\nHost: hub.test\r\n" +
                               (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
                               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::int64_t entries(Office& office) {
    const auto count = people::Logbook(office.store()).count();
    REQUIRE(count);
    return *count;
}

}  // namespace

TEST_CASE("log: each form that is refused leaves exactly one entry, whoever sends it and however it is wrong") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const auto vera = office.add("vera", {{Role::viewer, {}, {}}});
    std::size_t forms = 0;
    for (const std::string& route : office.posts) {
        if (route.starts_with("/api/")) continue;
        ++forms;
        const std::string path = filled(route);
        const auto leaves_one = [&](const char* what, const std::function<hub_test::Reply()>& send) {
            CAPTURE(path);
            CAPTURE(what);
            const auto before = entries(office);
            const auto reply = send();
            CAPTURE(reply.status);
            CHECK(reply.status >= 400);
            CHECK(entries(office) == before + 1);
            const auto newest = people::Logbook(office.store()).newest(1, {});
            REQUIRE(newest);
            CHECK(newest->front().deed.outcome == Outcome::refused);
        };
        leaves_one("nobody is signed in", [&] { return office.post(path, {{"nonsense", "1"}}); });
        leaves_one("another site sends it", [&] {
            return office.server().ask(Office::post_bytes(path, {{"nonsense", "1"}}, office.session_of(maria),
                                                          "Sec-Fetch-Site: cross-site\r\n"));
        });
        leaves_one("it is no form", [&] {
            return office.server().ask("POST " + path +
                                       " HTTP/1.1\r\nHost: hub.test\r\nSec-Fetch-Site: same-origin\r\n" +
                                       "Cookie: rotunda=" + office.session_of(maria) +
                                       "\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx");
        });
        leaves_one("the form is of another session", [&] {
            return office.server().ask(Office::post_bytes(path, {{"form-token", "0"}}, office.session_of(maria)));
        });
        const bool is_for_everybody = path == "/sign-out" || path == "/sign-in" || path == "/welcome";
        if (!is_for_everybody)
            leaves_one("the role is not enough", [&] {
                return office.post(path, {{"nonsense", "1"}}, office.session_of(vera));
            });
        office.pass(1min);
    }
    CHECK(forms >= 15);
    people::Logbook log(office.store());
    CHECK(people::verify(log));
}

TEST_CASE("log: each change that a program asks for and is refused leaves exactly one entry, with its name") {
    Office office;
    const auto reader = screens::add_token(office.store(), {"wall", {}, {}}, office.now());
    const auto writer = screens::add_token(office.store(), {"desk", {screens::Scope::screens}, {}}, office.now());
    REQUIRE(reader);
    REQUIRE(writer);
    std::size_t routes = 0;
    for (const std::string& route : office.posts) {
        if (!route.starts_with("/api/") || is_report(route)) continue;
        ++routes;
        const std::string path = filled(route);
        const auto leaves_one = [&](const std::string& token, const std::string& account) {
            CAPTURE(path);
            CAPTURE(account);
            const auto before = entries(office);
            CHECK(ask_api(office, path, token, "{\"nonsense\":1}").status >= 400);
            CHECK(entries(office) == before + 1);
            const auto newest = people::Logbook(office.store()).newest(1, {});
            REQUIRE(newest);
            CHECK(newest->front().deed.account == account);
            CHECK(newest->front().deed.outcome == Outcome::refused);
        };
        leaves_one("", "");
        leaves_one("rotunda_" + std::string(64, '0'), "");
        leaves_one(*reader, "token:wall");
        leaves_one(*writer, "token:desk");
    }
    CHECK(routes >= 4);
}

TEST_CASE("log: a stranger cannot fill the disk with entries, and the next one says how many are missing") {
    Office office;
    constexpr int tries = 500;
    for (int i = 0; i < tries; ++i)
        CHECK(ask_api(office, "/api/screens/pair", "", "{}").status == 401);
    const auto kept = entries(office);
    CHECK(kept >= 60);
    CHECK(kept < tries / 2);
    // Whoever has a token is heard all the same.
    const auto writer = screens::add_token(office.store(), {"desk", {screens::Scope::screens}, {}}, office.now());
    REQUIRE(writer);
    CHECK(ask_api(office, "/api/screens/pair", *writer, "{\"minutes\":10}").status == 200);
    CHECK(entries(office) == kept + 1);
}

TEST_CASE("log: a sign-in, whose answer comes later, leaves its one entry") {
    Office office;
    static_cast<void>(office.add("maria", {admin}));
    CHECK(office.sign_in("maria", "not the password", "123456").status == 403);
    CHECK(entries(office) == 1);
    CHECK(office.log().front().deed.action == "people.sign_in_wrong");
}
