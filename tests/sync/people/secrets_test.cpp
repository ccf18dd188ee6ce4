#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "sync/people/one_time_code.h"
#include "sync/people/password.h"
#include "sync/people/password_desk.h"
#include "sync/people/secret_token.h"
#include "sync/people/sign_in_guard.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Steady;

namespace {

/// "12345678901234567890" of RFC 6238, appendix B.
const std::string rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

Instant at(std::int64_t seconds) {
    return Instant(std::chrono::seconds(seconds));
}

template <class Ask>
auto waited_for(const Ask& ask) {
    for (;;) {
        if (auto answer = ask()) return *answer;
        std::this_thread::sleep_for(1ms);
    }
}

}  // namespace

TEST_CASE("codes: those of RFC 6238 are right, a step early and a step late too, and no other") {
    // The last six of the eight digits that the RFC lists.
    CHECK(people::code_at(rfc_secret, at(59)) == "287082");
    CHECK(people::code_at(rfc_secret, at(1111111109)) == "081804");
    CHECK(people::code_at(rfc_secret, at(20000000000)) == "353130");
    CHECK(people::step_of_code(rfc_secret, "287082", at(59), 0) == 1);
    CHECK(people::step_of_code(rfc_secret, "287 082", at(60), 0) == 1);
    CHECK(people::step_of_code(rfc_secret, "287082", at(89), 0) == 1);
    CHECK_FALSE(people::step_of_code(rfc_secret, "287082", at(90), 0));
    CHECK(people::step_of_code(rfc_secret, "081804", at(1111111109 - 30), 0));
    CHECK_FALSE(people::step_of_code(rfc_secret, "081804", at(1111111109 - 60), 0));
    for (const char* bad : {"", "287083", "28708", "2870820", "abcdef"})
        CHECK_FALSE(people::step_of_code(rfc_secret, bad, at(59), 0));
    CHECK_FALSE(people::step_of_code("not base32!", "", at(59), 0));
}

TEST_CASE("codes: one that was used does not count again, nor one before it") {
    CHECK_FALSE(people::step_of_code(rfc_secret, "287082", at(59), 1));
    CHECK_FALSE(people::step_of_code(rfc_secret, people::code_at(rfc_secret, at(30)), at(60), 2));
    CHECK(people::step_of_code(rfc_secret, people::code_at(rfc_secret, at(90)), at(60), 2) == 3);
}

TEST_CASE("codes: the address for the app cannot be changed by a name") {
    CHECK(people::code_address("ABC", "m&secret=X@a.org") ==
          "otpauth://totp/Rotunda:m%26secret%3DX%40a.org?secret=ABC&issuer=Rotunda");
    CHECK(people::spaced_secret("ABCDEFGHI") == "ABCD EFGH I");
    CHECK(people::new_code_secret().size() == 32);
    CHECK(people::new_code_secret() != people::new_code_secret());
}

TEST_CASE(
    "secrets: names of accounts differ, recovery codes are read however they are typed, and forms belong to one "
    "session") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(people::id_of_link(std::to_string(i)));
    CHECK(seen.size() == 100);
    CHECK(seen.begin()->size() == 16);
    // What is kept of a link does not say whose account it makes, nor the other way round.
    CHECK(people::hash_of("a").find(people::id_of_link("a")) == std::string::npos);
    const auto codes = people::new_recovery_codes();
    CHECK(std::set(codes.begin(), codes.end()).size() == people::recovery_codes);
    CHECK(codes[0].size() == 14);
    CHECK(people::normal_recovery_code(" K7DM 4xqp-29wf") == "k7dm4xqp29wf");
    for (const char* bad : {"", "k7dm4xqp29w", "k7dm4xqp29wff", "k7dm4xqp29w0", "123456"})
        CHECK(people::normal_recovery_code(bad).empty());
    CHECK(people::form_token_of("a") != people::form_token_of("b"));
    CHECK(people::form_token_of("a") != people::hash_of("a"));
    CHECK(people::is_same_secret("abc", "abc"));
    CHECK_FALSE(people::is_same_secret("abc", "abd"));
    CHECK_FALSE(people::is_same_secret("abc", "abcd"));
}

TEST_CASE("passwords: twelve characters of any script, no pattern, not one's own name") {
    const auto why = [](std::string_view password) {
        const auto checked = people::check_new_password(password, "maria.lopez");
        return checked ? std::string() : checked.error().message;
    };
    CHECK(why("correct horse").empty());
    CHECK(why("пароль на сегодня").empty());
    CHECK(why("elevenchars") == "too-short");
    CHECK(why("ééééééééééé") == "too-short");
    CHECK(why("aaaaaaaaaaaaaaa") == "too-plain");
    CHECK(why("Maria.Lopez1") == "too-plain");
    CHECK(why(std::string(257, 'x')) == "too-long");
}

TEST_CASE("passwords: a desk hashes and compares them one after the other, and refuses who comes when too many wait") {
    people::PasswordDesk desk;
    const auto hashed = desk.hash("correct horse battery");
    REQUIRE(hashed);
    const auto hash = waited_for(*hashed);
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$"));
    const auto right = desk.compare("correct horse battery", *hash);
    const auto wrong = desk.compare("correct horse batterx", *hash);
    const auto nobody = desk.compare("correct horse battery", "");
    CHECK(waited_for(*right));
    CHECK_FALSE(waited_for(*wrong));
    CHECK_FALSE(waited_for(*nobody));
    std::size_t taken = 0;
    while (taken <= people::max_waiting_passwords + 1 && desk.compare("x", ""))
        ++taken;
    CHECK(taken >= people::max_waiting_passwords);
    CHECK(taken <= people::max_waiting_passwords + 1);
}

TEST_CASE("guard: a stranger's tries count against the stranger, and the owner signs in from elsewhere") {
    people::SignInGuard guard;
    int heard = 0;
    for (int i = 0; i < 1000; ++i)
        heard += guard.admit("198.51.100.7", "maria", Steady(i)) ? 1 : 0;
    CHECK(heard == 6);
    CHECK(guard.admit("203.0.113.5", "maria", 1s));
    CHECK(guard.admits_code("id of maria", 1s));
    CHECK(guard.admit("198.51.100.7", "maria", 61s));
}

TEST_CASE("guard: one address with many names is heard twenty times at once, then each six seconds") {
    people::SignInGuard guard;
    int heard = 0;
    for (int i = 0; i < 1000; ++i)
        heard += guard.admit("198.51.100.7", "name" + std::to_string(i), Steady(0)) ? 1 : 0;
    CHECK(heard == 20);
    CHECK_FALSE(guard.admit("198.51.100.7", "x", 5s));
    CHECK(guard.admit("198.51.100.7", "x", 11s));
}

TEST_CASE("guard: who knows the password cannot try all codes, and somebody who signs in is forgiven") {
    people::SignInGuard guard;
    for (int i = 0; i < 10; ++i) {
        CHECK(guard.admits_code("m", 0s));
        guard.code_was_wrong("m", 0s);
    }
    CHECK_FALSE(guard.admits_code("m", 0s));
    CHECK_FALSE(guard.admits_code("m", 179s));
    CHECK(guard.admits_code("m", 181s));
    guard.forgive("a", "maria", "m");
    for (int i = 0; i < 10; ++i)
        CHECK(guard.admits_code("m", 181s));
}

TEST_CASE("guard: a flood of addresses does not grow it without end") {
    people::SignInGuard::Rules rules;
    rules.remembered = 100;
    people::SignInGuard guard(rules);
    for (int i = 0; i < 5000; ++i)
        static_cast<void>(guard.admit("address" + std::to_string(i), "maria", Steady(i)));
    CHECK(guard.size() <= 101);
}
