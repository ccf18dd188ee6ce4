#include "sync/people/passkey.h"

#include <doctest/doctest.h>

#include <array>

#include "sync/people/base64url.h"
#include "sync/people/challenges.h"
#include "sync/people/passkey_book.h"
#include "tests/sync/people/fake_device.h"
#include "tests/sync/people/people_fixture.h"

using namespace std::chrono_literals;
using content::Code;
using people_test::Device;
using people_test::DeviceKey;
using people_test::Wish;

namespace {

const people::RelyingParty hub{"hub.example.org", "https://hub.example.org"};
const std::string challenge = people::to_base64url("a challenge of some length");

people::NewPasskey registered(Device& device) {
    auto made = people::check_registration(hub, challenge, device.create({hub.id, hub.origin, challenge}));
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().message));
    return *made;
}

}  // namespace

TEST_CASE("passkeys: keys of all three kinds are made and sign in, with and without a counter") {
    for (const DeviceKey kind : {DeviceKey::es256, DeviceKey::ed25519, DeviceKey::rs256}) {
        for (const bool does_count : {true, false}) {
            Device device(kind, does_count);
            people::NewPasskey key = registered(device);
            CHECK(key.id == device.id());
            for (int times = 0; times < 3; ++times) {
                const auto counter =
                    people::check_assertion(hub, challenge, key, device.get({hub.id, hub.origin, challenge}));
                REQUIRE_MESSAGE(counter, (counter ? std::string() : counter.error().message));
                CHECK(*counter == (does_count ? key.counter + 1 : 0));
                key.counter = *counter;
            }
        }
    }
}

TEST_CASE("passkeys: each rule that is broken is a refusal") {
    Device device(DeviceKey::es256, true);
    const people::NewPasskey key = registered(device);
    const Wish good{hub.id, hub.origin, challenge};
    const auto why_not = [&](const Wish& wish) {
        const auto answer = people::check_assertion(hub, challenge, key, device.get(wish));
        return answer ? std::string("accepted") : answer.error().message;
    };
    Wish wish = good;
    wish.origin = "https://hub.example.org.evil.test";
    CHECK(why_not(wish) == "client data: of another site");
    wish = good;
    wish.party = "evil.test";
    CHECK(why_not(wish) == "authenticator data: for another hub");
    wish = good;
    wish.challenge = people::to_base64url("another challenge");
    CHECK(why_not(wish) == "client data: another challenge");
    wish = good;
    wish.type = "webauthn.create";
    CHECK(why_not(wish) == "client data: of another ceremony");
    wish = good;
    wish.is_cross_origin = true;
    CHECK(why_not(wish) == "client data: in a frame of another site");
    wish = good;
    wish.is_present = false;
    CHECK(why_not(wish) == "authenticator data: nobody was there");
    wish = good;
    wish.is_verified = false;
    CHECK(why_not(wish) == "authenticator data: nobody was recognized");
    CHECK(why_not(good) == "accepted");
    // An empty challenge is none.
    wish.challenge = "";
    CHECK_FALSE(people::check_assertion(hub, "", key, device.get(wish)));
    // Another device's signature, and one flipped bit of each part.
    Device other(DeviceKey::es256, true);
    CHECK(people::check_assertion(hub, challenge, key, other.get(good)).error().message ==
          "signature: not of this key");
    const people::Assertion right = device.get(good);
    for (std::string people::Assertion::*part :
         {&people::Assertion::client_data, &people::Assertion::authenticator_data, &people::Assertion::signature}) {
        for (std::size_t at = 0; at < (right.*part).size(); ++at) {
            people::Assertion flipped = right;
            (flipped.*part)[at] = static_cast<char>((flipped.*part)[at] ^ 1);
            CHECK_FALSE(people::check_assertion(hub, challenge, key, flipped));
        }
        for (std::size_t size = 0; size < (right.*part).size(); ++size) {
            people::Assertion cut = right;
            (cut.*part).resize(size);
            CHECK_FALSE(people::check_assertion(hub, challenge, key, cut));
        }
    }
}

TEST_CASE("passkeys: a counter that does not rise means that the key was copied") {
    Device device(DeviceKey::es256, true);
    people::NewPasskey key = registered(device);
    const Wish good{hub.id, hub.origin, challenge};
    key.counter = 5;
    device.count_from(4);
    CHECK(people::check_assertion(hub, challenge, key, device.get(good)).error().code == Code::outdated);
    CHECK(people::check_assertion(hub, challenge, key, device.get(good)));
    Device silent(DeviceKey::es256, false);
    people::NewPasskey other = registered(silent);
    other.counter = 1;
    CHECK(people::check_assertion(hub, challenge, other, silent.get(good)).error().code == Code::outdated);
}

TEST_CASE("passkeys: what is no new key, names another key, or is of another kind is not taken") {
    Device device(DeviceKey::es256, true);
    const Wish good{hub.id, hub.origin, challenge};
    const auto refuse = [&](const people::Registration& made) {
        return !people::check_registration(hub, challenge, made);
    };
    people::Registration made = device.create(good);
    CHECK_FALSE(refuse(made));
    made.credential_id += "x";
    CHECK(refuse(made));
    made = device.create(good);
    made.credential_id.clear();
    CHECK(refuse(made));
    made = device.create(good);
    made.authenticator_data = device.get(good).authenticator_data;
    CHECK(refuse(made));
    made = device.create(good);
    made.public_key = "no key";
    CHECK(refuse(made));
    made = device.create(good);
    made.public_key += '\0';
    CHECK(refuse(made));
    made.public_key.clear();
    CHECK(refuse(made));
    made.public_key = people_test::public_key_of_p384();
    CHECK(refuse(made));
    for (std::size_t size = 0; size < device.create(good).authenticator_data.size(); ++size) {
        made = device.create(good);
        made.authenticator_data.resize(size);
        CHECK_MESSAGE((refuse(made) || size > 55 + device.id().size()), size);
    }
    made = device.create(good);
    made.client_data = std::string(people::max_passkey_field + 1, ' ');
    CHECK(refuse(made));
}

TEST_CASE("passkeys: a hub has them where browsers do, and is named by its settings") {
    const auto party = [](const char* address) { return people::relying_party(address); };
    CHECK(party("https://hub.example.org/")->id == "hub.example.org");
    CHECK(party("https://hub.example.org/")->origin == "https://hub.example.org");
    CHECK(party("https://Hub.Example.org:8443/")->id == "hub.example.org");
    CHECK(party("https://Hub.Example.org:8443/")->origin == "https://hub.example.org:8443");
    CHECK(party("https://hub.example.org:443/x")->origin == "https://hub.example.org");
    CHECK(party("http://localhost:8080/")->origin == "http://localhost:8080");
    for (const char* none : {"http://hub.example.org/", "https://10.1.2.3/", "https://[2001:db8::1]/", "https://hub/",
                             "https://hub.local/", "http://127.0.0.1:8080/", "unix:/run/hub", ""})
        CHECK_MESSAGE(!party(none), none);
}

TEST_CASE("challenges: each is for one purpose, five minutes and one use, and of one run of the program") {
    people::Challenges challenges;
    const content::Steady now = 1h;
    const std::string one = challenges.issue("sign-in", now);
    CHECK(one.size() == 75);
    CHECK(one != challenges.issue("sign-in", now));
    CHECK(challenges.admits("sign-in", one, now));
    CHECK(challenges.admits("sign-in", one, now + 299s));
    CHECK_FALSE(challenges.admits("sign-in", one, now + 5min));
    CHECK_FALSE(challenges.admits("add:1", one, now));
    CHECK_FALSE(people::Challenges().admits("sign-in", one, now));
    for (std::size_t at = 0; at < one.size(); ++at) {
        std::string other = one;
        other[at] = other[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(challenges.admits("sign-in", other, now));
        CHECK_FALSE(challenges.admits("sign-in", one.substr(0, at), now));
    }
    challenges.use(one, now);
    CHECK_FALSE(challenges.admits("sign-in", one, now));
    challenges.use(challenges.issue("sign-in", now + 6min), now + 6min);
    CHECK_FALSE(challenges.admits("sign-in", one, now + 6min));
}

TEST_CASE("base64url: each sequence of bytes has one form, and what is another is none") {
    CHECK(people::to_base64url("") == "");
    CHECK(people::to_base64url("\xFB\xFF") == "-_8");
    CHECK(*people::from_base64url("-_8") == "\xFB\xFF");
    for (const char* wrong : {"-_8=", "+/8", "-_9", "A", "AA A", "\n", "AA\xFF\xFF"})
        CHECK_MESSAGE(!people::from_base64url(wrong), wrong);
    for (std::size_t size = 0; size < 70; ++size) {
        const std::string bytes(size, static_cast<char>(size * 7));
        CHECK(*people::from_base64url(people::to_base64url(bytes)) == bytes);
    }
}

TEST_CASE("passkeys: an account has ten at most, each once, and a new password by a link takes all of them away") {
    people_test::Desk desk;
    people::PasskeyBook book(*desk.database);
    const content::Instant now = people_test::monday;
    const people::Account maria = desk.add("maria", {people_test::admin_grant}).account;
    const people::Account omar = desk.add("omar", {people_test::admin_grant}).account;
    const people::NewPasskey key{"\x01\xFFid", "der", 3};
    REQUIRE(book.add(maria.id, "This laptop", key, now));
    CHECK(book.add(omar.id, "Mine", key, now).error().message == "passkey-known");
    for (const char* name : {"", "two\nlines"})
        CHECK(book.add(omar.id, name, {"other", "der", 0}, now).error().message == "bad-name");
    const auto found = book.find(key.id);
    REQUIRE(*found);
    CHECK((*found)->account == maria.id);
    CHECK((*found)->key == key);
    CHECK_FALSE(book.of(maria.id)->front().used.has_value());
    REQUIRE(book.note_use(key.id, 4, now + 1h));
    CHECK((*book.find(key.id))->key.counter == 4);
    CHECK(*book.of(maria.id)->front().used == now + 1h);
    for (std::size_t more = 1; more < people::max_passkeys; ++more)
        REQUIRE(book.add(maria.id, "Key", {"key" + std::to_string(more), "der", 0}, now));
    CHECK(book.add(maria.id, "Key", {"one more", "der", 0}, now).error().message == "many-passkeys");
    CHECK(book.remove(omar.id, people::to_base64url(key.id)).error().code == Code::not_found);
    CHECK(*book.remove(maria.id, people::to_base64url(key.id)) == "This laptop");
    CHECK(book.of(maria.id)->size() == people::max_passkeys - 1);
    const auto link = desk.people.offer(people::offer_again(maria, now + 1h));
    REQUIRE(desk.people.accept(*link, {{}, {}, "$argon2id$none", 0}, now));
    CHECK(book.of(maria.id)->empty());
}
