#include "tests/sync/console/pages_fixture.h"

#include <doctest/doctest.h>

#include "sync/console/alerts_page.h"
#include "sync/console/entrance_pages.h"
#include "sync/console/error_page.h"
#include "sync/console/forms.h"
#include "sync/console/log_page.h"
#include "sync/console/people_pages.h"
#include "sync/people/one_time_code.h"

using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using console_test::monday;
using console_test::stranger;
using console_test::viewer;

namespace {

using people::Role;

people::Account account(const std::string& name) {
    return {"0011223344556677",
            name,
            name,
            {{Role::admin, {}, {}}, {Role::screens, {name, "C Building"}, monday + std::chrono::hours(24)}},
            false,
            monday};
}

people::LinkOffer offer(const std::string& name) {
    return {{}, name, name, {{Role::viewer, {}, {}}}, people::new_code_secret(), monday + std::chrono::hours(72)};
}

people::Entry entry(const std::string& action, const std::string& word) {
    const people::Deed deed{monday,
                            word,
                            word,
                            action,
                            people::Outcome::refused,
                            word,
                            {{"name", word}, {"login", word}, {"role", word}, {"left", word}, {"place", word}}};
    return {3, deed, {}, "00"};
}

/// One of each kind, open and over, with what can be said of one.
console::AlertsPage all_alerts(const std::string& word) {
    console::AlertsPage page;
    for (const auto& [kind, name] : alerts::kind_names) {
        alerts::Alert alert;
        alert.id = static_cast<std::int64_t>(page.open.size()) + 1;
        alert.cause = {
            kind, word, {{"name", word}, {"place", word}, {"failure", word}, {"until", "2026-06-14T12:00:00Z"}}};
        alert.begun = monday;
        page.open.push_back(alert);
        alert.ended = monday;
        alert.cause.facts["still"] = "1";
        page.ended.push_back(alert);
    }
    page.open.front().acknowledged = page.open.front().escalated = page.open.front().well = monday;
    page.open.front().acknowledged_by = "1";
    page.open.front().is_flapping = true;
    page.names = {{"1", word}};
    page.settings.is_wanted = true;
    page.settings.webhook = "https://chat.example.org/";
    page.settings.morning = {content::Date(std::chrono::year(2026) / 3 / 16),
                             content::Date(std::chrono::year(2026) / 3 / 20), 450};
    page.outbox = {2, 1, 1, monday, word, {}};
    page.may_answer = true;
    page.failure = "alerts.over";
    page.said = "alerts.tested";
    return page;
}

}  // namespace

TEST_CASE("pages: every page says all its words in each language, and has one heading") {
    for (const content::Language language : console::console_languages) {
        const auto us = viewer(language);
        const auto them = stranger(language);
        for (const char* failure : {"", "wrong", "often", "codes", "busy"})
            check_page(console::sign_in_page(them, {"maria", "/people", failure, true}));
        for (const char* failure :
             {"", "too-short", "too-long", "too-plain", "wrong-code", "bad-name", "bad-login", "taken", "busy"})
            check_page(console::welcome_page(them, offer(""), {"t", "maria", "Maria", failure}));
        auto again = offer("maria");
        again.account = "1";
        check_page(console::welcome_page(them, again, {"t", "", "", ""}));
        check_page(console::recovery_codes_page(us, {"aaaa-bbbb-cccc"}));
        for (const char* failure : {"", "taken", "bad-login", "bad-name", "bad-day", "bad-role", "too-many"})
            check_page(console::invite_page(us, {"Omar", "omar", "viewer", "", "", failure}));
        auto closed = account("Ines");
        closed.is_closed = true;
        closed.grants.clear();
        check_page(
            console::people_page(us, {{account("Omar"), closed}, {offer("Ana"), offer("")}, {"people.saved", ""}}));
        check_page(console::people_page(us, {{}, {}, {"", "people.last-admin"}}));
        check_page(console::made_link_page(us, offer("Ana"), "http://hub.test/welcome/00"));
        check_page(console::person_page(us, account("Omar"), {"people.withdrawn", ""}));
        check_page(console::person_page(us, closed, {}));
        check_page(console::log_page(us, {{entry("people.invite", "x"), entry("other.thing", "y")}, {}, 3}));
        check_page(console::log_page(us, {}));
        check_page(console::retention_page(us));
        check_page(console::alerts_page(us, {}));
        check_page(console::alerts_page(us, all_alerts("Foyer M")));
        check_page(console::link_page(them, {"1-0", all_alerts("Foyer M").open, false}));
        check_page(console::link_page(them, {"1-0", {}, true}));
        check_page(console::link_page(them, {"1-0", {}, false}));
        for (int trouble = 0; trouble <= static_cast<int>(console::Trouble::disk_full); ++trouble) {
            check_page(console::error_page(us, static_cast<console::Trouble>(trouble)));
            check_page(console::error_page(them, static_cast<console::Trouble>(trouble)));
            CHECK(console::status_of(static_cast<console::Trouble>(trouble)) >= 400);
        }
    }
}

TEST_CASE("pages: markup in any field is words and nothing else") {
    const auto us = viewer(content::Language::en, evil);
    check_inert(console::sign_in_page(stranger(), {evil, evil, "", false}));
    check_inert(console::welcome_page(stranger(), offer(evil), {evil, evil, evil, ""}));
    check_inert(console::people_page(us, {{account(evil)}, {offer(evil)}, {}}));
    check_inert(console::person_page(us, account(evil), {}));
    check_inert(console::invite_page(us, {evil, evil, evil, evil, evil, ""}));
    check_inert(console::made_link_page(us, offer(evil), evil));
    check_inert(console::recovery_codes_page(us, {evil}));
    check_inert(console::alerts_page(us, all_alerts(evil)));
    check_inert(console::link_page(stranger(), {evil, all_alerts(evil).open, false}));
    for (const char* action : {"people.invite", "people.grant", "people.sign_in_wrong", "<x9 onfocus=y9()>"}) {
        auto hostile = entry(action, evil);
        check_inert(console::log_page(us, {{hostile}, {{evil, evil}}, 1}));
    }
    auto lost = viewer();
    lost.path = "/" + evil;
    CHECK(console::error_page(lost, console::Trouble::not_found).find("<x9") == std::string::npos);
}

TEST_CASE("pages: every form of somebody who is signed in is a POST with that session's token") {
    const auto count = [](const std::string& page, std::string_view what) {
        std::size_t found = 0;
        for (auto at = page.find(what); at != std::string::npos; at = page.find(what, at + 1))
            ++found;
        return found;
    };
    for (const std::string& page :
         {console::people_page(viewer(), {{account("Omar")}, {offer("Ana")}, {}}),
          console::person_page(viewer(), account("Omar"), {}), console::invite_page(viewer(), {}),
          console::alerts_page(viewer(), all_alerts("Foyer M"))}) {
        CHECK(count(page, "<form ") > 1);
        CHECK(count(page, "<form ") == count(page, "<form method=\"post\" action=\"/"));
        CHECK(count(page, "<form ") == count(page, "type=\"hidden\" name=\"form-token\" value=\"f0f0\""));
    }
}

TEST_CASE("pages: a person sees the ways that are theirs, and the page they are on is marked") {
    auto some = viewer();
    some.sections = {console::Section::screens, console::Section::log};
    const std::string page = console::log_page(some, {});
    CHECK(page.find("href=\"/people\"") == std::string::npos);
    CHECK(page.find("href=\"/log\" aria-current=\"page\"") != std::string::npos);
    CHECK(page.find("href=\"/language/fr?to=%2F\"") != std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
}

TEST_CASE("log: sentences are made from entries when somebody reads, with the names of that moment") {
    const people::Deed deed{monday,
                            "id1",
                            "192.0.2.1",
                            "people.invite",
                            people::Outcome::done,
                            "id2",
                            {{"name", "Omar"}, {"login", "omar"}, {"role", "viewer"}}};
    const people::Entry invited{1, deed, {}, "00"};
    const auto& english = console_test::words_in(content::Language::en);
    CHECK(console::log_sentence(english, invited, {{"id1", "Maria"}}) == "Maria invited Omar (omar) as Viewer.");
    CHECK(console::log_sentence(english, invited, {{"id1", "Maria L."}}) == "Maria L. invited Omar (omar) as Viewer.");
    people::Entry unknown = invited;
    unknown.deed.details.clear();  // it was refused before it was known
    CHECK(console::log_sentence(english, unknown, {{"id1", "Maria"}}) == "Maria invited ? (?) as ?.");
    people::Entry at_machine = invited;
    at_machine.deed.account.clear();
    at_machine.deed.address = "machine";
    at_machine.deed.action = "people.link";
    CHECK(console::log_sentence(english, at_machine, {}).starts_with("Somebody at the hub itself made a link"));
}
