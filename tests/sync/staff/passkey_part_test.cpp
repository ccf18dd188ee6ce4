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

namespace {

/// Somebody with a link, and what their browser makes of it.
struct Newcomer {
    Office& office;
    std::string token;
    Device device{DeviceKey::es256, true};

    Form form(const std::string& challenge, const std::string& name = "Omar") {
        Form all = registration(device, wish_for(challenge), name);
        all.emplace_back("token", token);
        all.emplace_back("login", "omar");
        return all;
    }
    std::string challenge() {
        const auto reply = office.get("/welcome/" + token + "/challenge");
        CHECK(reply.status == 200);
        return reply.body;
    }
    hub_test::Reply join() { return office.post("/welcome/passkey", form(challenge())); }
};

std::string invite(Office& office, const std::string& login) {
    const auto link = people::People(office.store()).offer({{}, login, login, {admin}, {}, office.now() + 1h});
    REQUIRE(link);
    return *link;
}

std::string again(Office& office, const people::Account& account) {
    const auto link = people::People(office.store()).offer(people::offer_again(account, office.now() + 1h));
    REQUIRE(link);
    return *link;
}

people::Credentials credentials(Office& office, const std::string& login) {
    const auto known = people::People(office.store()).credentials(login);
    REQUIRE(known);
    REQUIRE(*known);
    return **known;
}

}  // namespace

TEST_CASE("passkeys: who is invited makes one, and needs neither password nor code, now or later") {
    Office office;
    Newcomer omar{office, invite(office, "omar")};
    const auto page = office.get("/welcome/" + omar.token);
    CHECK(says(page, "data-passkey=\"join\" hidden"));
    CHECK(says(page, "name=\"person\" value=\"" + people::id_of_link(omar.token) + "\""));
    const auto joined = omar.join();
    CHECK(joined.status == 303);
    CHECK(joined.headers.at("location") == "/account?said=account.joined");
    const std::string session = Office::cookie_of(joined);
    const auto account = office.get("/account?said=account.joined", session);
    CHECK(says(account, "Your passkeys are all that opens your account"));
    CHECK(says(account, "Your passkey is made"));
    CHECK(says(account, "name=\"person\" value=\"" + people::id_of_link(omar.token) + "\""));
    CHECK(sign_in(office, omar.device).status == 303);
    CHECK(office.log()[1].deed.action == "people.join");
    CHECK(office.log()[1].deed.details.at("passkey") == "First passkey");
    // No password opens it, not even none, and there is no code that was never shown.
    CHECK(credentials(office, "omar").code_secret.empty());
    for (const char* typed : {"", "lamp river stone seven"})
        for (const char* code : {"", "000000", "k7dm-4xqp-29wf"})
            CHECK(office.sign_in("omar", typed, code).status == 403);
    // The link is used up.
    CHECK(office.get("/welcome/" + omar.token).status == 404);
    CHECK(office.get("/welcome/" + omar.token + "/challenge").status == 404);
    CHECK(office.post("/welcome/passkey", omar.form(challenge_of(office, "sign-in"))).status == 404);
}

TEST_CASE("passkeys: the first administrator of a hub can come by passkey alone, and choose a name for that") {
    Office office;
    const auto link = staff::make_admin_link(office.store(), {}, office.now());
    REQUIRE(link);
    Newcomer first{office, link->substr(std::string("/welcome/").size())};
    CHECK(office.post("/welcome/passkey", first.form(first.challenge(), " ")).status == 422);
    const auto joined = first.join();
    CHECK(joined.status == 303);
    CHECK(office.get("/people", Office::cookie_of(joined)).status == 200);
    CHECK(office.log().front().deed.action == "people.first");
}

TEST_CASE("passkeys: one is made for this link and this hub only, and what is wrong leaves the link as it was") {
    Office office;
    Newcomer omar{office, invite(office, "omar")};
    Newcomer lea{office, invite(office, "lea")};
    const auto refuse = [&](const Form& form) {
        const auto reply = office.post("/welcome/passkey", form);
        CHECK(reply.status == 422);
        CHECK(says(reply, "of the passkey was not right"));
        CHECK(says(reply, "data-passkey=\"join\""));
    };
    refuse(omar.form(lea.challenge()));
    refuse(omar.form(challenge_of(office, "sign-in")));
    refuse(omar.form(""));
    refuse({{"token", omar.token}, {"name", "Omar"}});
    Wish evil = wish_for(omar.challenge());
    evil.origin = "https://evil.test";
    Form other = registration(omar.device, evil, "Omar");
    other.emplace_back("token", omar.token);
    refuse(other);
    CHECK(office.server()
              .ask(Office::post_bytes("/welcome/passkey", omar.form(omar.challenge()), "",
                                      "Sec-Fetch-Site: cross-site\r\n"))
              .status == 403);
    CHECK(office.get("/welcome/nonsense/challenge").status == 404);
    CHECK(omar.join().status == 303);
    // One device is the key of one account.
    Form twice = omar.form(lea.challenge());
    for (auto& [name, value] : twice)
        if (name == "token") value = lea.token;
    const auto known = office.post("/welcome/passkey", twice);
    CHECK(known.status == 422);
    CHECK(says(known, "This passkey is here already"));
    CHECK(lea.join().status == 303);
}

TEST_CASE("passkeys: the last one of who has no password stays, another one does not") {
    Office office;
    Newcomer omar{office, invite(office, "omar")};
    const std::string session = Office::cookie_of(omar.join());
    const Form first = {{"passkey", people::to_base64url(omar.device.id())}};
    const auto refused = office.post("/account/passkeys/remove", first, session);
    CHECK(refused.status == 422);
    CHECK(says(refused, "Add another one first"));
    CHECK(sign_in(office, omar.device).status == 303);
    Device phone(DeviceKey::ed25519, false);
    CHECK(office
              .post("/account/passkeys/add",
                    registration(phone, wish_for(challenge_of(office, "add", session)), "Phone"), session)
              .status == 303);
    CHECK(office.post("/account/passkeys/remove", first, session).status == 303);
    CHECK(sign_in(office, omar.device).status == 403);
    CHECK(sign_in(office, phone).status == 303);
}

TEST_CASE("passkeys: a lost device is replaced by a link, of an administrator or of the machine, in either way") {
    Office office;
    const auto maria = office.add("maria", {admin});
    Newcomer omar{office, invite(office, "omar")};
    const std::string session = Office::cookie_of(omar.join());
    const auto account = credentials(office, "omar").account;

    Newcomer replaced{office, again(office, account)};
    CHECK(says(office.get("/welcome/" + replaced.token), "A new way to sign in"));
    CHECK(says(office.get("/welcome/" + replaced.token), "name=\"person\" value=\"" + account.id + "\""));
    CHECK(replaced.join().status == 303);
    CHECK(office.log().front().deed.action == "people.renew_passkey");
    CHECK(sign_in(office, omar.device).status == 403);
    CHECK(office.get("/account", session).status == 303);
    CHECK(sign_in(office, replaced.device).status == 303);

    // Whoever had a password and lost it has none after that.
    const auto link = staff::make_admin_link(office.store(), "maria", office.now());
    REQUIRE(link);
    Newcomer hers{office, link->substr(std::string("/welcome/").size())};
    CHECK(hers.join().status == 303);
    CHECK(credentials(office, "maria").password_hash.empty());
    CHECK(office.sign_in("maria", staff_test::password, people::code_at(maria.secret, office.now())).status == 403);
    CHECK(office.sign_in("maria", staff_test::password, maria.recovery.front()).status == 403);

    // And by a password again, after which the passkey opens nothing.
    const std::string token = again(office, account);
    const auto offer = people::People(office.store()).offered(token, office.now());
    REQUIRE(*offer);
    CHECK(office
              .post("/welcome", {{"token", token},
                                 {"password", staff_test::password},
                                 {"code", people::code_at((*offer)->code_secret, office.now())}})
              .status == 200);
    CHECK(sign_in(office, replaced.device).status == 403);
}
