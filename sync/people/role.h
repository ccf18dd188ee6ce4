#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/time.h"

/// What somebody may do: roles, each for some places and some time, and one function that says yes or no. Pure.
namespace people {

enum class Role { viewer, editor, translator, publisher, screens, duty, security, admin };

inline constexpr content::Names<Role, 8> role_names = {{{Role::viewer, "viewer"},
                                                        {Role::editor, "editor"},
                                                        {Role::translator, "translator"},
                                                        {Role::publisher, "publisher"},
                                                        {Role::screens, "operator"},
                                                        {Role::duty, "duty"},
                                                        {Role::security, "security"},
                                                        {Role::admin, "admin"}}};

enum class Action {
    see_screens,      ///< what hangs where, and what it shows
    name_screens,     ///< pair, name, replace
    revoke_screens,   ///< for ever
    prepare_screens,  ///< tickets for screens that come
    edit,             ///< stories, events, links
    translate,        ///< of those the words in other languages
    publish,          ///< what was edited
    tell,             ///< rooms and times of events that change, and yellow notices: published at once
    alarm,            ///< red ones
    answer_alerts,    ///< say that one looks after what is wrong
    see_log,          ///< who did what
    manage_people,    ///< invite, give and take roles
};

/// One role of one account.
struct Grant {
    Role role = Role::viewer;
    std::vector<std::string> groups{};        ///< of screens, by name; empty: all
    std::optional<content::Instant> until{};  ///< the first moment at which it is over

    bool operator==(const Grant&) const = default;
};

struct Account {
    std::string id{};     ///< 16 hexadecimal digits, for ever
    std::string login{};  ///< what is typed to sign in: one line, in lower case
    std::string name{};   ///< as others see it
    std::vector<Grant> grants{};
    bool is_closed = false;  ///< may do nothing any more; it stays because the log speaks of it
    content::Instant since{};

    bool operator==(const Account&) const = default;
};

/// Who it is, as a history kept by git says it: "Maria <maria>".
[[nodiscard]] std::string author_of(const Account& account);

/// Whether `account` may do this at `now` to screens of `group`; "" is for what belongs to no group or to all of them,
/// which only a grant without groups allows. Seeing is allowed with whatever grant, people and the log only without
/// groups.
[[nodiscard]] bool may(const Account& account, Action action, std::string_view group, content::Instant now);

/// Whether it may do this to what is for all of these groups at once; none are all screens.
[[nodiscard]] bool may_for_groups(const Account& account, Action action, const std::vector<std::string>& groups,
                                  content::Instant now);
/// Whether it may do this to screens of all groups or of some.
[[nodiscard]] bool may_somewhere(const Account& account, Action action, content::Instant now);

/// Whether the account has any grant that counts at `now`: others cannot sign in.
[[nodiscard]] bool is_active(const Account& account, content::Instant now);

/// Grants as they are stored: canonical JSON, and back. Code::bad_input.
[[nodiscard]] std::string to_json(const std::vector<Grant>& grants);
[[nodiscard]] content::Result<std::vector<Grant>> read_grants(std::string_view json);

/// What it takes to give somebody a role. Who may give an emergency message is no matter of one person alone: nobody
/// gives that role to themselves while another one could, and it is never given without a reason, which all who manage
/// people and all who have the role then read.
enum class Giving {
    quiet,             ///< nothing more
    with_reason,       ///< and all are told
    by_somebody_else,  ///< not by this person
};
/// `receiver` is the id of an account, empty for one that is invited; `all` are the accounts that there are.
[[nodiscard]] Giving giving(const Account& giver, std::string_view receiver, const Grant& grant,
                            const std::vector<Account>& all, content::Instant now);
/// Whether it has a grant of that role which is not over.
[[nodiscard]] bool has_role(const Account& account, Role role, content::Instant now);

}  // namespace people
