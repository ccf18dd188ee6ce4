#include <doctest/doctest.h>

#include <algorithm>

#include "sync/people/base64url.h"
#include "sync/people/passkey_book.h"
#include "tests/sync/people/fake_device.h"
#include "tests/sync/staff/staff_fixture.h"

using namespace std::chrono_literals;
using people_test::Device;
using people_test::DeviceKey;
using people_test::Wish;
using staff_test::admin;
using staff_test::Form;
using staff_test::Office;
using staff_test::says;

namespace {

std::string challenge_of(Office& office, const std::string& purpose, const std::string& session = "") {
    const auto reply = office.get("/passkey/challenge/" + purpose, session);
    CHECK(reply.status == 200);
    return reply.body;
}

Wish wish_for(const std::string& challenge) {
    return {"hub.test", "https://hub.test", challenge};
}

/// What passkey.js makes of it.
Form registration(Device& device, const Wish& wish, const std::string& name) {
    const auto made = device.create(wish);
    return {{"name", name},
            {"credential", people::to_base64url(made.credential_id)},
            {"client_data", people::to_base64url(made.client_data)},
            {"authenticator_data", people::to_base64url(made.authenticator_data)},
            {"public_key", people::to_base64url(made.public_key)}};
}

Form answer(Device& device, const Wish& wish) {
    const auto made = device.get(wish);
    return {{"credential", people::to_base64url(device.id())},
            {"client_data", people::to_base64url(made.client_data)},
            {"authenticator_data", people::to_base64url(made.authenticator_data)},
            {"signature", people::to_base64url(made.signature)},
            {"next", "/log"}};
}

hub_test::Reply sign_in(Office& office, Device& device) {
    return office.post("/sign-in/passkey", answer(device, wish_for(challenge_of(office, "sign-in"))));
}

}  // namespace

TEST_CASE("passkeys: somebody adds one, signs in with it, sees when, and removes it") {
    Office office;
    const auto maria = office.add("maria", {admin});
    const std::string session = office.session_of(maria);
    CHECK(says(office.get("/sign-in"), "data-passkey=\"ask\" hidden"));
    const auto page = office.get("/account", session);
    CHECK(says(page, "You have no passkey yet."));
    CHECK(says(page, "name=\"party\" value=\"hub.test\""));
    Device laptop(DeviceKey::es256, true);
    const auto added =
        office.post("/account/passkeys/add",
                    registration(laptop, wish_for(challenge_of(office, "add", session)), "This laptop"), session);
    CHECK(added.status == 303);
    CHECK(says(office.get("/account", session), "not used yet"));

    office.pass(2h);
    const auto entered = sign_in(office, laptop);
    CHECK(entered.status == 303);
    CHECK(entered.headers.at("location") == "/log");
    const std::string cookie = Office::cookie_of(entered);
    CHECK(says(office.get("/log", cookie), "maria signed in with the passkey This laptop."));
    CHECK(says(office.get("/account", cookie), "last used"));
    CHECK(office.post("/account/passkeys/remove", {{"passkey", people::to_base64url(laptop.id())}}, cookie).status ==
          303);
    CHECK(sign_in(office, laptop).status == 403);
    CHECK(office.log().size() == 4);
}

TEST_CASE("passkeys: an answer counts once, only to this hub, and only for whoever asked") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    const std::string other = office.session_of(office.add("omar", {admin}));
    Device laptop(DeviceKey::ed25519, false);
    const auto add = [&](const Wish& wish, const std::string& by, const std::string& name = "Mine") {
        return office.post("/account/passkeys/add", registration(laptop, wish, name), by);
    };
    const std::string hers = challenge_of(office, "add", session);
    CHECK(add(wish_for(hers), other).status == 422);
    CHECK(add(wish_for(challenge_of(office, "sign-in")), session).status == 422);
    CHECK(add(wish_for(""), session).status == 422);
    Wish evil = wish_for(hers);
    evil.origin = "https://evil.test";
    CHECK(says(add(evil, session), "was not right"));
    const auto unnamed = add(wish_for(hers), session, "");
    CHECK(says(unnamed, "Please give the passkey a name"));
    CHECK(add(wish_for(hers), session).status == 303);
    CHECK(add(wish_for(hers), session).status == 422);  // the challenge was used
    CHECK(says(add(wish_for(challenge_of(office, "add", other)), other), "This passkey is here already."));

    const std::string challenge = challenge_of(office, "sign-in");
    const Form form = answer(laptop, wish_for(challenge));
    CHECK(office.post("/sign-in/passkey", form).status == 303);
    CHECK(office.post("/sign-in/passkey", form).status == 403);
    CHECK(office.post("/sign-in/passkey", answer(laptop, wish_for(hers))).status == 403);
    Wish without_finger = wish_for(challenge_of(office, "sign-in"));
    without_finger.is_verified = false;
    CHECK(office.post("/sign-in/passkey", answer(laptop, without_finger)).status == 403);
    CHECK(office.log().front().deed.action == "people.sign_in_wrong");
    CHECK(office.log().front().deed.details.at("login") == "maria");
    // Another site's form, and what is none.
    CHECK(office.server()
              .ask(Office::post_bytes("/sign-in/passkey", form, "", "Sec-Fetch-Site: cross-site\r\n"))
              .status == 403);
    CHECK(office.post("/sign-in/passkey", {{"credential", "!"}, {"client_data", "{}"}}).status == 403);
    CHECK(office.get("/passkey/challenge/else", session).status == 404);
    CHECK(office.get("/passkey/challenge/add").status == 403);
}

TEST_CASE("passkeys: a copied key, a closed account and a stranger's key open nothing, and each try is logged") {
    Office office;
    const auto maria = office.add("maria", {admin});
    office.add("omar", {admin});
    const std::string session = office.session_of(maria);
    Device laptop(DeviceKey::es256, true);
    CHECK(office
              .post("/account/passkeys/add",
                    registration(laptop, wish_for(challenge_of(office, "add", session)), "Laptop"), session)
              .status == 303);
    CHECK(sign_in(office, laptop).status == 303);
    laptop.count_from(0);
    CHECK(says(sign_in(office, laptop), "in use on two devices"));
    CHECK(office.log().front().deed.action == "people.sign_in_copied");
    laptop.count_from(10);
    CHECK(sign_in(office, laptop).status == 303);

    people::Account closed = maria.account;
    closed.is_closed = true;
    REQUIRE(people::People(office.store()).change(closed, office.now()));
    CHECK(sign_in(office, laptop).status == 403);
    const auto entries = office.log().size();
    Device stranger(DeviceKey::es256, true);
    CHECK(says(sign_in(office, stranger), "does not open an account here"));
    CHECK(office.log().size() == entries + 1);
    CHECK(office.log().front().deed.action == "refused.sign-in.passkey");
    // One address guesses for a while, and is told to wait.
    int status = 0;
    for (int tries = 0; tries < 30 && status != 429; ++tries)
        status = sign_in(office, stranger).status;
    CHECK(status == 429);
}

TEST_CASE("passkeys: only who signed in just now adds or removes one") {
    Office office;
    const std::string session = office.session_of(office.add("maria", {admin}));
    Device laptop(DeviceKey::es256, true);
    office.pass(20min);
    CHECK(office
              .post("/account/passkeys/add",
                    registration(laptop, wish_for(challenge_of(office, "add", session)), "Laptop"), session)
              .status == 403);
    CHECK(office.post("/account/passkeys/remove", {{"passkey", "x"}}, session).status == 403);
    CHECK(office.get("/account").status == 303);
}
