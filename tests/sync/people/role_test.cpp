#include "sync/people/role.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace std::chrono_literals;
using people::Account;
using people::Action;
using people::Grant;
using people::may;
using people::Role;

namespace {

const content::Instant noon = content::Instant(std::chrono::seconds(1'700'000'000));

Account with(std::vector<Grant> grants) {
    return {"0011223344556677", "maria", "Maria", std::move(grants), false, noon};
}

}  // namespace

TEST_CASE("roles: each may do its own work and no other") {
    struct Row {
        Role role;
        std::vector<Action> allowed;
    };
    const std::vector<Row> table = {
        {Role::viewer, {Action::see_screens}},
        {Role::editor, {Action::see_screens, Action::edit, Action::translate, Action::tell}},
        {Role::translator, {Action::see_screens, Action::translate}},
        {Role::publisher, {Action::see_screens, Action::edit, Action::translate, Action::publish, Action::tell}},
        {Role::screens,
         {Action::see_screens, Action::name_screens, Action::revoke_screens, Action::prepare_screens,
          Action::answer_alerts}},
        {Role::duty, {Action::see_screens, Action::tell, Action::answer_alerts}},
        {Role::security, {Action::see_screens, Action::tell, Action::alarm, Action::answer_alerts}},
        {Role::admin,
         {Action::see_screens, Action::name_screens, Action::revoke_screens, Action::prepare_screens, Action::edit,
          Action::translate, Action::publish, Action::tell, Action::answer_alerts, Action::see_log,
          Action::manage_people}},
    };
    for (const Row& row : table) {
        const Account account = with({{row.role, {}, {}}});
        for (int i = 0; i <= static_cast<int>(Action::manage_people); ++i) {
            const auto action = static_cast<Action>(i);
            const bool is_allowed = std::find(row.allowed.begin(), row.allowed.end(), action) != row.allowed.end();
            CAPTURE(content::name_of(people::role_names, row.role));
            CAPTURE(i);
            CHECK(may(account, action, "", noon) == is_allowed);
        }
    }
}

TEST_CASE("roles: an end date counts to the second, and a closed account may nothing") {
    Account account = with({{Role::duty, {}, noon}});
    CHECK(may(account, Action::tell, "", noon - 1s));
    CHECK_FALSE(may(account, Action::tell, "", noon));
    CHECK_FALSE(people::is_active(account, noon));
    account = with({{Role::admin, {}, {}}});
    account.is_closed = true;
    CHECK_FALSE(may(account, Action::see_screens, "", noon));
    CHECK_FALSE(people::is_active(account, noon));
}

TEST_CASE("roles: a grant for one place counts there and nowhere else, but everybody sees all screens") {
    const Account account = with({{Role::screens, {"M Building"}, {}}});
    CHECK(may(account, Action::name_screens, "M Building", noon));
    CHECK_FALSE(may(account, Action::name_screens, "C Building", noon));
    CHECK_FALSE(may(account, Action::name_screens, "", noon));
    CHECK(may(account, Action::see_screens, "C Building", noon));
}

TEST_CASE("roles: who administers one place has no say over people and the log, which belong to all") {
    const Account account = with({{Role::admin, {"m"}, {}}});
    CHECK(may(account, Action::revoke_screens, "m", noon));
    CHECK_FALSE(may(account, Action::manage_people, "m", noon));
    CHECK_FALSE(may(account, Action::see_log, "m", noon));
}

TEST_CASE("roles: grants are stored and come back as they were, and what is none is refused") {
    const std::vector<Grant> grants = {{Role::admin, {}, {}}, {Role::screens, {"M", "C \"x\" <b>"}, noon}};
    CHECK(*people::read_grants(people::to_json(grants)) == grants);
    CHECK(people::to_json(grants).find("operator") != std::string::npos);
    for (const char* bad : {"", "{}", "[1]", R"([{"role":"king"}])", R"([{"role":"admin","groups":"M"}])",
                            R"([{"role":"admin","groups":[1]}])", R"([{"role":"admin","until":"soon"}])"})
        CHECK_FALSE(people::read_grants(bad));
}
