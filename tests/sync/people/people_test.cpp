#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>

#include "sync/people/secret_token.h"
#include "tests/sync/people/people_fixture.h"

using namespace std::chrono_literals;
using content::Code;
using people::Role;
using people_test::admin_grant;
using people_test::Desk;
using people_test::monday;

TEST_CASE("people: a link makes one account, once, and no longer than it says") {
    Desk desk;
    const auto token = desk.people.offer({{}, "maria", "Maria", {admin_grant}, {}, monday + 15min});
    REQUIRE(token);
    CHECK(token->size() == 64);
    const auto offer = desk.people.offered(*token, monday);
    REQUIRE(offer);
    REQUIRE(*offer);
    CHECK((*offer)->login == "maria");
    CHECK((*offer)->code_secret.size() == 32);
    CHECK_FALSE(*desk.people.offered(*token, monday + 15min));
    CHECK_FALSE(*desk.people.offered(*token + "0", monday));

    const auto made = desk.people.accept(*token, {{}, {}, "hash", 7}, monday);
    REQUIRE(made);
    CHECK(made->account.name == "Maria");
    CHECK(made->recovery_codes.size() == 10);
    CHECK(desk.people.accept(*token, {{}, {}, "hash", 7}, monday).error().code == Code::not_found);
    CHECK_FALSE(*desk.people.offered(*token, monday));
    const auto stored = desk.people.credentials("maria");
    REQUIRE(*stored);
    CHECK((*stored)->password_hash == "hash");
    CHECK((*stored)->code_step == 7);
}

TEST_CASE("people: the first link lets whoever has it choose a name to sign in with, and a taken one is refused") {
    Desk desk;
    desk.add("maria", {admin_grant});
    const auto token = desk.people.offer({{}, {}, {}, {admin_grant}, {}, monday + 15min});
    const auto taken = desk.people.accept(*token, {"maria", "Another", "hash", 0}, monday);
    CHECK(taken.error().message == "taken");
    CHECK(desk.people.accept(*token, {"omar", "Omar", "hash", 0}, monday));
    CHECK(desk.people.offer({{}, "omar", "O", {admin_grant}, {}, monday + 15min}).error().message == "taken");
}

TEST_CASE("people: a link for an account that is there sets its password, and ends its sessions and old codes") {
    Desk desk;
    const auto maria = desk.add("maria", {admin_grant});
    const auto session = desk.people.begin_session(maria.account.id, people::Computer::own, monday);
    const auto token = desk.people.offer({maria.account.id, "maria", "Maria", {}, {}, monday + 15min});
    REQUIRE(token);
    const auto again = desk.people.accept(*token, {{}, {}, "new", 3}, monday);
    REQUIRE(again);
    CHECK(again->account.id == maria.account.id);
    CHECK(again->account.grants == maria.account.grants);
    CHECK_FALSE(*desk.people.signed_in(*session, monday));
    CHECK_FALSE(
        *desk.people.use_recovery_code(maria.account.id, people::normal_recovery_code(maria.recovery_codes[0])));
    CHECK(*desk.people.use_recovery_code(maria.account.id, people::normal_recovery_code(again->recovery_codes[0])) ==
          9);
}

TEST_CASE("people: a newer invitation makes the older one of the same person worthless, and one can be taken back") {
    Desk desk;
    const auto first = desk.people.offer({{}, "omar", "Omar", {}, {}, monday + 72h});
    const auto second = desk.people.offer({{}, "omar", "Omar", {}, {}, monday + 72h});
    CHECK_FALSE(*desk.people.offered(*first, monday));
    CHECK(*desk.people.offered(*second, monday));
    REQUIRE(desk.people.open_offers(monday)->size() == 1);
    CHECK(desk.people.open_offers(monday)->front().code_secret.empty());
    CHECK(desk.people.withdraw("omar"));
    CHECK_FALSE(*desk.people.offered(*second, monday));
    CHECK(desk.people.withdraw("omar").error().code == Code::not_found);
}

TEST_CASE(
    "people: a session ends after half an hour of nothing, after ten minutes on a shared computer, after twelve "
    "hours") {
    Desk desk;
    const auto maria = desk.add("maria", {admin_grant}).account.id;
    const auto own = desk.people.begin_session(maria, people::Computer::own, monday);
    const auto shared = desk.people.begin_session(maria, people::Computer::shared, monday);
    CHECK(*desk.people.signed_in(*own, monday + 29min));
    CHECK(*desk.people.signed_in(*own, monday + 58min));
    CHECK_FALSE(*desk.people.signed_in(*own, monday + 89min));
    CHECK(*desk.people.signed_in(*shared, monday + 9min));
    CHECK_FALSE(*desk.people.signed_in(*shared, monday + 20min));

    const auto busy = desk.people.begin_session(maria, people::Computer::own, monday);
    for (auto at = 0min; at < 12h; at += 20min)
        CHECK(*desk.people.signed_in(*busy, monday + at));
    CHECK_FALSE(*desk.people.signed_in(*busy, monday + 12h));
    CHECK_FALSE(*desk.people.signed_in(*busy, monday - 1s));
}

TEST_CASE("people: a full disk signs nobody out") {
    Desk desk;
    const auto maria = desk.add("maria", {admin_grant}).account.id;
    const auto session = desk.people.begin_session(maria, people::Computer::own, monday);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit full{4096, before.rlim_max};  // bytes of a file, as of a disk with a rest
    ::setrlimit(RLIMIT_FSIZE, &full);
    const auto during = desk.people.signed_in(*session, monday + 20min);
    const bool was_full = desk.database->is_disk_full();
    ::setrlimit(RLIMIT_FSIZE, &before);
    CHECK(was_full);
    REQUIRE(during);
    CHECK(during->has_value());
}

TEST_CASE("people: links that nobody used are forgotten when somebody signs in, and do not count for ever") {
    Desk desk;
    const auto maria = desk.add("maria", {admin_grant}).account.id;
    REQUIRE(desk.people.offer({{}, "omar", "Omar", {{Role::viewer, {}, {}}}, {}, monday + 1h}));
    REQUIRE(desk.people.begin_session(maria, people::Computer::own, monday + 1h - 1s));
    CHECK(desk.people.open_offers(monday)->size() == 1);
    REQUIRE(desk.people.begin_session(maria, people::Computer::own, monday + 1h));
    CHECK(desk.people.open_offers(monday)->empty());
}

TEST_CASE("people: who signs out, is closed, or has no role left, is signed out everywhere") {
    Desk desk;
    desk.add("maria", {admin_grant});
    auto omar = desk.add("omar", {{Role::viewer, {}, monday + 1h}}).account;
    const auto session = desk.people.begin_session(omar.id, people::Computer::own, monday);
    const auto other = desk.people.begin_session(omar.id, people::Computer::own, monday);
    CHECK(desk.people.end_session(*other));
    CHECK_FALSE(*desk.people.signed_in(*other, monday));
    CHECK(*desk.people.signed_in(*session, monday + 20min));
    CHECK(*desk.people.signed_in(*session, monday + 45min));
    CHECK_FALSE(*desk.people.signed_in(*session, monday + 60min));
    omar.is_closed = true;
    const auto open = desk.people.begin_session(omar.id, people::Computer::own, monday);
    REQUIRE(desk.people.change(omar, monday));
    CHECK_FALSE(*desk.people.signed_in(*open, monday));
}

TEST_CASE("people: the last admin without an end date stays one") {
    Desk desk;
    auto maria = desk.add("maria", {admin_grant}).account;
    maria.grants = {{Role::viewer, {}, {}}};
    CHECK(desk.people.change(maria, monday).error().message == "last-admin");
    CHECK((*desk.people.account(maria.id))->grants == std::vector{admin_grant});
    desk.add("omar", {{Role::admin, {}, monday + 24h}});
    CHECK(desk.people.change(maria, monday).error().message == "last-admin");
    desk.add("ines", {admin_grant});
    CHECK(desk.people.change(maria, monday));
}

TEST_CASE("people: a code counts once, and so does a recovery code") {
    Desk desk;
    const auto maria = desk.add("maria", {admin_grant});
    CHECK(desk.people.use_code(maria.account.id, 5));
    CHECK(desk.people.use_code(maria.account.id, 5).error().code == Code::outdated);
    CHECK(desk.people.use_code(maria.account.id, 4).error().code == Code::outdated);
    CHECK(desk.people.use_code(maria.account.id, 6));
    const auto code = people::normal_recovery_code(maria.recovery_codes[3]);
    CHECK(*desk.people.use_recovery_code(maria.account.id, code) == 9);
    CHECK_FALSE(*desk.people.use_recovery_code(maria.account.id, code));
    CHECK_FALSE(*desk.people.use_recovery_code(maria.account.id, ""));
}

TEST_CASE("people: neither links, sessions nor recovery codes can be read out of the database") {
    Desk desk;
    const auto token = desk.people.offer({{}, "omar", "Omar", {}, {}, monday + 72h});
    const auto maria = desk.add("maria", {admin_grant});
    const auto session = desk.people.begin_session(maria.account.id, people::Computer::own, monday);
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(desk.file().c_str(), &raw) == SQLITE_OK);
    std::string all;
    const auto add = [](void* to, int count, char** values, char**) {
        for (int i = 0; i < count; ++i)
            *static_cast<std::string*>(to) += std::string(values[i] != nullptr ? values[i] : "") + "\n";
        return 0;
    };
    for (const char* table : {"people_link", "people_session", "people_recovery", "people_account"})
        sqlite3_exec(raw, (std::string("SELECT * FROM ") + table).c_str(), add, &all, nullptr);
    sqlite3_close(raw);
    CHECK(all.find("maria") != std::string::npos);
    for (const std::string& secret :
         {*token, *session, maria.recovery_codes[0], people::normal_recovery_code(maria.recovery_codes[0])})
        CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("people: a name to sign in with is small letters, digits and a few signs, however it is typed") {
    CHECK(*people::normal_login("  Maria.Lopez@Example.org ") == "maria.lopez@example.org");
    for (const char* bad : {"", " ", "mar ia", "<b>", "mar\nia", "ma\x01", "ма"})
        CHECK_FALSE(people::normal_login(bad));
    CHECK_FALSE(people::normal_login(std::string(101, 'a')));
}

TEST_CASE("people: whoever uses a link has exactly one way in then") {
    Desk desk;
    const auto token = desk.people.offer({{}, "omar", "Omar", {admin_grant}, {}, monday + std::chrono::hours(1)});
    REQUIRE(token);
    people::Acceptance typed;
    CHECK(desk.people.accept(*token, typed, monday).error().message == "no-way-in");
    typed.passkey = people::NewPasskey{"id", "key", 0};
    typed.passkey_name = "Laptop";
    typed.password_hash = "$argon2id$none";
    CHECK(desk.people.accept(*token, typed, monday).error().message == "no-way-in");
    typed.password_hash.clear();
    typed.passkey_name = "";
    CHECK(desk.people.accept(*token, typed, monday).error().message == "bad-name");
    CHECK(desk.people.accounts()->empty());
    typed.passkey_name = "Laptop";
    const auto made = desk.people.accept(*token, typed, monday);
    REQUIRE(made);
    CHECK(made->recovery_codes.empty());
    CHECK(made->account.id == people::id_of_link(*token));
}
