#include "sync/people/role.h"

#include <algorithm>
#include <span>

#include "content/base/json.h"

namespace people {
namespace {

using content::JsonValue;

constexpr std::string_view stored_as = "grants";

/// Who may do it, besides admins, who may do all but give an alarm: that is for those whom the house trained.
std::vector<Role> roles_for(Action action) {
    switch (action) {
        case Action::see_screens:
            return {Role::viewer,  Role::editor, Role::translator, Role::publisher,
                    Role::screens, Role::duty,   Role::security,   Role::admin};
        case Action::name_screens:
        case Action::revoke_screens:
        case Action::prepare_screens: return {Role::screens, Role::admin};
        case Action::edit: return {Role::editor, Role::publisher, Role::admin};
        case Action::translate: return {Role::translator, Role::editor, Role::publisher, Role::admin};
        case Action::publish: return {Role::publisher, Role::admin};
        case Action::tell: return {Role::duty, Role::editor, Role::publisher, Role::security, Role::admin};
        case Action::alarm: return {Role::security};
        case Action::answer_alerts: return {Role::screens, Role::duty, Role::security, Role::admin};
        case Action::see_log:
        case Action::manage_people: return {Role::admin};
    }
    return {};
}

bool counts(const Grant& grant, content::Instant now) {
    return !grant.until || now < *grant.until;
}

bool covers_group(const Grant& grant, Action action, std::string_view group) {
    if (grant.groups.empty() || action == Action::see_screens) return true;
    // Accounts and the log belong to no place: who may change them for one could give themselves all.
    if (action == Action::manage_people || action == Action::see_log) return false;
    return !group.empty() && std::ranges::find(grant.groups, group) != grant.groups.end();
}

}  // namespace

std::string author_of(const Account& account) {
    return account.name + " <" + account.login + ">";
}

bool may(const Account& account, Action action, std::string_view group, content::Instant now) {
    if (account.is_closed) return false;
    const auto roles = roles_for(action);
    return std::ranges::any_of(account.grants, [&](const Grant& grant) {
        return counts(grant, now) && covers_group(grant, action, group) &&
               std::ranges::find(roles, grant.role) != roles.end();
    });
}

bool may_for_groups(const Account& account, Action action, const std::vector<std::string>& groups,
                    content::Instant now) {
    if (may(account, action, "", now)) return true;
    return !groups.empty() &&
           std::ranges::all_of(groups, [&](const std::string& group) { return may(account, action, group, now); });
}

bool may_somewhere(const Account& account, Action action, content::Instant now) {
    if (may(account, action, "", now)) return true;
    return std::ranges::any_of(account.grants, [&](const Grant& grant) {
        return std::ranges::any_of(grant.groups,
                                   [&](const std::string& group) { return may(account, action, group, now); });
    });
}

bool is_active(const Account& account, content::Instant now) {
    return !account.is_closed &&
           std::ranges::any_of(account.grants, [&](const Grant& grant) { return counts(grant, now); });
}

bool has_role(const Account& account, Role role, content::Instant now) {
    return !account.is_closed && std::ranges::any_of(account.grants, [&](const Grant& grant) {
        return grant.role == role && counts(grant, now);
    });
}

Giving giving(const Account& giver, std::string_view receiver, const Grant& grant, const std::vector<Account>& all,
              content::Instant now) {
    if (grant.role != Role::security) return Giving::quiet;
    const bool is_alone = std::ranges::none_of(
        all, [&](const Account& other) { return other.id != giver.id && may(other, Action::manage_people, "", now); });
    return giver.id == receiver && !is_alone ? Giving::by_somebody_else : Giving::with_reason;
}

std::string to_json(const std::vector<Grant>& grants) {
    JsonValue::Array all;
    for (const Grant& grant : grants) {
        JsonValue::Object one;
        one["role"] = content::name_of(role_names, grant.role);
        if (!grant.groups.empty()) {
            JsonValue::Array groups;
            for (const std::string& group : grant.groups)
                groups.emplace_back(group);
            one["groups"] = std::move(groups);
        }
        if (grant.until) one["until"] = content::to_iso(*grant.until);
        all.emplace_back(std::move(one));
    }
    return content::to_compact_json(all);
}

content::Result<std::vector<Grant>> read_grants(std::string_view json) {
    const auto parsed = content::parse_strict_json(json, stored_as);
    if (!parsed) return parsed.error();
    const content::Error wrong{content::Code::bad_input, "grants: expected a list of {role, groups, until}"};
    const auto* list = parsed->array();
    if (list == nullptr) return wrong;
    std::vector<Grant> grants;
    for (const JsonValue& one : *list) {
        const auto role = content::value_of(role_names, one.text_at("role"));
        if (!role) return wrong;
        Grant grant{*role, {}, {}};
        if (const JsonValue* groups = one.find("groups")) {
            if (groups->array() == nullptr) return wrong;
            for (const JsonValue& group : *groups->array()) {
                if (group.string() == nullptr) return wrong;
                grant.groups.push_back(*group.string());
            }
        }
        if (const std::string* until = one.find_string("until")) {
            const auto instant = content::parse_instant(*until, "UTC");
            if (!instant) return instant.error();
            grant.until = *instant;
        }
        grants.push_back(std::move(grant));
    }
    return grants;
}

}  // namespace people
